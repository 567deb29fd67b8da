package dev.gantry.clif.ir;

import static dev.gantry.clif.ir.OpcodeProperty.*;
import static dev.gantry.clif.ir.OperandShape.*;
import static dev.gantry.clif.ir.TypeSet.*;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of the IR's opcodes, the only place that knows an opcode's format, operand types and properties. Reader,
 * printer, verifier, builder and optimiser read these columns.
 *
 * <p>Columns of a row: format; the set over which the controlling type ranges ({@code NONE}: not polymorphic); types of
 * the fixed value operands and of the results; properties. The mnemonic is the constant's name in lower case.
 *
 * <p>Example: {@code icmp} compares two operands of the controlling type, any scalar or vector integer, and gives the
 * truth type of it; {@code uextend} gives the controlling type, and so cannot infer it from its narrower operand.
 */
public enum Opcode {
    // Control flow and calls.
    JUMP(Format.JUMP, NONE, TO_NONE, BRANCHES),
    BRIF(Format.BRIF, SCALAR_INT, T_TO_NONE, BRANCHES),
    BR_TABLE(Format.BRANCH_TABLE, NONE, I32_TO_NONE, BRANCHES),
    DEBUGTRAP(Format.NULLARY, NONE, TO_NONE, SIDE_EFFECTS | CAN_LOAD | CAN_STORE),
    TRAP(Format.TRAP, NONE, TO_NONE, CAN_TRAP | TERMINATES),
    TRAPZ(Format.COND_TRAP, SCALAR_INT, T_TO_NONE, CAN_TRAP | IDEMPOTENT),
    TRAPNZ(Format.COND_TRAP, SCALAR_INT, T_TO_NONE, CAN_TRAP | IDEMPOTENT),
    RETURN(Format.MULTIARY, NONE, TO_NONE, RETURNS),
    CALL(Format.CALL, NONE, TO_NONE, CALLS),
    CALL_INDIRECT(Format.CALL_INDIRECT, ADDRESS, T_TO_NONE, CALLS),
    RETURN_CALL(Format.CALL, NONE, TO_NONE, RETURNS | CALLS),
    RETURN_CALL_INDIRECT(Format.CALL_INDIRECT, ADDRESS, T_TO_NONE, RETURNS | CALLS),
    FUNC_ADDR(Format.FUNC_ADDR, ADDRESS, TO_T, PURE),
    TRY_CALL(Format.TRY_CALL, NONE, TO_NONE, CALLS | BRANCHES),
    TRY_CALL_INDIRECT(Format.TRY_CALL_INDIRECT, ADDRESS, T_TO_NONE, CALLS | BRANCHES),
    // Lanes.
    SPLAT(Format.UNARY, VECTOR, LANE_TO_T, PURE),
    SWIZZLE(Format.BINARY, NONE, I8X16_I8X16_TO_I8X16, PURE),
    X86_PSHUFB(Format.BINARY, NONE, I8X16_I8X16_TO_I8X16, PURE),
    INSERTLANE(Format.TERNARY_IMM8, VECTOR, T_LANE_TO_T, PURE),
    EXTRACTLANE(Format.BINARY_IMM8, VECTOR, T_TO_LANE, PURE),
    // Minima, maxima, saturating vector arithmetic.
    SMIN(Format.BINARY, INT, T_T_TO_T, PURE),
    UMIN(Format.BINARY, INT, T_T_TO_T, PURE),
    SMAX(Format.BINARY, INT, T_T_TO_T, PURE),
    UMAX(Format.BINARY, INT, T_T_TO_T, PURE),
    AVG_ROUND(Format.BINARY, INT_VECTOR, T_T_TO_T, PURE),
    UADD_SAT(Format.BINARY, INT_VECTOR, T_T_TO_T, PURE),
    SADD_SAT(Format.BINARY, INT_VECTOR, T_T_TO_T, PURE),
    USUB_SAT(Format.BINARY, INT_VECTOR, T_T_TO_T, PURE),
    SSUB_SAT(Format.BINARY, INT_VECTOR, T_T_TO_T, PURE),
    // Memory.
    LOAD(Format.LOAD, ANY, ADDR_TO_T, CAN_LOAD),
    STORE(Format.STORE, ANY, T_ADDR_TO_NONE, CAN_STORE),
    ULOAD8(Format.LOAD, INT_16_TO_64, ADDR_TO_T, CAN_LOAD),
    SLOAD8(Format.LOAD, INT_16_TO_64, ADDR_TO_T, CAN_LOAD),
    ISTORE8(Format.STORE, INT_16_TO_64, T_ADDR_TO_NONE, CAN_STORE),
    ULOAD16(Format.LOAD, INT_32_TO_64, ADDR_TO_T, CAN_LOAD),
    SLOAD16(Format.LOAD, INT_32_TO_64, ADDR_TO_T, CAN_LOAD),
    ISTORE16(Format.STORE, INT_32_TO_64, T_ADDR_TO_NONE, CAN_STORE),
    ULOAD32(Format.LOAD, ADDRESS, T_TO_I64, CAN_LOAD),
    SLOAD32(Format.LOAD, ADDRESS, T_TO_I64, CAN_LOAD),
    ISTORE32(Format.STORE, INT_64, T_ADDR_TO_NONE, CAN_STORE),
    // Stacks, symbols, special registers.
    STACK_SWITCH(Format.TERNARY, ADDRESS, T_T_T_TO_T, SIDE_EFFECTS | CAN_LOAD | CAN_STORE | CALLS),
    ULOAD8X8(Format.LOAD, ADDRESS, T_TO_I16X8, CAN_LOAD),
    SLOAD8X8(Format.LOAD, ADDRESS, T_TO_I16X8, CAN_LOAD),
    ULOAD16X4(Format.LOAD, ADDRESS, T_TO_I32X4, CAN_LOAD),
    SLOAD16X4(Format.LOAD, ADDRESS, T_TO_I32X4, CAN_LOAD),
    ULOAD32X2(Format.LOAD, ADDRESS, T_TO_I64X2, CAN_LOAD),
    SLOAD32X2(Format.LOAD, ADDRESS, T_TO_I64X2, CAN_LOAD),
    STACK_ADDR(Format.STACK_ADDR, ADDRESS, TO_T, PURE),
    DYNAMIC_STACK_ADDR(Format.DYNAMIC_STACK_ADDR, ADDRESS, TO_T, PURE),
    SYMBOL_VALUE(Format.UNARY_GLOBAL_VALUE, ANY, TO_T, PURE),
    TLS_VALUE(Format.UNARY_GLOBAL_VALUE, ANY, TO_T, PURE),
    GET_PINNED_REG(Format.NULLARY, ADDRESS, TO_T, SIDE_EFFECTS),
    SET_PINNED_REG(Format.UNARY, ADDRESS, T_TO_NONE, SIDE_EFFECTS),
    GET_FRAME_POINTER(Format.NULLARY, ADDRESS, TO_T, PURE),
    GET_STACK_POINTER(Format.NULLARY, ADDRESS, TO_T, PURE),
    GET_RETURN_ADDRESS(Format.NULLARY, ADDRESS, TO_T, PURE),
    GET_EXCEPTION_HANDLER_ADDRESS(Format.EXCEPTION_HANDLER_ADDRESS, ADDRESS, TO_T, PURE),
    // Constants.
    ICONST(Format.UNARY_IMM, INT_8_TO_64, TO_T, PURE),
    F16CONST(Format.UNARY_IEEE16, NONE, TO_F16, PURE),
    F32CONST(Format.UNARY_IEEE32, NONE, TO_F32, PURE),
    F64CONST(Format.UNARY_IEEE64, NONE, TO_F64, PURE),
    F128CONST(Format.UNARY_CONST, NONE, TO_F128, PURE),
    VCONST(Format.UNARY_CONST, VECTOR, TO_T, PURE),
    // Shuffles, selects, lane tests.
    SHUFFLE(Format.SHUFFLE, NONE, I8X16_I8X16_TO_I8X16, PURE),
    NOP(Format.NULLARY, NONE, TO_NONE, PURE),
    SELECT(Format.TERNARY, ANY, SINT_T_T_TO_T, PURE),
    SELECT_SPECTRE_GUARD(Format.TERNARY, ANY, SINT_T_T_TO_T, PURE),
    BITSELECT(Format.TERNARY, ANY, T_T_T_TO_T, PURE),
    BLENDV(Format.TERNARY, ANY, T_T_T_TO_T, PURE),
    VANY_TRUE(Format.UNARY, VECTOR, T_TO_I8, PURE),
    VALL_TRUE(Format.UNARY, VECTOR, T_TO_I8, PURE),
    VHIGH_BITS(Format.UNARY, INT_8_TO_64, VEC_TO_T, PURE),
    // Integer arithmetic.
    ICMP(Format.INT_COMPARE, INT, T_T_TO_TRUTHY, PURE),
    IADD(Format.BINARY, INT, T_T_TO_T, PURE),
    ISUB(Format.BINARY, INT, T_T_TO_T, PURE),
    INEG(Format.UNARY, INT, T_TO_T, PURE),
    IABS(Format.UNARY, INT, T_TO_T, PURE),
    IMUL(Format.BINARY, INT, T_T_TO_T, PURE),
    UMULHI(Format.BINARY, INT, T_T_TO_T, PURE),
    SMULHI(Format.BINARY, INT, T_T_TO_T, PURE),
    SQMUL_ROUND_SAT(Format.BINARY, VECTOR_I16_I32, T_T_TO_T, PURE),
    X86_PMULHRSW(Format.BINARY, VECTOR_I16_I32, T_T_TO_T, PURE),
    UDIV(Format.BINARY, SCALAR_INT, T_T_TO_T, CAN_TRAP | IDEMPOTENT),
    SDIV(Format.BINARY, SCALAR_INT, T_T_TO_T, CAN_TRAP | IDEMPOTENT),
    UREM(Format.BINARY, SCALAR_INT, T_T_TO_T, CAN_TRAP | IDEMPOTENT),
    SREM(Format.BINARY, SCALAR_INT, T_T_TO_T, CAN_TRAP | IDEMPOTENT),
    SADD_OVERFLOW_CIN(Format.TERNARY, SCALAR_INT, T_T_I8_TO_T_I8, PURE),
    UADD_OVERFLOW_CIN(Format.TERNARY, SCALAR_INT, T_T_I8_TO_T_I8, PURE),
    UADD_OVERFLOW(Format.BINARY, SCALAR_INT, T_T_TO_T_I8, PURE),
    SADD_OVERFLOW(Format.BINARY, SCALAR_INT, T_T_TO_T_I8, PURE),
    USUB_OVERFLOW(Format.BINARY, SCALAR_INT, T_T_TO_T_I8, PURE),
    SSUB_OVERFLOW(Format.BINARY, SCALAR_INT, T_T_TO_T_I8, PURE),
    UMUL_OVERFLOW(Format.BINARY, INT_8_TO_64, T_T_TO_T_I8, PURE),
    SMUL_OVERFLOW(Format.BINARY, INT_8_TO_64, T_T_TO_T_I8, PURE),
    UADD_OVERFLOW_TRAP(Format.INT_ADD_TRAP, ADDRESS, T_T_TO_T, CAN_TRAP | IDEMPOTENT),
    SSUB_OVERFLOW_BIN(Format.TERNARY, SCALAR_INT, T_T_I8_TO_T_I8, PURE),
    USUB_OVERFLOW_BIN(Format.TERNARY, SCALAR_INT, T_T_I8_TO_T_I8, PURE),
    // Bits, shifts, counting.
    BAND(Format.BINARY, ANY, T_T_TO_T, PURE),
    BOR(Format.BINARY, ANY, T_T_TO_T, PURE),
    BXOR(Format.BINARY, ANY, T_T_TO_T, PURE),
    BNOT(Format.UNARY, ANY, T_TO_T, PURE),
    ROTL(Format.BINARY, INT, T_SINT_TO_T, PURE),
    ROTR(Format.BINARY, INT, T_SINT_TO_T, PURE),
    ISHL(Format.BINARY, INT, T_SINT_TO_T, PURE),
    USHR(Format.BINARY, INT, T_SINT_TO_T, PURE),
    SSHR(Format.BINARY, INT, T_SINT_TO_T, PURE),
    BITREV(Format.UNARY, SCALAR_INT, T_TO_T, PURE),
    CLZ(Format.UNARY, SCALAR_INT, T_TO_T, PURE),
    CLS(Format.UNARY, SCALAR_INT, T_TO_T, PURE),
    CTZ(Format.UNARY, SCALAR_INT, T_TO_T, PURE),
    BSWAP(Format.UNARY, INT_16_TO_128, T_TO_T, PURE),
    POPCNT(Format.UNARY, INT, T_TO_T, PURE),
    // Floats.
    FCMP(Format.FLOAT_COMPARE, FLOAT, T_T_TO_TRUTHY, PURE),
    FADD(Format.BINARY, FLOAT, T_T_TO_T, PURE),
    FSUB(Format.BINARY, FLOAT, T_T_TO_T, PURE),
    FMUL(Format.BINARY, FLOAT, T_T_TO_T, PURE),
    FDIV(Format.BINARY, FLOAT, T_T_TO_T, PURE),
    SQRT(Format.UNARY, FLOAT, T_TO_T, PURE),
    FMA(Format.TERNARY, FLOAT, T_T_T_TO_T, PURE),
    FNEG(Format.UNARY, FLOAT, T_TO_T, PURE),
    FABS(Format.UNARY, FLOAT, T_TO_T, PURE),
    FCOPYSIGN(Format.BINARY, FLOAT, T_T_TO_T, PURE),
    FMIN(Format.BINARY, FLOAT, T_T_TO_T, PURE),
    FMAX(Format.BINARY, FLOAT, T_T_TO_T, PURE),
    CEIL(Format.UNARY, FLOAT, T_TO_T, PURE),
    FLOOR(Format.UNARY, FLOAT, T_TO_T, PURE),
    TRUNC(Format.UNARY, FLOAT, T_TO_T, PURE),
    NEAREST(Format.UNARY, FLOAT, T_TO_T, PURE),
    // Conversions.
    BITCAST(Format.LOAD_NO_OFFSET, ANY, ANY_TO_T, PURE),
    SCALAR_TO_VECTOR(Format.UNARY, VECTOR, LANE_TO_T, PURE),
    BMASK(Format.UNARY, INT, INT_TO_T, PURE),
    IREDUCE(Format.UNARY, INT, WIDER_TO_T, PURE),
    SNARROW(Format.BINARY, VECTOR_I16_TO_I64, T_T_TO_SPLIT, PURE),
    UNARROW(Format.BINARY, VECTOR_I16_TO_I64, T_T_TO_SPLIT, PURE),
    UUNARROW(Format.BINARY, VECTOR_I16_TO_I64, T_T_TO_SPLIT, PURE),
    SWIDEN_LOW(Format.UNARY, VECTOR_I8_TO_I32, T_TO_MERGE, PURE),
    SWIDEN_HIGH(Format.UNARY, VECTOR_I8_TO_I32, T_TO_MERGE, PURE),
    UWIDEN_LOW(Format.UNARY, VECTOR_I8_TO_I32, T_TO_MERGE, PURE),
    UWIDEN_HIGH(Format.UNARY, VECTOR_I8_TO_I32, T_TO_MERGE, PURE),
    IADD_PAIRWISE(Format.BINARY, VECTOR_I8_TO_I32, T_T_TO_T, PURE),
    X86_PMADDUBSW(Format.BINARY, NONE, I8X16_I8X16_TO_I16X8, PURE),
    UEXTEND(Format.UNARY, INT, NARROWER_TO_T, PURE),
    SEXTEND(Format.UNARY, INT, NARROWER_TO_T, PURE),
    FPROMOTE(Format.UNARY, SCALAR_FLOAT, NARROWER_TO_T, PURE),
    FDEMOTE(Format.UNARY, SCALAR_FLOAT, WIDER_TO_T, PURE),
    FVDEMOTE(Format.UNARY, NONE, F64X2_TO_F32X4, PURE),
    FVPROMOTE_LOW(Format.UNARY, NONE, F32X4_TO_F64X2, PURE),
    FCVT_TO_UINT(Format.UNARY, INT, SFLOAT_TO_T, CAN_TRAP | IDEMPOTENT),
    FCVT_TO_SINT(Format.UNARY, INT, SFLOAT_TO_T, CAN_TRAP | IDEMPOTENT),
    FCVT_TO_UINT_SAT(Format.UNARY, INT, FLOAT_TO_T, PURE),
    FCVT_TO_SINT_SAT(Format.UNARY, INT, FLOAT_TO_T, PURE),
    X86_CVTT2DQ(Format.UNARY, INT, FLOAT_TO_T, PURE),
    FCVT_FROM_UINT(Format.UNARY, FLOAT, INT_TO_T, PURE),
    FCVT_FROM_SINT(Format.UNARY, FLOAT, INT_TO_T, PURE),
    ISPLIT(Format.UNARY, INT_16_TO_128, T_TO_HALF_HALF, PURE),
    ICONCAT(Format.BINARY, INT_8_TO_64, T_T_TO_DOUBLE, PURE),
    // Atomics and the rest.
    ATOMIC_RMW(Format.ATOMIC_RMW, SCALAR_INT, ADDR_T_TO_T, CAN_LOAD | CAN_STORE | SIDE_EFFECTS),
    ATOMIC_CAS(Format.ATOMIC_CAS, SCALAR_INT, ADDR_T_T_TO_T, CAN_LOAD | CAN_STORE | SIDE_EFFECTS),
    ATOMIC_LOAD(Format.LOAD_NO_OFFSET, SCALAR_INT, ADDR_TO_T, CAN_LOAD | SIDE_EFFECTS),
    ATOMIC_STORE(Format.STORE_NO_OFFSET, SCALAR_INT, T_ADDR_TO_NONE, CAN_STORE | SIDE_EFFECTS),
    FENCE(Format.NULLARY, NONE, TO_NONE, SIDE_EFFECTS),
    EXTRACT_VECTOR(Format.BINARY_IMM8, DYNAMIC_VECTOR, T_TO_FIXEDVEC, PURE),
    SEQUENCE_POINT(Format.NULLARY, NONE, TO_NONE, SIDE_EFFECTS);

