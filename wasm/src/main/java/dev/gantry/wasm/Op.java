package dev.gantry.wasm;

import static dev.gantry.wasm.Feature.BULK_MEMORY;
import static dev.gantry.wasm.Feature.MVP;
import static dev.gantry.wasm.Feature.REFERENCE_TYPES;
import static dev.gantry.wasm.Feature.SATURATING_CONVERSIONS;
import static dev.gantry.wasm.Feature.SIGN_EXTENSION;
import static dev.gantry.wasm.Feature.SIMD;
import static dev.gantry.wasm.Immediate.*;
import static dev.gantry.wasm.OpSignature.*;

import org.jspecify.annotations.Nullable;

/**
 * The operators of WebAssembly 2.0: the one table that decoder, validator, text parser and printer are driven by.
 *
 * <p>One row is one encoding: mnemonic in the text format, code (a prefix byte, if there is one, stands in bits 16 to
 * 23), shape of the immediates, signature, the proposal that brought the operator, and for memory and lane operators
 * the binary logarithm of the bytes accessed. Adding a plain operator is one row here and one line in each compiler.
 *
 * <p>Source: WebAssembly Core Specification 2.0, 5.4 (instructions) and the appendix "Index of Instructions".
 */
public enum Op {
    // Control (0x00-0x11).
    UNREACHABLE("unreachable", 0x00, NONE, SPECIAL, MVP),
    NOP("nop", 0x01, NONE, N_N, MVP),
    BLOCK("block", 0x02, BLOCK_TYPE, SPECIAL, MVP),
    LOOP("loop", 0x03, BLOCK_TYPE, SPECIAL, MVP),
    IF("if", 0x04, BLOCK_TYPE, SPECIAL, MVP),
    ELSE("else", 0x05, NONE, SPECIAL, MVP),
    END("end", 0x0b, NONE, SPECIAL, MVP),
    BR("br", 0x0c, LABEL, SPECIAL, MVP),
    BR_IF("br_if", 0x0d, LABEL, SPECIAL, MVP),
    BR_TABLE("br_table", 0x0e, LABEL_TABLE, SPECIAL, MVP),
    RETURN("return", 0x0f, NONE, SPECIAL, MVP),
    CALL("call", 0x10, FUNC, SPECIAL, MVP),
    CALL_INDIRECT("call_indirect", 0x11, TYPE_TABLE, SPECIAL, MVP),

    // Parametric.
    DROP("drop", 0x1a, NONE, SPECIAL, MVP),
    SELECT("select", 0x1b, NONE, SPECIAL, MVP),
    SELECT_T("select", 0x1c, SELECT_TYPES, SPECIAL, REFERENCE_TYPES),

    // Variables.
    LOCAL_GET("local.get", 0x20, LOCAL, SPECIAL, MVP),
    LOCAL_SET("local.set", 0x21, LOCAL, SPECIAL, MVP),
    LOCAL_TEE("local.tee", 0x22, LOCAL, SPECIAL, MVP),
    GLOBAL_GET("global.get", 0x23, GLOBAL, SPECIAL, MVP),
    GLOBAL_SET("global.set", 0x24, GLOBAL, SPECIAL, MVP),

    // Tables.
    TABLE_GET("table.get", 0x25, TABLE, SPECIAL, REFERENCE_TYPES),
    TABLE_SET("table.set", 0x26, TABLE, SPECIAL, REFERENCE_TYPES),

    // Memory accesses: the last column is log2 of the bytes accessed, which is the natural alignment.
    I32_LOAD("i32.load", 0x28, MEMARG, I_I, MVP, 2),
    I64_LOAD("i64.load", 0x29, MEMARG, I_L, MVP, 3),
    F32_LOAD("f32.load", 0x2a, MEMARG, I_F, MVP, 2),
    F64_LOAD("f64.load", 0x2b, MEMARG, I_D, MVP, 3),
    I32_LOAD8_S("i32.load8_s", 0x2c, MEMARG, I_I, MVP, 0),
    I32_LOAD8_U("i32.load8_u", 0x2d, MEMARG, I_I, MVP, 0),
    I32_LOAD16_S("i32.load16_s", 0x2e, MEMARG, I_I, MVP, 1),
    I32_LOAD16_U("i32.load16_u", 0x2f, MEMARG, I_I, MVP, 1),
    I64_LOAD8_S("i64.load8_s", 0x30, MEMARG, I_L, MVP, 0),
    I64_LOAD8_U("i64.load8_u", 0x31, MEMARG, I_L, MVP, 0),
    I64_LOAD16_S("i64.load16_s", 0x32, MEMARG, I_L, MVP, 1),
    I64_LOAD16_U("i64.load16_u", 0x33, MEMARG, I_L, MVP, 1),
    I64_LOAD32_S("i64.load32_s", 0x34, MEMARG, I_L, MVP, 2),
    I64_LOAD32_U("i64.load32_u", 0x35, MEMARG, I_L, MVP, 2),
    I32_STORE("i32.store", 0x36, MEMARG, II_N, MVP, 2),
    I64_STORE("i64.store", 0x37, MEMARG, IL_N, MVP, 3),
    F32_STORE("f32.store", 0x38, MEMARG, IF_N, MVP, 2),
    F64_STORE("f64.store", 0x39, MEMARG, ID_N, MVP, 3),
    I32_STORE8("i32.store8", 0x3a, MEMARG, II_N, MVP, 0),
    I32_STORE16("i32.store16", 0x3b, MEMARG, II_N, MVP, 1),
    I64_STORE8("i64.store8", 0x3c, MEMARG, IL_N, MVP, 0),
    I64_STORE16("i64.store16", 0x3d, MEMARG, IL_N, MVP, 1),
    I64_STORE32("i64.store32", 0x3e, MEMARG, IL_N, MVP, 2),
    MEMORY_SIZE("memory.size", 0x3f, MEMORY, N_I, MVP),
    MEMORY_GROW("memory.grow", 0x40, MEMORY, I_I, MVP),

    // Constants.
    I32_CONST("i32.const", 0x41, I32, N_I, MVP),
    I64_CONST("i64.const", 0x42, I64, N_L, MVP),
    F32_CONST("f32.const", 0x43, F32, N_F, MVP),
    F64_CONST("f64.const", 0x44, F64, N_D, MVP),

