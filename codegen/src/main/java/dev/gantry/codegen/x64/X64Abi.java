package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;
import dev.gantry.codegen.machinst.UnsupportedException;

/**
 * Where the conventions put parameters and results. For one signature; {@link #layout} is the way in.
 *
 * <p>All but {@code windows_fastcall}, which {@link WindowsAbi} knows: integers in rdi, rsi, rdx, rcx, r8, r9, floats and
 * vectors in xmm0 to xmm7, the rest in memory in steps of 8 bytes, what has 16 at a multiple of 16. An i128 takes two integer registers, or, if only one is left, memory at a
 * multiple of 16; that register is then left to a parameter further on.
 *
 * <p>Results: integers in rax, rdx and floats in xmm0, xmm1; {@code fast} and {@code tail} integers in rax, rdx, rcx, rsi, rdi,
 * r8, r9, r10 and floats in xmm0 to xmm7; {@code winch} only the last result, in rax or xmm0. The rest is in the return area
 * in 8-byte steps, whose address is passed as a hidden first parameter.
 *
 * <p>With {@code tail}, the callee pops parameters in memory. Which registers are preserved is in {@link X64Regs}.
 */
final class X64Abi {
    private static final int[] INT_ARGS = {X64Regs.RDI, X64Regs.RSI, X64Regs.RDX, X64Regs.RCX, X64Regs.R8, X64Regs.R9};
    private static final int[] INT_RESULTS = {
        X64Regs.RAX, X64Regs.RDX, X64Regs.RCX, X64Regs.RSI, X64Regs.RDI, X64Regs.R8, X64Regs.R9, X64Regs.R10
    };
    private static final int FLOAT_ARGS = 8;

    private int ints;
    private int floats;
    private int memory;

    private X64Abi() {}

    /** The layout of a signature; throws {@link UnsupportedException} for conventions and types that x64 does not have. */
    static CallLayout layout(Signature signature) {
        return switch (signature.callConv()) {
            case WINDOWS_FASTCALL -> WindowsAbi.layout(signature);
            case APPLE_AARCH64 -> throw new UnsupportedException("calling convention apple_aarch64 on x86-64");
            default -> unixLayout(signature);
        };
    }

    private static CallLayout unixLayout(Signature signature) {
        X64Abi resultSide = new X64Abi();
        Places results = resultSide.results(signature);
        boolean area = resultSide.memory > 0;
        X64Abi paramSide = new X64Abi();
        paramSide.ints = area ? 1 : 0;
        Places params = paramSide.params(signature);
        return new CallLayout(
                params,
                align16(paramSide.memory),
                results,
                align16(resultSide.memory),
                area ? INT_ARGS[0] : Places.NONE,
                signature.callConv() == CallConv.TAIL);
    }

    private Places params(Signature signature) {
        int count = signature.paramCount();
        Places.Builder places = new Places.Builder(count);
        for (int i = 0; i < count; i++) {
            AbiParam param = signature.param(i);
            places.value();
            if (param.purpose() == AbiParam.Purpose.STRUCT_ARGUMENT) {
                places.struct(param.structBytes());
                places.memory(Type.I64, memory);
                memory += param.structBytes() + 7 & -8;
            } else {
                place(places, param.type(), INT_ARGS, INT_ARGS.length, FLOAT_ARGS);
            }
        }
        return places.build();
    }

    private Places results(Signature signature) {
        CallConv conv = signature.callConv();
        boolean many = conv == CallConv.FAST || conv == CallConv.TAIL;
        int intLimit = many ? INT_RESULTS.length : 2;
        int floatLimit = many ? FLOAT_ARGS : 2;
        int count = signature.resultCount();
        Places.Builder places = new Places.Builder(count);
        for (int i = 0; i < count; i++) {
            places.value();
            boolean inMemory = conv == CallConv.WINCH && i < count - 1;
            place(places, signature.result(i).type(), INT_RESULTS, inMemory ? 0 : intLimit, inMemory ? 0 : floatLimit);
        }
        return places.build();
    }

    /** Gives a value the next registers of its class, or memory. */
    private void place(Places.Builder places, Type type, int[] intRegs, int intLimit, int floatLimit) {
        requireSupported(type);
        if (type == Type.I128) {
            placePair(places, intRegs, intLimit);
        } else if (type.isInt() && ints < intLimit) {
            places.reg(type, intRegs[ints++]);
        } else if (!type.isInt() && floats < floatLimit) {
            places.reg(type, X64Regs.xmm(floats++));
        } else {
            int bytes = type.bytes() > 8 ? 16 : 8;
            memory = memory + bytes - 1 & -bytes;
            places.memory(type, memory);
            memory += bytes;
        }
    }

    private void placePair(Places.Builder places, int[] intRegs, int intLimit) {
        if (ints + 1 < intLimit) {
            places.reg(Type.I64, intRegs[ints++]);
            places.reg(Type.I64, intRegs[ints++]);
            return;
        }
        memory = align16(memory);
        places.memory(Type.I64, memory);
        places.memory(Type.I64, memory + 8);
        memory += 16;
    }

    /** Throws {@link UnsupportedException} for a type that no convention has a place for. */
    static void requireSupported(Type type) {
        if (type.bits() > 128) {
            throw new UnsupportedException("parameter or result of type " + type);
        }
    }

    /** The least multiple of 16 that is not below a number of bytes. */
    static int align16(int bytes) {
        return bytes + 15 & -16;
    }
}
