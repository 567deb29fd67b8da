package dev.gantry.wasm.clif;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmUnsupportedException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a WebAssembly function looks to the code generator: convention {@code fast}, parameters (vmctx of the callee, vmctx of the caller,
 * its own), results as they are. References are i64: a funcref the address of its structure, an externref a handle, 0 is null.
 */
public final class WasmAbi {
    /** Namespace of the names of a module's functions; the index is that of the function, imports included. */
    public static final int FUNCTION_NAMESPACE = 0;
    /** Parameters in front of a function's own. */
    public static final int HIDDEN_PARAMS = 2;

    private WasmAbi() {}

    /** The CLIF type of a value type; {@code V128} becomes {@code i8x16}. */
    public static Type type(int valTypeCode) {
        return switch (valTypeCode) {
            case ValType.I32_CODE -> Type.I32;
            case ValType.F32_CODE -> Type.F32;
            case ValType.F64_CODE -> Type.F64;
            case ValType.V128_CODE ->
                throw new WasmUnsupportedException("SIMD is not supported: value of type v128", 0, -1);
            default -> Type.I64;
        };
    }

    /** The signature of functions of a type. */
    public static Signature signature(FuncType type) {
        List<AbiParam> params = new ArrayList<>(type.paramCount() + HIDDEN_PARAMS);
        params.add(AbiParam.of(Type.I64, AbiParam.Purpose.VMCONTEXT));
        params.add(AbiParam.of(Type.I64));
        for (int i = 0; i < type.paramCount(); i++) {
            params.add(AbiParam.of(type(type.param(i).code())));
        }
        List<AbiParam> results = new ArrayList<>(type.resultCount());
        for (int i = 0; i < type.resultCount(); i++) {
            results.add(AbiParam.of(type(type.result(i).code())));
        }
        return new Signature(params, results, CallConv.FAST);
    }

    /** The signature of a builtin. */
    public static Signature signature(Builtin builtin) {
        List<AbiParam> params = new ArrayList<>(builtin.paramCount() + 1);
        params.add(AbiParam.of(Type.I64, AbiParam.Purpose.VMCONTEXT));
        for (int i = 0; i < builtin.paramCount(); i++) {
            params.add(AbiParam.of(Type.I64));
        }
        List<AbiParam> results = builtin.hasResult() ? List.of(AbiParam.of(Type.I64)) : List.of();
        return new Signature(params, results, CallConv.SYSTEM_V);
    }

    /** The name by which compiled code calls a function of its module. */
    public static ExternalName name(int functionIndex) {
        return new ExternalName.User(FUNCTION_NAMESPACE, functionIndex);
    }
}