    private static final Opcode[] ALL = values();
    private static final Map<String, Opcode> BY_MNEMONIC = byMnemonic();

    private final String mnemonic;
    private final Format format;
    private final TypeSet ctrlTypes;
    private final OperandShape shape;
    private final short properties;
    private final byte inferringArg;

    Opcode(Format format, TypeSet ctrlTypes, OperandShape shape, int properties) {
        this.mnemonic = name().toLowerCase(Locale.ROOT);
        this.format = format;
        this.ctrlTypes = ctrlTypes;
        this.shape = shape;
        this.properties = (short) properties;
        int typeOperand = format.typeOperand();
        boolean infers = typeOperand >= 0
                && typeOperand < shape.argCount()
                && shape.arg(typeOperand) == OperandType.SAME
                && ctrlTypes != NONE;
        this.inferringArg = (byte) (infers ? typeOperand : -1);
    }

    private static Map<String, Opcode> byMnemonic() {
        Map<String, Opcode> map = new HashMap<>(512);
        for (Opcode opcode : ALL) {
            map.put(opcode.mnemonic, opcode);
        }
        return map;
    }

    /** The opcode with the given ordinal. */
    public static Opcode of(int ordinal) {
        return ALL[ordinal];
    }

    /** Number of opcodes. */
    public static int count() {
        return ALL.length;
    }