    // Comparisons.
    I32_EQZ("i32.eqz", 0x45, NONE, I_I, MVP),
    I32_EQ("i32.eq", 0x46, NONE, II_I, MVP),
    I32_NE("i32.ne", 0x47, NONE, II_I, MVP),
    I32_LT_S("i32.lt_s", 0x48, NONE, II_I, MVP),
    I32_LT_U("i32.lt_u", 0x49, NONE, II_I, MVP),
    I32_GT_S("i32.gt_s", 0x4a, NONE, II_I, MVP),
    I32_GT_U("i32.gt_u", 0x4b, NONE, II_I, MVP),
    I32_LE_S("i32.le_s", 0x4c, NONE, II_I, MVP),
    I32_LE_U("i32.le_u", 0x4d, NONE, II_I, MVP),
    I32_GE_S("i32.ge_s", 0x4e, NONE, II_I, MVP),
    I32_GE_U("i32.ge_u", 0x4f, NONE, II_I, MVP),
    I64_EQZ("i64.eqz", 0x50, NONE, L_I, MVP),
    I64_EQ("i64.eq", 0x51, NONE, LL_I, MVP),
    I64_NE("i64.ne", 0x52, NONE, LL_I, MVP),
    I64_LT_S("i64.lt_s", 0x53, NONE, LL_I, MVP),
    I64_LT_U("i64.lt_u", 0x54, NONE, LL_I, MVP),
    I64_GT_S("i64.gt_s", 0x55, NONE, LL_I, MVP),
    I64_GT_U("i64.gt_u", 0x56, NONE, LL_I, MVP),
    I64_LE_S("i64.le_s", 0x57, NONE, LL_I, MVP),
    I64_LE_U("i64.le_u", 0x58, NONE, LL_I, MVP),
    I64_GE_S("i64.ge_s", 0x59, NONE, LL_I, MVP),
    I64_GE_U("i64.ge_u", 0x5a, NONE, LL_I, MVP),
    F32_EQ("f32.eq", 0x5b, NONE, FF_I, MVP),
    F32_NE("f32.ne", 0x5c, NONE, FF_I, MVP),
    F32_LT("f32.lt", 0x5d, NONE, FF_I, MVP),
    F32_GT("f32.gt", 0x5e, NONE, FF_I, MVP),
    F32_LE("f32.le", 0x5f, NONE, FF_I, MVP),
    F32_GE("f32.ge", 0x60, NONE, FF_I, MVP),
    F64_EQ("f64.eq", 0x61, NONE, DD_I, MVP),
    F64_NE("f64.ne", 0x62, NONE, DD_I, MVP),
    F64_LT("f64.lt", 0x63, NONE, DD_I, MVP),
    F64_GT("f64.gt", 0x64, NONE, DD_I, MVP),
    F64_LE("f64.le", 0x65, NONE, DD_I, MVP),
    F64_GE("f64.ge", 0x66, NONE, DD_I, MVP),

    // Arithmetic.
    I32_CLZ("i32.clz", 0x67, NONE, I_I, MVP),
    I32_CTZ("i32.ctz", 0x68, NONE, I_I, MVP),
    I32_POPCNT("i32.popcnt", 0x69, NONE, I_I, MVP),
    I32_ADD("i32.add", 0x6a, NONE, II_I, MVP),
    I32_SUB("i32.sub", 0x6b, NONE, II_I, MVP),
    I32_MUL("i32.mul", 0x6c, NONE, II_I, MVP),
    I32_DIV_S("i32.div_s", 0x6d, NONE, II_I, MVP),
    I32_DIV_U("i32.div_u", 0x6e, NONE, II_I, MVP),
    I32_REM_S("i32.rem_s", 0x6f, NONE, II_I, MVP),
    I32_REM_U("i32.rem_u", 0x70, NONE, II_I, MVP),
    I32_AND("i32.and", 0x71, NONE, II_I, MVP),
    I32_OR("i32.or", 0x72, NONE, II_I, MVP),
    I32_XOR("i32.xor", 0x73, NONE, II_I, MVP),
    I32_SHL("i32.shl", 0x74, NONE, II_I, MVP),
    I32_SHR_S("i32.shr_s", 0x75, NONE, II_I, MVP),
    I32_SHR_U("i32.shr_u", 0x76, NONE, II_I, MVP),
    I32_ROTL("i32.rotl", 0x77, NONE, II_I, MVP),
    I32_ROTR("i32.rotr", 0x78, NONE, II_I, MVP),
    I64_CLZ("i64.clz", 0x79, NONE, L_L, MVP),
    I64_CTZ("i64.ctz", 0x7a, NONE, L_L, MVP),
    I64_POPCNT("i64.popcnt", 0x7b, NONE, L_L, MVP),
    I64_ADD("i64.add", 0x7c, NONE, LL_L, MVP),
    I64_SUB("i64.sub", 0x7d, NONE, LL_L, MVP),
    I64_MUL("i64.mul", 0x7e, NONE, LL_L, MVP),
    I64_DIV_S("i64.div_s", 0x7f, NONE, LL_L, MVP),
    I64_DIV_U("i64.div_u", 0x80, NONE, LL_L, MVP),
    I64_REM_S("i64.rem_s", 0x81, NONE, LL_L, MVP),
    I64_REM_U("i64.rem_u", 0x82, NONE, LL_L, MVP),
    I64_AND("i64.and", 0x83, NONE, LL_L, MVP),
    I64_OR("i64.or", 0x84, NONE, LL_L, MVP),
    I64_XOR("i64.xor", 0x85, NONE, LL_L, MVP),
    I64_SHL("i64.shl", 0x86, NONE, LL_L, MVP),
    I64_SHR_S("i64.shr_s", 0x87, NONE, LL_L, MVP),
    I64_SHR_U("i64.shr_u", 0x88, NONE, LL_L, MVP),
    I64_ROTL("i64.rotl", 0x89, NONE, LL_L, MVP),
    I64_ROTR("i64.rotr", 0x8a, NONE, LL_L, MVP),
    F32_ABS("f32.abs", 0x8b, NONE, F_F, MVP),
    F32_NEG("f32.neg", 0x8c, NONE, F_F, MVP),
    F32_CEIL("f32.ceil", 0x8d, NONE, F_F, MVP),
    F32_FLOOR("f32.floor", 0x8e, NONE, F_F, MVP),
    F32_TRUNC("f32.trunc", 0x8f, NONE, F_F, MVP),
    F32_NEAREST("f32.nearest", 0x90, NONE, F_F, MVP),
    F32_SQRT("f32.sqrt", 0x91, NONE, F_F, MVP),
    F32_ADD("f32.add", 0x92, NONE, FF_F, MVP),
    F32_SUB("f32.sub", 0x93, NONE, FF_F, MVP),
    F32_MUL("f32.mul", 0x94, NONE, FF_F, MVP),
    F32_DIV("f32.div", 0x95, NONE, FF_F, MVP),
    F32_MIN("f32.min", 0x96, NONE, FF_F, MVP),
    F32_MAX("f32.max", 0x97, NONE, FF_F, MVP),
    F32_COPYSIGN("f32.copysign", 0x98, NONE, FF_F, MVP),
    F64_ABS("f64.abs", 0x99, NONE, D_D, MVP),
    F64_NEG("f64.neg", 0x9a, NONE, D_D, MVP),
    F64_CEIL("f64.ceil", 0x9b, NONE, D_D, MVP),
    F64_FLOOR("f64.floor", 0x9c, NONE, D_D, MVP),
    F64_TRUNC("f64.trunc", 0x9d, NONE, D_D, MVP),
    F64_NEAREST("f64.nearest", 0x9e, NONE, D_D, MVP),
    F64_SQRT("f64.sqrt", 0x9f, NONE, D_D, MVP),
    F64_ADD("f64.add", 0xa0, NONE, DD_D, MVP),
    F64_SUB("f64.sub", 0xa1, NONE, DD_D, MVP),
    F64_MUL("f64.mul", 0xa2, NONE, DD_D, MVP),
    F64_DIV("f64.div", 0xa3, NONE, DD_D, MVP),
    F64_MIN("f64.min", 0xa4, NONE, DD_D, MVP),
    F64_MAX("f64.max", 0xa5, NONE, DD_D, MVP),
    F64_COPYSIGN("f64.copysign", 0xa6, NONE, DD_D, MVP),

