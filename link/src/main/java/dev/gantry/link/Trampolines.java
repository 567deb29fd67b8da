package dev.gantry.link;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.build.FunctionBuilderContext;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.Type;
import java.util.List;

/**
 * Functions between a buffer in memory and a signature, in CLIF: so every convention and type that the compiler knows works, and where its values go is
 * known in one place.
 *
 * <p>In the buffer a value takes 8 bytes, or 16 if it is larger than 8, in order from offset 0; parameters and results both start there. Integers of less
 * than 64 bits are sign-extended by the trampoline that stores them, floats and vectors are zero-extended; those that load look at the low bytes only.
 *
 * <p>Example, for {@code (i64 vmctx, i64, i32) -> i32 fast} with two hidden parameters:
 *
 * <pre>
 * function u1:0(i64, i64, i64) system_v {
 *     sig0 = (i64, i64, i32) -> i32 fast
 * block0(v0: i64, v1: i64, v2: i64):
 *     v3 = load.i32 notrap aligned v2
 *     v4 = call_indirect sig0, v0(v1, v1, v3)
 *     v5 = sextend.i64 v4
 *     store notrap aligned v5, v2
 *     return
 * }
 * </pre>
 */
public final class Trampolines {
    private static final ExternalName NAME = new ExternalName.User(1, 0);

    private Trampolines() {}

    /** {@return bytes that a value takes in a buffer} */
    public static int slotBytes(Type type) {
        return type.bytes() > 8 ? 16 : 8;
    }

    /**
     * {@return a {@code system_v} function (code, hidden, buffer) that calls {@code code}}
     *
     * @param callee its signature
     * @param hiddenParams how many of its first parameters, which must be i64, get {@code hidden}; the others come from the buffer
     */
    public static Function entry(Signature callee, int hiddenParams) {
        Signature own = Signature.of(CallConv.SYSTEM_V, List.of(Type.I64, Type.I64, Type.I64), List.of());
        Function function = new Function(NAME, own);
        FunctionBuilder builder = begin(function);
        int code = builder.blockParam(0, 0);
        int hidden = builder.blockParam(0, 1);
        int buffer = builder.blockParam(0, 2);
        int[] args = new int[callee.paramCount()];
        int offset = 0;
        for (int i = 0; i < args.length; i++) {
            if (i < hiddenParams) {
                args[i] = hidden;
            } else {
                Type type = callee.param(i).type();
                args[i] = builder.load(type, flags(type), buffer, offset);
                offset += slotBytes(type);
            }
        }
        int call = builder.callIndirect(builder.importSignature(callee), code, args);
        offset = 0;
        for (int i = 0; i < callee.resultCount(); i++) {
            offset = store(
                    builder, function.dfg.instResult(call, i), callee.result(i).type(), buffer, offset);
        }
        builder.return_(new int[0]);
        builder.finish();
        return function;
    }

    /**
     * {@return a function of a signature, whose first two parameters are i64, that stores its other parameters in a buffer on its stack, calls {@code
     * exit} with (first parameter, second parameter, buffer), and returns the results that are then in the buffer}
     *
     * @param exit address of a {@code system_v} function
     */
    public static Function adapter(Signature signature, long exit) {
        Function function = new Function(NAME, signature);
        FunctionBuilder builder = begin(function);
        int slot = function.stackSlots.add(StackSlot.of(bufferBytes(signature), 4));
        int buffer = builder.stackAddr(Type.I64, slot, 0);
        int offset = 0;
        for (int i = 2; i < signature.paramCount(); i++) {
            offset = store(builder, builder.blockParam(0, i), signature.param(i).type(), buffer, offset);
        }
        Signature exitSignature = Signature.of(CallConv.SYSTEM_V, List.of(Type.I64, Type.I64, Type.I64), List.of());
        int target = builder.iconst(Type.I64, exit);
        int[] args = {builder.blockParam(0, 0), builder.blockParam(0, 1), buffer};
        builder.callIndirect(builder.importSignature(exitSignature), target, args);
        int[] results = new int[signature.resultCount()];
        offset = 0;
        for (int i = 0; i < results.length; i++) {
            Type type = signature.result(i).type();
            results[i] = builder.load(type, flags(type), buffer, offset);
            offset += slotBytes(type);
        }
        builder.return_(results);
        builder.finish();
        return function;
    }

    private static FunctionBuilder begin(Function function) {
        FunctionBuilder builder = new FunctionBuilder(function, new FunctionBuilderContext());
        int block = builder.createBlock();
        builder.appendBlockParamsForFunctionParams(block);
        builder.switchToBlock(block);
        builder.sealBlock(block);
        return builder;
    }

    private static int bufferBytes(Signature signature) {
        int params = 0;
        for (int i = 2; i < signature.paramCount(); i++) {
            params += slotBytes(signature.param(i).type());
        }
        int results = 0;
        for (int i = 0; i < signature.resultCount(); i++) {
            results += slotBytes(signature.result(i).type());
        }
        return Math.max(Math.max(params, results), 8);
    }

    /** The flags of an access in a buffer, which is a multiple of 8. */
    private static int flags(Type type) {
        return type.bytes() > 8 ? MemFlags.NOTRAP : MemFlags.TRUSTED;
    }

    /** Stores a value; returns the offset of the next one. */
    private static int store(FunctionBuilder builder, int value, Type type, int buffer, int offset) {
        int wide = value;
        if (!type.isInt() && type.bits() < 64) {
            builder.store(MemFlags.TRUSTED, builder.iconst(Type.I64, 0), buffer, offset);
        } else if (type.isInt() && type.bits() < 64) {
            wide = builder.sextend(Type.I64, value);
        }
        builder.store(flags(type), wide, buffer, offset);
        return offset + slotBytes(type);
    }
}