    /** The opcode that the text format writes as {@code mnemonic}, or null if there is none. */
    public static @Nullable Opcode ofMnemonic(String mnemonic) {
        return BY_MNEMONIC.get(mnemonic);
    }

    /** The name in the text format. */
    public String mnemonic() {
        return mnemonic;
    }

    public Format format() {
        return format;
    }

    /** The types over which the controlling type ranges; {@link TypeSet#NONE} if the opcode has none. */
    public TypeSet ctrlTypes() {
        return ctrlTypes;
    }

    /** Whether the opcode has a controlling type. */
    public boolean isPolymorphic() {
        return ctrlTypes != NONE;
    }

    /** Index of the value operand whose type is the controlling type, or -1 if it has to be stated (or there is none). */
    public int inferringArg() {
        return inferringArg;
    }

    /** Number of value operands with a type in the table; variable arguments come after them. */
    public int fixedArgCount() {
        return shape.argCount();
    }

    /** What the {@code i}-th fixed value operand may be. */
    public OperandType argType(int i) {
        return shape.arg(i);
    }

    /** Number of results; calls have those of their signature instead. */
    public int resultCount() {
        return shape.resultCount();
    }

    /** What the {@code i}-th result is. */
    public OperandType resultType(int i) {
        return shape.result(i);
    }