    // Conversions.
    I32_WRAP_I64("i32.wrap_i64", 0xa7, NONE, L_I, MVP),
    I32_TRUNC_F32_S("i32.trunc_f32_s", 0xa8, NONE, F_I, MVP),
    I32_TRUNC_F32_U("i32.trunc_f32_u", 0xa9, NONE, F_I, MVP),
    I32_TRUNC_F64_S("i32.trunc_f64_s", 0xaa, NONE, D_I, MVP),
    I32_TRUNC_F64_U("i32.trunc_f64_u", 0xab, NONE, D_I, MVP),
    I64_EXTEND_I32_S("i64.extend_i32_s", 0xac, NONE, I_L, MVP),
    I64_EXTEND_I32_U("i64.extend_i32_u", 0xad, NONE, I_L, MVP),
    I64_TRUNC_F32_S("i64.trunc_f32_s", 0xae, NONE, F_L, MVP),
    I64_TRUNC_F32_U("i64.trunc_f32_u", 0xaf, NONE, F_L, MVP),
    I64_TRUNC_F64_S("i64.trunc_f64_s", 0xb0, NONE, D_L, MVP),
    I64_TRUNC_F64_U("i64.trunc_f64_u", 0xb1, NONE, D_L, MVP),
    F32_CONVERT_I32_S("f32.convert_i32_s", 0xb2, NONE, I_F, MVP),
    F32_CONVERT_I32_U("f32.convert_i32_u", 0xb3, NONE, I_F, MVP),
    F32_CONVERT_I64_S("f32.convert_i64_s", 0xb4, NONE, L_F, MVP),
    F32_CONVERT_I64_U("f32.convert_i64_u", 0xb5, NONE, L_F, MVP),
    F32_DEMOTE_F64("f32.demote_f64", 0xb6, NONE, D_F, MVP),
    F64_CONVERT_I32_S("f64.convert_i32_s", 0xb7, NONE, I_D, MVP),
    F64_CONVERT_I32_U("f64.convert_i32_u", 0xb8, NONE, I_D, MVP),
    F64_CONVERT_I64_S("f64.convert_i64_s", 0xb9, NONE, L_D, MVP),
    F64_CONVERT_I64_U("f64.convert_i64_u", 0xba, NONE, L_D, MVP),
    F64_PROMOTE_F32("f64.promote_f32", 0xbb, NONE, F_D, MVP),
    I32_REINTERPRET_F32("i32.reinterpret_f32", 0xbc, NONE, F_I, MVP),
    I64_REINTERPRET_F64("i64.reinterpret_f64", 0xbd, NONE, D_L, MVP),
    F32_REINTERPRET_I32("f32.reinterpret_i32", 0xbe, NONE, I_F, MVP),
    F64_REINTERPRET_I64("f64.reinterpret_i64", 0xbf, NONE, L_D, MVP),
    I32_EXTEND8_S("i32.extend8_s", 0xc0, NONE, I_I, SIGN_EXTENSION),
    I32_EXTEND16_S("i32.extend16_s", 0xc1, NONE, I_I, SIGN_EXTENSION),
    I64_EXTEND8_S("i64.extend8_s", 0xc2, NONE, L_L, SIGN_EXTENSION),
    I64_EXTEND16_S("i64.extend16_s", 0xc3, NONE, L_L, SIGN_EXTENSION),
    I64_EXTEND32_S("i64.extend32_s", 0xc4, NONE, L_L, SIGN_EXTENSION),

    // References.
    REF_NULL("ref.null", 0xd0, HEAP_TYPE, SPECIAL, REFERENCE_TYPES),
    REF_IS_NULL("ref.is_null", 0xd1, NONE, SPECIAL, REFERENCE_TYPES),
    REF_FUNC("ref.func", 0xd2, FUNC, N_R, REFERENCE_TYPES),

    // Prefix 0xfc: saturating conversions, bulk memory and table operators.
    I32_TRUNC_SAT_F32_S("i32.trunc_sat_f32_s", 0xfc_0000, NONE, F_I, SATURATING_CONVERSIONS),
    I32_TRUNC_SAT_F32_U("i32.trunc_sat_f32_u", 0xfc_0001, NONE, F_I, SATURATING_CONVERSIONS),
    I32_TRUNC_SAT_F64_S("i32.trunc_sat_f64_s", 0xfc_0002, NONE, D_I, SATURATING_CONVERSIONS),
    I32_TRUNC_SAT_F64_U("i32.trunc_sat_f64_u", 0xfc_0003, NONE, D_I, SATURATING_CONVERSIONS),
    I64_TRUNC_SAT_F32_S("i64.trunc_sat_f32_s", 0xfc_0004, NONE, F_L, SATURATING_CONVERSIONS),
    I64_TRUNC_SAT_F32_U("i64.trunc_sat_f32_u", 0xfc_0005, NONE, F_L, SATURATING_CONVERSIONS),
    I64_TRUNC_SAT_F64_S("i64.trunc_sat_f64_s", 0xfc_0006, NONE, D_L, SATURATING_CONVERSIONS),
    I64_TRUNC_SAT_F64_U("i64.trunc_sat_f64_u", 0xfc_0007, NONE, D_L, SATURATING_CONVERSIONS),
    MEMORY_INIT("memory.init", 0xfc_0008, DATA_MEMORY, III_N, BULK_MEMORY),
    DATA_DROP("data.drop", 0xfc_0009, DATA, N_N, BULK_MEMORY),
    MEMORY_COPY("memory.copy", 0xfc_000a, MEMORY_MEMORY, III_N, BULK_MEMORY),
    MEMORY_FILL("memory.fill", 0xfc_000b, MEMORY, III_N, BULK_MEMORY),
    TABLE_INIT("table.init", 0xfc_000c, ELEM_TABLE, III_N, BULK_MEMORY),
    ELEM_DROP("elem.drop", 0xfc_000d, ELEM, N_N, BULK_MEMORY),
    TABLE_COPY("table.copy", 0xfc_000e, TABLE_TABLE, III_N, BULK_MEMORY),
    TABLE_GROW("table.grow", 0xfc_000f, TABLE, SPECIAL, REFERENCE_TYPES),
    TABLE_SIZE("table.size", 0xfc_0010, TABLE, N_I, REFERENCE_TYPES),
    TABLE_FILL("table.fill", 0xfc_0011, TABLE, SPECIAL, REFERENCE_TYPES),

