package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.UnsupportedException;

/**
 * Where the conventions {@code system_v}, {@code fast} and {@code tail} put parameters and results.
 *
 * <p>Parameters, all three: integers in rdi, rsi, rdx, rcx, r8, r9, floats and vectors in xmm0 to xmm7, the rest in memory in
 * steps of 8 bytes, what has 16 at a multiple of 16. Results: {@code system_v} integers in rax, rdx and floats in xmm0, xmm1; {@code fast} and {@code tail} integers in
 * rax, rdx, rcx, rsi, rdi, r8, r9, r10 and floats in xmm0 to xmm7; the rest in the return area in 8-byte steps, whose
 * address is passed in rdi as a hidden first parameter. {@code tail}: the callee pops parameters in memory and preserves no
 * register but rbp; the others preserve rbx, rbp and r12 to r15.
 */
final class X64Abi {
    private static final int[] INT_ARGS = {X64Regs.RDI, X64Regs.RSI, X64Regs.RDX, X64Regs.RCX, X64Regs.R8, X64Regs.R9};
    private static final int[] INT_RESULTS = {
        X64Regs.RAX, X64Regs.RDX, X64Regs.RCX, X64Regs.RSI, X64Regs.RDI, X64Regs.R8, X64Regs.R9, X64Regs.R10
    };
    private static final int FLOAT_ARGS = 8;

    private X64Abi() {}

    /** The layout of a signature; throws {@link UnsupportedException} for conventions and types that are not there yet. */
    static CallLayout layout(Signature signature) {
        CallConv conv = signature.callConv();
        switch (conv) {
            case SYSTEM_V, FAST, TAIL, PRESERVE_ALL -> {}
            default -> throw new UnsupportedException("calling convention " + conv);
        }
        int resultCount = signature.resultCount();
        Type[] resultTypes = new Type[resultCount];
        int[] resultRegs = new int[resultCount];
        int[] resultOffsets = new int[resultCount];
        int area = placeResults(signature, resultTypes, resultRegs, resultOffsets);
        int paramCount = signature.paramCount();
        Type[] paramTypes = new Type[paramCount];
        int[] paramRegs = new int[paramCount];
        int[] paramOffsets = new int[paramCount];
        int stack = placeParams(signature, area > 0 ? 1 : 0, paramTypes, paramRegs, paramOffsets);
        return new CallLayout(
                paramTypes,
                paramRegs,
                paramOffsets,
                align16(stack),
                resultTypes,
                resultRegs,
                resultOffsets,
                align16(area),
                area > 0 ? INT_ARGS[0] : CallLayout.NONE,
                conv == CallConv.TAIL);
    }

    private static int placeParams(Signature signature, int firstInt, Type[] types, int[] regs, int[] offsets) {
        int ints = firstInt;
        int floats = 0;
        int stack = 0;
        for (int i = 0; i < regs.length; i++) {
            AbiParam param = signature.param(i);
            if (param.purpose() == AbiParam.Purpose.STRUCT_ARGUMENT) {
                throw new UnsupportedException("struct passed by value");
            }
            types[i] = supported(param.type());
            regs[i] = CallLayout.NONE;
            offsets[i] = CallLayout.NONE;
            if (types[i].isInt() && ints < INT_ARGS.length) {
                regs[i] = INT_ARGS[ints++];
            } else if (!types[i].isInt() && floats < FLOAT_ARGS) {
                regs[i] = X64Regs.xmm(floats++);
            } else {
                offsets[i] = align(stack, types[i]);
                stack = offsets[i] + slotBytes(types[i]);
            }
        }
        return stack;
    }

    private static int placeResults(Signature signature, Type[] types, int[] regs, int[] offsets) {
        boolean many = signature.callConv() == CallConv.FAST || signature.callConv() == CallConv.TAIL;
        int intLimit = many ? INT_RESULTS.length : 2;
        int floatLimit = many ? FLOAT_ARGS : 2;
        int ints = 0;
        int floats = 0;
        int area = 0;
        for (int i = 0; i < regs.length; i++) {
            types[i] = supported(signature.result(i).type());
            regs[i] = CallLayout.NONE;
            offsets[i] = CallLayout.NONE;
            if (types[i].isInt() && ints < intLimit) {
                regs[i] = INT_RESULTS[ints++];
            } else if (!types[i].isInt() && floats < floatLimit) {
                regs[i] = X64Regs.xmm(floats++);
            } else {
                offsets[i] = align(area, types[i]);
                area = offsets[i] + slotBytes(types[i]);
            }
        }
        return area;
    }

    private static Type supported(Type type) {
        boolean known = type.isInt() ? type.bits() <= 64 : type.bits() <= 128;
        if (!known) {
            throw new UnsupportedException("parameter or result of type " + type);
        }
        return type;
    }

    /** Bytes that a value takes in memory: what takes 16 stands at a multiple of 16. */
    private static int slotBytes(Type type) {
        return type.bytes() > 8 ? 16 : 8;
    }

    private static int align(int offset, Type type) {
        return type.bytes() > 8 ? align16(offset) : offset;
    }

    private static int align16(int bytes) {
        return (bytes + 15) & -16;
    }
}