    private boolean has(int property) {
        return (properties & property) != 0;
    }

    /** Whether it names blocks to go to. */
    public boolean isBranch() {
        return has(BRANCHES);
    }

    /** Whether it must be, and only it can be, the last instruction of a block. */
    public boolean isTerminator() {
        return has(BRANCHES | TERMINATES | RETURNS);
    }

    /** Whether it leaves the function. */
    public boolean isReturn() {
        return has(RETURNS);
    }

    /** Whether it transfers control to other code. */
    public boolean isCall() {
        return has(CALLS);
    }

    /** Whether its results are those of a signature, not those of the table. */
    public boolean hasSignatureResults() {
        return switch (this) {
            case CALL, CALL_INDIRECT -> true;
            default -> false;
        };
    }

    public boolean canTrap() {
        return has(CAN_TRAP);
    }

    public boolean canLoad() {
        return has(CAN_LOAD);
    }

    public boolean canStore() {
        return has(CAN_STORE);
    }

    /** Whether it has effects beyond control flow, trapping, loading and storing. */
    public boolean otherSideEffects() {
        return has(SIDE_EFFECTS);
    }

    /** Whether repeating it with the same operands has no further effect. */
    public boolean sideEffectsIdempotent() {
        return has(IDEMPOTENT);
    }

    /** Whether it does anything but compute its results: control flow, calls, traps, stores, other effects. */
    public boolean hasSideEffects() {
        return has(BRANCHES | TERMINATES | RETURNS | CALLS | CAN_TRAP | CAN_STORE | SIDE_EFFECTS);
    }

    @Override
    public String toString() {
        return mnemonic;
    }
}