    // Prefix 0xfd, SIMD: memory.
    V128_LOAD("v128.load", 0xfd_0000, MEMARG, I_V, SIMD, 4),
    V128_LOAD8X8_S("v128.load8x8_s", 0xfd_0001, MEMARG, I_V, SIMD, 3),
    V128_LOAD8X8_U("v128.load8x8_u", 0xfd_0002, MEMARG, I_V, SIMD, 3),
    V128_LOAD16X4_S("v128.load16x4_s", 0xfd_0003, MEMARG, I_V, SIMD, 3),
    V128_LOAD16X4_U("v128.load16x4_u", 0xfd_0004, MEMARG, I_V, SIMD, 3),
    V128_LOAD32X2_S("v128.load32x2_s", 0xfd_0005, MEMARG, I_V, SIMD, 3),
    V128_LOAD32X2_U("v128.load32x2_u", 0xfd_0006, MEMARG, I_V, SIMD, 3),
    V128_LOAD8_SPLAT("v128.load8_splat", 0xfd_0007, MEMARG, I_V, SIMD, 0),
    V128_LOAD16_SPLAT("v128.load16_splat", 0xfd_0008, MEMARG, I_V, SIMD, 1),
    V128_LOAD32_SPLAT("v128.load32_splat", 0xfd_0009, MEMARG, I_V, SIMD, 2),
    V128_LOAD64_SPLAT("v128.load64_splat", 0xfd_000a, MEMARG, I_V, SIMD, 3),
    V128_STORE("v128.store", 0xfd_000b, MEMARG, IV_N, SIMD, 4),
    V128_LOAD8_LANE("v128.load8_lane", 0xfd_0054, MEMARG_LANE, IV_V, SIMD, 0),
    V128_LOAD16_LANE("v128.load16_lane", 0xfd_0055, MEMARG_LANE, IV_V, SIMD, 1),
    V128_LOAD32_LANE("v128.load32_lane", 0xfd_0056, MEMARG_LANE, IV_V, SIMD, 2),
    V128_LOAD64_LANE("v128.load64_lane", 0xfd_0057, MEMARG_LANE, IV_V, SIMD, 3),
    V128_STORE8_LANE("v128.store8_lane", 0xfd_0058, MEMARG_LANE, IV_N, SIMD, 0),
    V128_STORE16_LANE("v128.store16_lane", 0xfd_0059, MEMARG_LANE, IV_N, SIMD, 1),
    V128_STORE32_LANE("v128.store32_lane", 0xfd_005a, MEMARG_LANE, IV_N, SIMD, 2),
    V128_STORE64_LANE("v128.store64_lane", 0xfd_005b, MEMARG_LANE, IV_N, SIMD, 3),
    V128_LOAD32_ZERO("v128.load32_zero", 0xfd_005c, MEMARG, I_V, SIMD, 2),
    V128_LOAD64_ZERO("v128.load64_zero", 0xfd_005d, MEMARG, I_V, SIMD, 3),

    // SIMD: constants, shuffles, splats, lanes (the last column is log2 of the bytes of a lane).
    V128_CONST("v128.const", 0xfd_000c, V128, N_V, SIMD),
    I8X16_SHUFFLE("i8x16.shuffle", 0xfd_000d, SHUFFLE, VV_V, SIMD),
    I8X16_SWIZZLE("i8x16.swizzle", 0xfd_000e, NONE, VV_V, SIMD),
    I8X16_SPLAT("i8x16.splat", 0xfd_000f, NONE, I_V, SIMD),
    I16X8_SPLAT("i16x8.splat", 0xfd_0010, NONE, I_V, SIMD),
    I32X4_SPLAT("i32x4.splat", 0xfd_0011, NONE, I_V, SIMD),
    I64X2_SPLAT("i64x2.splat", 0xfd_0012, NONE, L_V, SIMD),
    F32X4_SPLAT("f32x4.splat", 0xfd_0013, NONE, F_V, SIMD),
    F64X2_SPLAT("f64x2.splat", 0xfd_0014, NONE, D_V, SIMD),
    I8X16_EXTRACT_LANE_S("i8x16.extract_lane_s", 0xfd_0015, LANE, V_I, SIMD, 0),
    I8X16_EXTRACT_LANE_U("i8x16.extract_lane_u", 0xfd_0016, LANE, V_I, SIMD, 0),
    I8X16_REPLACE_LANE("i8x16.replace_lane", 0xfd_0017, LANE, VI_V, SIMD, 0),
    I16X8_EXTRACT_LANE_S("i16x8.extract_lane_s", 0xfd_0018, LANE, V_I, SIMD, 1),
    I16X8_EXTRACT_LANE_U("i16x8.extract_lane_u", 0xfd_0019, LANE, V_I, SIMD, 1),
    I16X8_REPLACE_LANE("i16x8.replace_lane", 0xfd_001a, LANE, VI_V, SIMD, 1),
    I32X4_EXTRACT_LANE("i32x4.extract_lane", 0xfd_001b, LANE, V_I, SIMD, 2),
    I32X4_REPLACE_LANE("i32x4.replace_lane", 0xfd_001c, LANE, VI_V, SIMD, 2),
    I64X2_EXTRACT_LANE("i64x2.extract_lane", 0xfd_001d, LANE, V_L, SIMD, 3),
    I64X2_REPLACE_LANE("i64x2.replace_lane", 0xfd_001e, LANE, VL_V, SIMD, 3),
    F32X4_EXTRACT_LANE("f32x4.extract_lane", 0xfd_001f, LANE, V_F, SIMD, 2),
    F32X4_REPLACE_LANE("f32x4.replace_lane", 0xfd_0020, LANE, VF_V, SIMD, 2),
    F64X2_EXTRACT_LANE("f64x2.extract_lane", 0xfd_0021, LANE, V_D, SIMD, 3),
    F64X2_REPLACE_LANE("f64x2.replace_lane", 0xfd_0022, LANE, VD_V, SIMD, 3),

