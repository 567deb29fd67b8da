package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;

/**
 * Where {@code windows_fastcall} puts parameters and results.
 *
 * <p>The first four parameters are in rcx, rdx, r8, r9, or xmm0 to xmm3 if they are floats: what counts is a parameter's
 * position. The others are in memory, 8 bytes each, above 32 bytes that belong to the callee. What is larger than 8 bytes is
 * passed by reference, and so are structs of any size: the copy is in the caller's frame, and the address is the parameter.
 *
 * <p>Results: integers in rax, rdx, floats in xmm0, xmm1, an i128 in xmm0 (one in all) and the rest in the return area,
 * whose address is a hidden first parameter.
 */
final class WindowsAbi {
    private static final int[] INT_ARGS = {X64Regs.RCX, X64Regs.RDX, X64Regs.R8, X64Regs.R9};
    private static final int[] INT_RESULTS = {X64Regs.RAX, X64Regs.RDX};
    private static final int FLOAT_RESULTS = 2;
    private static final int SHADOW_BYTES = 32;

    private int area;
    private int memory;

    private WindowsAbi() {}

    /** The layout of a signature. */
    static CallLayout layout(Signature signature) {
        WindowsAbi abi = new WindowsAbi();
        Places results = abi.results(signature);
        Places params = abi.params(signature, abi.area > 0 ? 1 : 0);
        return new CallLayout(
                params,
                X64Abi.align16(abi.memory),
                results,
                X64Abi.align16(abi.area),
                abi.area > 0 ? INT_ARGS[0] : Places.NONE,
                false);
    }

    private Places params(Signature signature, int firstPosition) {
        int count = signature.paramCount();
        Places.Builder places = new Places.Builder(count);
        for (int i = 0; i < count; i++) {
            place(places, signature.param(i), firstPosition + i);
        }
        memory = SHADOW_BYTES + 8 * Math.max(0, firstPosition + count - INT_ARGS.length);
        for (int i = 0; i < count; i++) {
            AbiParam param = signature.param(i);
            boolean struct = param.purpose() == AbiParam.Purpose.STRUCT_ARGUMENT;
            if (struct || param.type().bytes() > 8) {
                memory = X64Abi.align16(memory);
                places.byReference(i, memory);
                memory += struct ? param.structBytes() : param.type().bytes();
            }
        }
        return places.build();
    }

    private static void place(Places.Builder places, AbiParam param, int position) {
        Type type = param.type();
        X64Abi.requireSupported(type);
        places.value();
        if (param.purpose() == AbiParam.Purpose.STRUCT_ARGUMENT) {
            places.struct(param.structBytes());
        }
        Type passed = type.bytes() > 8 ? Type.I64 : type;
        if (position >= INT_ARGS.length) {
            places.memory(passed, SHADOW_BYTES + 8 * (position - INT_ARGS.length));
        } else {
            places.reg(passed, passed.isInt() ? INT_ARGS[position] : X64Regs.xmm(position));
        }
    }

    private Places results(Signature signature) {
        int count = signature.resultCount();
        Places.Builder places = new Places.Builder(count);
        int ints = 0;
        int floats = 0;
        for (int i = 0; i < count; i++) {
            Type type = signature.result(i).type();
            X64Abi.requireSupported(type);
            places.value();
            if (type.isInt() && type != Type.I128 && ints < INT_RESULTS.length) {
                places.reg(type, INT_RESULTS[ints++]);
            } else if ((!type.isInt() || type == Type.I128) && floats < FLOAT_RESULTS) {
                places.reg(type, X64Regs.xmm(floats++));
            } else if (type == Type.I128) {
                area = X64Abi.align16(area);
                places.memory(Type.I64, area);
                places.memory(Type.I64, area + 8);
                area += 16;
            } else {
                int bytes = type.bytes() > 8 ? 16 : 8;
                area = area + bytes - 1 & -bytes;
                places.memory(type, area);
                area += bytes;
            }
        }
        return places.build();
    }
}
