package dev.gantry.wasm.validate;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.ByteReader;
import dev.gantry.wasm.binary.TypeReader;

/**
 * Reads block types: 0x40 for nothing, the byte of a value type for one result, otherwise a type index as a signed
 * integer of 33 bits, which is positive. The function types for single results are made once, so that a block allocates
 * nothing. Source: WebAssembly Core Specification 2.0, 5.3.6 and 5.4.1.
 */
final class BlockTypes {
    private static final int EMPTY = 0x40;

    private static final int I32 = 0;
    private static final int I64 = 1;
    private static final int F32 = 2;
    private static final int F64 = 3;
    private static final int V128 = 4;
    private static final int FUNCREF = 5;
    private static final int EXTERNREF = 6;

    private final FuncType[] single = {
        to(ValType.I32),
        to(ValType.I64),
        to(ValType.F32),
        to(ValType.F64),
        to(ValType.V128),
        to(ValType.FUNCREF),
        to(ValType.EXTERNREF)
    };

    private static FuncType to(ValType result) {
        return FuncType.of(new ValType[0], new ValType[] {result});
    }

    FuncType read(ByteReader in, WasmModule module) {
        int lead = in.peek();
        if (lead == EMPTY) {
            in.skip(1);
            return FuncType.EMPTY;
        }
        if (lead > EMPTY && lead < 0x80) return single[indexOf(TypeReader.valType(in, module.features()))];
        int offset = in.pos();
        long index = in.s33();
        if (index < 0) throw in.malformed("malformed block type", offset);
        if (index >= module.typeCount()) throw in.invalid("unknown type " + index, offset);
        FuncType type = module.type((int) index);
        TypeReader.require(in, module.features(), Feature.MULTI_VALUE, offset);
        return type;
    }

    private static int indexOf(ValType type) {
        return switch (type.code()) {
            case ValType.I32_CODE -> I32;
            case ValType.I64_CODE -> I64;
            case ValType.F32_CODE -> F32;
            case ValType.F64_CODE -> F64;
            case ValType.V128_CODE -> V128;
            case ValType.FUNCREF_CODE -> FUNCREF;
            default -> EXTERNREF;
        };
    }
}