    // SIMD: comparisons.
    I8X16_EQ("i8x16.eq", 0xfd_0023, NONE, VV_V, SIMD),
    I8X16_NE("i8x16.ne", 0xfd_0024, NONE, VV_V, SIMD),
    I8X16_LT_S("i8x16.lt_s", 0xfd_0025, NONE, VV_V, SIMD),
    I8X16_LT_U("i8x16.lt_u", 0xfd_0026, NONE, VV_V, SIMD),
    I8X16_GT_S("i8x16.gt_s", 0xfd_0027, NONE, VV_V, SIMD),
    I8X16_GT_U("i8x16.gt_u", 0xfd_0028, NONE, VV_V, SIMD),
    I8X16_LE_S("i8x16.le_s", 0xfd_0029, NONE, VV_V, SIMD),
    I8X16_LE_U("i8x16.le_u", 0xfd_002a, NONE, VV_V, SIMD),
    I8X16_GE_S("i8x16.ge_s", 0xfd_002b, NONE, VV_V, SIMD),
    I8X16_GE_U("i8x16.ge_u", 0xfd_002c, NONE, VV_V, SIMD),
    I16X8_EQ("i16x8.eq", 0xfd_002d, NONE, VV_V, SIMD),
    I16X8_NE("i16x8.ne", 0xfd_002e, NONE, VV_V, SIMD),
    I16X8_LT_S("i16x8.lt_s", 0xfd_002f, NONE, VV_V, SIMD),
    I16X8_LT_U("i16x8.lt_u", 0xfd_0030, NONE, VV_V, SIMD),
    I16X8_GT_S("i16x8.gt_s", 0xfd_0031, NONE, VV_V, SIMD),
    I16X8_GT_U("i16x8.gt_u", 0xfd_0032, NONE, VV_V, SIMD),
    I16X8_LE_S("i16x8.le_s", 0xfd_0033, NONE, VV_V, SIMD),
    I16X8_LE_U("i16x8.le_u", 0xfd_0034, NONE, VV_V, SIMD),
    I16X8_GE_S("i16x8.ge_s", 0xfd_0035, NONE, VV_V, SIMD),
    I16X8_GE_U("i16x8.ge_u", 0xfd_0036, NONE, VV_V, SIMD),
    I32X4_EQ("i32x4.eq", 0xfd_0037, NONE, VV_V, SIMD),
    I32X4_NE("i32x4.ne", 0xfd_0038, NONE, VV_V, SIMD),
    I32X4_LT_S("i32x4.lt_s", 0xfd_0039, NONE, VV_V, SIMD),
    I32X4_LT_U("i32x4.lt_u", 0xfd_003a, NONE, VV_V, SIMD),
    I32X4_GT_S("i32x4.gt_s", 0xfd_003b, NONE, VV_V, SIMD),
    I32X4_GT_U("i32x4.gt_u", 0xfd_003c, NONE, VV_V, SIMD),
    I32X4_LE_S("i32x4.le_s", 0xfd_003d, NONE, VV_V, SIMD),
    I32X4_LE_U("i32x4.le_u", 0xfd_003e, NONE, VV_V, SIMD),
    I32X4_GE_S("i32x4.ge_s", 0xfd_003f, NONE, VV_V, SIMD),
    I32X4_GE_U("i32x4.ge_u", 0xfd_0040, NONE, VV_V, SIMD),
    F32X4_EQ("f32x4.eq", 0xfd_0041, NONE, VV_V, SIMD),
    F32X4_NE("f32x4.ne", 0xfd_0042, NONE, VV_V, SIMD),
    F32X4_LT("f32x4.lt", 0xfd_0043, NONE, VV_V, SIMD),
    F32X4_GT("f32x4.gt", 0xfd_0044, NONE, VV_V, SIMD),
    F32X4_LE("f32x4.le", 0xfd_0045, NONE, VV_V, SIMD),
    F32X4_GE("f32x4.ge", 0xfd_0046, NONE, VV_V, SIMD),
    F64X2_EQ("f64x2.eq", 0xfd_0047, NONE, VV_V, SIMD),
    F64X2_NE("f64x2.ne", 0xfd_0048, NONE, VV_V, SIMD),
    F64X2_LT("f64x2.lt", 0xfd_0049, NONE, VV_V, SIMD),
    F64X2_GT("f64x2.gt", 0xfd_004a, NONE, VV_V, SIMD),
    F64X2_LE("f64x2.le", 0xfd_004b, NONE, VV_V, SIMD),
    F64X2_GE("f64x2.ge", 0xfd_004c, NONE, VV_V, SIMD),
    I64X2_EQ("i64x2.eq", 0xfd_00d6, NONE, VV_V, SIMD),
    I64X2_NE("i64x2.ne", 0xfd_00d7, NONE, VV_V, SIMD),
    I64X2_LT_S("i64x2.lt_s", 0xfd_00d8, NONE, VV_V, SIMD),
    I64X2_GT_S("i64x2.gt_s", 0xfd_00d9, NONE, VV_V, SIMD),
    I64X2_LE_S("i64x2.le_s", 0xfd_00da, NONE, VV_V, SIMD),
    I64X2_GE_S("i64x2.ge_s", 0xfd_00db, NONE, VV_V, SIMD),

    // SIMD: bitwise.
    V128_NOT("v128.not", 0xfd_004d, NONE, V_V, SIMD),
    V128_AND("v128.and", 0xfd_004e, NONE, VV_V, SIMD),
    V128_ANDNOT("v128.andnot", 0xfd_004f, NONE, VV_V, SIMD),
    V128_OR("v128.or", 0xfd_0050, NONE, VV_V, SIMD),
    V128_XOR("v128.xor", 0xfd_0051, NONE, VV_V, SIMD),
    V128_BITSELECT("v128.bitselect", 0xfd_0052, NONE, VVV_V, SIMD),
    V128_ANY_TRUE("v128.any_true", 0xfd_0053, NONE, V_I, SIMD),

    // SIMD: integer arithmetic.
    I8X16_ABS("i8x16.abs", 0xfd_0060, NONE, V_V, SIMD),
    I8X16_NEG("i8x16.neg", 0xfd_0061, NONE, V_V, SIMD),
    I8X16_POPCNT("i8x16.popcnt", 0xfd_0062, NONE, V_V, SIMD),
    I8X16_ALL_TRUE("i8x16.all_true", 0xfd_0063, NONE, V_I, SIMD),
    I8X16_BITMASK("i8x16.bitmask", 0xfd_0064, NONE, V_I, SIMD),
    I8X16_NARROW_I16X8_S("i8x16.narrow_i16x8_s", 0xfd_0065, NONE, VV_V, SIMD),
    I8X16_NARROW_I16X8_U("i8x16.narrow_i16x8_u", 0xfd_0066, NONE, VV_V, SIMD),
    I8X16_SHL("i8x16.shl", 0xfd_006b, NONE, VI_V, SIMD),
    I8X16_SHR_S("i8x16.shr_s", 0xfd_006c, NONE, VI_V, SIMD),
    I8X16_SHR_U("i8x16.shr_u", 0xfd_006d, NONE, VI_V, SIMD),
    I8X16_ADD("i8x16.add", 0xfd_006e, NONE, VV_V, SIMD),
    I8X16_ADD_SAT_S("i8x16.add_sat_s", 0xfd_006f, NONE, VV_V, SIMD),
    I8X16_ADD_SAT_U("i8x16.add_sat_u", 0xfd_0070, NONE, VV_V, SIMD),
    I8X16_SUB("i8x16.sub", 0xfd_0071, NONE, VV_V, SIMD),
    I8X16_SUB_SAT_S("i8x16.sub_sat_s", 0xfd_0072, NONE, VV_V, SIMD),
    I8X16_SUB_SAT_U("i8x16.sub_sat_u", 0xfd_0073, NONE, VV_V, SIMD),
    I8X16_MIN_S("i8x16.min_s", 0xfd_0076, NONE, VV_V, SIMD),
    I8X16_MIN_U("i8x16.min_u", 0xfd_0077, NONE, VV_V, SIMD),
    I8X16_MAX_S("i8x16.max_s", 0xfd_0078, NONE, VV_V, SIMD),
    I8X16_MAX_U("i8x16.max_u", 0xfd_0079, NONE, VV_V, SIMD),
    I8X16_AVGR_U("i8x16.avgr_u", 0xfd_007b, NONE, VV_V, SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_S("i16x8.extadd_pairwise_i8x16_s", 0xfd_007c, NONE, V_V, SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_U("i16x8.extadd_pairwise_i8x16_u", 0xfd_007d, NONE, V_V, SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_S("i32x4.extadd_pairwise_i16x8_s", 0xfd_007e, NONE, V_V, SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_U("i32x4.extadd_pairwise_i16x8_u", 0xfd_007f, NONE, V_V, SIMD),
    I16X8_ABS("i16x8.abs", 0xfd_0080, NONE, V_V, SIMD),
    I16X8_NEG("i16x8.neg", 0xfd_0081, NONE, V_V, SIMD),
    I16X8_Q15MULR_SAT_S("i16x8.q15mulr_sat_s", 0xfd_0082, NONE, VV_V, SIMD),
    I16X8_ALL_TRUE("i16x8.all_true", 0xfd_0083, NONE, V_I, SIMD),
    I16X8_BITMASK("i16x8.bitmask", 0xfd_0084, NONE, V_I, SIMD),
    I16X8_NARROW_I32X4_S("i16x8.narrow_i32x4_s", 0xfd_0085, NONE, VV_V, SIMD),
    I16X8_NARROW_I32X4_U("i16x8.narrow_i32x4_u", 0xfd_0086, NONE, VV_V, SIMD),
    I16X8_EXTEND_LOW_I8X16_S("i16x8.extend_low_i8x16_s", 0xfd_0087, NONE, V_V, SIMD),
    I16X8_EXTEND_HIGH_I8X16_S("i16x8.extend_high_i8x16_s", 0xfd_0088, NONE, V_V, SIMD),
    I16X8_EXTEND_LOW_I8X16_U("i16x8.extend_low_i8x16_u", 0xfd_0089, NONE, V_V, SIMD),
    I16X8_EXTEND_HIGH_I8X16_U("i16x8.extend_high_i8x16_u", 0xfd_008a, NONE, V_V, SIMD),
    I16X8_SHL("i16x8.shl", 0xfd_008b, NONE, VI_V, SIMD),
    I16X8_SHR_S("i16x8.shr_s", 0xfd_008c, NONE, VI_V, SIMD),
    I16X8_SHR_U("i16x8.shr_u", 0xfd_008d, NONE, VI_V, SIMD),
    I16X8_ADD("i16x8.add", 0xfd_008e, NONE, VV_V, SIMD),
    I16X8_ADD_SAT_S("i16x8.add_sat_s", 0xfd_008f, NONE, VV_V, SIMD),
    I16X8_ADD_SAT_U("i16x8.add_sat_u", 0xfd_0090, NONE, VV_V, SIMD),
    I16X8_SUB("i16x8.sub", 0xfd_0091, NONE, VV_V, SIMD),
    I16X8_SUB_SAT_S("i16x8.sub_sat_s", 0xfd_0092, NONE, VV_V, SIMD),
    I16X8_SUB_SAT_U("i16x8.sub_sat_u", 0xfd_0093, NONE, VV_V, SIMD),
    I16X8_MUL("i16x8.mul", 0xfd_0095, NONE, VV_V, SIMD),
    I16X8_MIN_S("i16x8.min_s", 0xfd_0096, NONE, VV_V, SIMD),
    I16X8_MIN_U("i16x8.min_u", 0xfd_0097, NONE, VV_V, SIMD),
    I16X8_MAX_S("i16x8.max_s", 0xfd_0098, NONE, VV_V, SIMD),
    I16X8_MAX_U("i16x8.max_u", 0xfd_0099, NONE, VV_V, SIMD),
    I16X8_AVGR_U("i16x8.avgr_u", 0xfd_009b, NONE, VV_V, SIMD),
    I16X8_EXTMUL_LOW_I8X16_S("i16x8.extmul_low_i8x16_s", 0xfd_009c, NONE, VV_V, SIMD),
    I16X8_EXTMUL_HIGH_I8X16_S("i16x8.extmul_high_i8x16_s", 0xfd_009d, NONE, VV_V, SIMD),
    I16X8_EXTMUL_LOW_I8X16_U("i16x8.extmul_low_i8x16_u", 0xfd_009e, NONE, VV_V, SIMD),
    I16X8_EXTMUL_HIGH_I8X16_U("i16x8.extmul_high_i8x16_u", 0xfd_009f, NONE, VV_V, SIMD),
    I32X4_ABS("i32x4.abs", 0xfd_00a0, NONE, V_V, SIMD),
    I32X4_NEG("i32x4.neg", 0xfd_00a1, NONE, V_V, SIMD),
    I32X4_ALL_TRUE("i32x4.all_true", 0xfd_00a3, NONE, V_I, SIMD),
    I32X4_BITMASK("i32x4.bitmask", 0xfd_00a4, NONE, V_I, SIMD),
    I32X4_EXTEND_LOW_I16X8_S("i32x4.extend_low_i16x8_s", 0xfd_00a7, NONE, V_V, SIMD),
    I32X4_EXTEND_HIGH_I16X8_S("i32x4.extend_high_i16x8_s", 0xfd_00a8, NONE, V_V, SIMD),
    I32X4_EXTEND_LOW_I16X8_U("i32x4.extend_low_i16x8_u", 0xfd_00a9, NONE, V_V, SIMD),
    I32X4_EXTEND_HIGH_I16X8_U("i32x4.extend_high_i16x8_u", 0xfd_00aa, NONE, V_V, SIMD),
    I32X4_SHL("i32x4.shl", 0xfd_00ab, NONE, VI_V, SIMD),
    I32X4_SHR_S("i32x4.shr_s", 0xfd_00ac, NONE, VI_V, SIMD),
    I32X4_SHR_U("i32x4.shr_u", 0xfd_00ad, NONE, VI_V, SIMD),
    I32X4_ADD("i32x4.add", 0xfd_00ae, NONE, VV_V, SIMD),
    I32X4_SUB("i32x4.sub", 0xfd_00b1, NONE, VV_V, SIMD),
    I32X4_MUL("i32x4.mul", 0xfd_00b5, NONE, VV_V, SIMD),
    I32X4_MIN_S("i32x4.min_s", 0xfd_00b6, NONE, VV_V, SIMD),
    I32X4_MIN_U("i32x4.min_u", 0xfd_00b7, NONE, VV_V, SIMD),
    I32X4_MAX_S("i32x4.max_s", 0xfd_00b8, NONE, VV_V, SIMD),
    I32X4_MAX_U("i32x4.max_u", 0xfd_00b9, NONE, VV_V, SIMD),
    I32X4_DOT_I16X8_S("i32x4.dot_i16x8_s", 0xfd_00ba, NONE, VV_V, SIMD),
    I32X4_EXTMUL_LOW_I16X8_S("i32x4.extmul_low_i16x8_s", 0xfd_00bc, NONE, VV_V, SIMD),
    I32X4_EXTMUL_HIGH_I16X8_S("i32x4.extmul_high_i16x8_s", 0xfd_00bd, NONE, VV_V, SIMD),
    I32X4_EXTMUL_LOW_I16X8_U("i32x4.extmul_low_i16x8_u", 0xfd_00be, NONE, VV_V, SIMD),
    I32X4_EXTMUL_HIGH_I16X8_U("i32x4.extmul_high_i16x8_u", 0xfd_00bf, NONE, VV_V, SIMD),
    I64X2_ABS("i64x2.abs", 0xfd_00c0, NONE, V_V, SIMD),
    I64X2_NEG("i64x2.neg", 0xfd_00c1, NONE, V_V, SIMD),
    I64X2_ALL_TRUE("i64x2.all_true", 0xfd_00c3, NONE, V_I, SIMD),
    I64X2_BITMASK("i64x2.bitmask", 0xfd_00c4, NONE, V_I, SIMD),
    I64X2_EXTEND_LOW_I32X4_S("i64x2.extend_low_i32x4_s", 0xfd_00c7, NONE, V_V, SIMD),
    I64X2_EXTEND_HIGH_I32X4_S("i64x2.extend_high_i32x4_s", 0xfd_00c8, NONE, V_V, SIMD),
    I64X2_EXTEND_LOW_I32X4_U("i64x2.extend_low_i32x4_u", 0xfd_00c9, NONE, V_V, SIMD),
    I64X2_EXTEND_HIGH_I32X4_U("i64x2.extend_high_i32x4_u", 0xfd_00ca, NONE, V_V, SIMD),
    I64X2_SHL("i64x2.shl", 0xfd_00cb, NONE, VI_V, SIMD),
    I64X2_SHR_S("i64x2.shr_s", 0xfd_00cc, NONE, VI_V, SIMD),
    I64X2_SHR_U("i64x2.shr_u", 0xfd_00cd, NONE, VI_V, SIMD),
    I64X2_ADD("i64x2.add", 0xfd_00ce, NONE, VV_V, SIMD),
    I64X2_SUB("i64x2.sub", 0xfd_00d1, NONE, VV_V, SIMD),
    I64X2_MUL("i64x2.mul", 0xfd_00d5, NONE, VV_V, SIMD),
    I64X2_EXTMUL_LOW_I32X4_S("i64x2.extmul_low_i32x4_s", 0xfd_00dc, NONE, VV_V, SIMD),
    I64X2_EXTMUL_HIGH_I32X4_S("i64x2.extmul_high_i32x4_s", 0xfd_00dd, NONE, VV_V, SIMD),
    I64X2_EXTMUL_LOW_I32X4_U("i64x2.extmul_low_i32x4_u", 0xfd_00de, NONE, VV_V, SIMD),
    I64X2_EXTMUL_HIGH_I32X4_U("i64x2.extmul_high_i32x4_u", 0xfd_00df, NONE, VV_V, SIMD),

    // SIMD: floating-point arithmetic.
    F32X4_CEIL("f32x4.ceil", 0xfd_0067, NONE, V_V, SIMD),
    F32X4_FLOOR("f32x4.floor", 0xfd_0068, NONE, V_V, SIMD),
    F32X4_TRUNC("f32x4.trunc", 0xfd_0069, NONE, V_V, SIMD),
    F32X4_NEAREST("f32x4.nearest", 0xfd_006a, NONE, V_V, SIMD),
    F64X2_CEIL("f64x2.ceil", 0xfd_0074, NONE, V_V, SIMD),
    F64X2_FLOOR("f64x2.floor", 0xfd_0075, NONE, V_V, SIMD),
    F64X2_TRUNC("f64x2.trunc", 0xfd_007a, NONE, V_V, SIMD),
    F64X2_NEAREST("f64x2.nearest", 0xfd_0094, NONE, V_V, SIMD),
    F32X4_ABS("f32x4.abs", 0xfd_00e0, NONE, V_V, SIMD),
    F32X4_NEG("f32x4.neg", 0xfd_00e1, NONE, V_V, SIMD),
    F32X4_SQRT("f32x4.sqrt", 0xfd_00e3, NONE, V_V, SIMD),
    F32X4_ADD("f32x4.add", 0xfd_00e4, NONE, VV_V, SIMD),
    F32X4_SUB("f32x4.sub", 0xfd_00e5, NONE, VV_V, SIMD),
    F32X4_MUL("f32x4.mul", 0xfd_00e6, NONE, VV_V, SIMD),
    F32X4_DIV("f32x4.div", 0xfd_00e7, NONE, VV_V, SIMD),
    F32X4_MIN("f32x4.min", 0xfd_00e8, NONE, VV_V, SIMD),
    F32X4_MAX("f32x4.max", 0xfd_00e9, NONE, VV_V, SIMD),
    F32X4_PMIN("f32x4.pmin", 0xfd_00ea, NONE, VV_V, SIMD),
    F32X4_PMAX("f32x4.pmax", 0xfd_00eb, NONE, VV_V, SIMD),
    F64X2_ABS("f64x2.abs", 0xfd_00ec, NONE, V_V, SIMD),
    F64X2_NEG("f64x2.neg", 0xfd_00ed, NONE, V_V, SIMD),
    F64X2_SQRT("f64x2.sqrt", 0xfd_00ef, NONE, V_V, SIMD),
    F64X2_ADD("f64x2.add", 0xfd_00f0, NONE, VV_V, SIMD),
    F64X2_SUB("f64x2.sub", 0xfd_00f1, NONE, VV_V, SIMD),
    F64X2_MUL("f64x2.mul", 0xfd_00f2, NONE, VV_V, SIMD),
    F64X2_DIV("f64x2.div", 0xfd_00f3, NONE, VV_V, SIMD),
    F64X2_MIN("f64x2.min", 0xfd_00f4, NONE, VV_V, SIMD),
    F64X2_MAX("f64x2.max", 0xfd_00f5, NONE, VV_V, SIMD),
    F64X2_PMIN("f64x2.pmin", 0xfd_00f6, NONE, VV_V, SIMD),
    F64X2_PMAX("f64x2.pmax", 0xfd_00f7, NONE, VV_V, SIMD),

    // SIMD: conversions.
    F32X4_DEMOTE_F64X2_ZERO("f32x4.demote_f64x2_zero", 0xfd_005e, NONE, V_V, SIMD),
    F64X2_PROMOTE_LOW_F32X4("f64x2.promote_low_f32x4", 0xfd_005f, NONE, V_V, SIMD),
    I32X4_TRUNC_SAT_F32X4_S("i32x4.trunc_sat_f32x4_s", 0xfd_00f8, NONE, V_V, SIMD),
    I32X4_TRUNC_SAT_F32X4_U("i32x4.trunc_sat_f32x4_u", 0xfd_00f9, NONE, V_V, SIMD),
    F32X4_CONVERT_I32X4_S("f32x4.convert_i32x4_s", 0xfd_00fa, NONE, V_V, SIMD),
    F32X4_CONVERT_I32X4_U("f32x4.convert_i32x4_u", 0xfd_00fb, NONE, V_V, SIMD),
    I32X4_TRUNC_SAT_F64X2_S_ZERO("i32x4.trunc_sat_f64x2_s_zero", 0xfd_00fc, NONE, V_V, SIMD),
    I32X4_TRUNC_SAT_F64X2_U_ZERO("i32x4.trunc_sat_f64x2_u_zero", 0xfd_00fd, NONE, V_V, SIMD),
    F64X2_CONVERT_LOW_I32X4_S("f64x2.convert_low_i32x4_s", 0xfd_00fe, NONE, V_V, SIMD),
    F64X2_CONVERT_LOW_I32X4_U("f64x2.convert_low_i32x4_u", 0xfd_00ff, NONE, V_V, SIMD);

    /** Prefix of the saturating conversions, bulk memory and table operators. */
    public static final int PREFIX_MISC = 0xfc;

    /** Prefix of the SIMD operators. */
    public static final int PREFIX_SIMD = 0xfd;

    private static final int NO_WIDTH = -1;

    private static final @Nullable Op[] BY_BYTE = table(0, 256);
    private static final @Nullable Op[] BY_MISC = table(PREFIX_MISC, 64);
    private static final @Nullable Op[] BY_SIMD = table(PREFIX_SIMD, 512);

    private static @Nullable Op[] table(int prefix, int size) {
        @Nullable Op[] table = new Op[size];
        for (Op op : values()) {
            if (op.prefix() == prefix) table[op.subcode()] = op;
        }
        return table;
    }

    private final String mnemonic;
    private final int code;
    private final Immediate immediate;
    private final OpSignature signature;
    private final Feature feature;
    private final int widthLog2;

    Op(String mnemonic, int code, Immediate immediate, OpSignature signature, Feature feature) {
        this(mnemonic, code, immediate, signature, feature, NO_WIDTH);
    }

    Op(String mnemonic, int code, Immediate immediate, OpSignature signature, Feature feature, int widthLog2) {
        this.mnemonic = mnemonic;
        this.code = code;
        this.immediate = immediate;
        this.signature = signature;
        this.feature = feature;
        this.widthLog2 = widthLog2;
    }

    /** The name in the text format, as in {@code i32.add}. {@link #SELECT} and {@link #SELECT_T} share one. */
    public String mnemonic() {
        return mnemonic;
    }

    /** The encoding: {@code prefix << 16 | subcode}, or the byte itself for operators without a prefix. */
    public int code() {
        return code;
    }

    /** The prefix byte, {@link #PREFIX_MISC} or {@link #PREFIX_SIMD}, or 0 if there is none. */
    public int prefix() {
        return code >>> 16;
    }

    /** The number after the prefix (LEB128 in the binary format), or the byte itself if there is no prefix. */
    public int subcode() {
        return code & 0xffff;
    }

    /** What follows the operator in the binary and the text format. */
    public Immediate immediate() {
        return immediate;
    }

    /** Types popped and pushed; {@link OpSignature#SPECIAL} if they depend on more than the operator. */
    public OpSignature signature() {
        return signature;
    }

    /** The proposal that brought this operator. */
    public Feature feature() {
        return feature;
    }

    /** True for operators that access memory through a memarg. */
    public boolean isMemoryAccess() {
        return immediate == MEMARG || immediate == MEMARG_LANE;
    }

    /**
     * Binary logarithm of the bytes that a memory or lane operator accesses (0 for one byte, 4 for 16): for a memory
     * operator its natural alignment. -1 for all others.
     */
    public int widthLog2() {
        return widthLog2;
    }

    /** Lanes of the vector as a lane operator sees it: lane immediates are below this number. */
    public int lanes() {
        return 16 >> widthLog2;
    }

    /** The operator of one byte, or null if the byte stands for none (or for a prefix). Meant for decoding loops. */
    public static @Nullable Op ofByte(int code) {
        return BY_BYTE[code];
    }

    /** The operator of a prefix and the number after it (unsigned), or null if there is none. */
    public static @Nullable Op ofPrefixed(int prefix, int subcode) {
        @Nullable Op[] table = prefix == PREFIX_MISC ? BY_MISC : BY_SIMD;
        boolean known = (prefix == PREFIX_MISC || prefix == PREFIX_SIMD) && subcode >= 0 && subcode < table.length;
        return known ? table[subcode] : null;
    }
}
