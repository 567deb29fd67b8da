package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.machinst.VCode;
import org.jspecify.annotations.Nullable;

/**
 * What rules call for values in xmm registers: classes of types, operands of 16 bytes, constants. The terms are declared in
 * {@code x64/xmm.isle}.
 *
 * <p>A value of less than 16 bytes is the low part of its register; what is above it is anything. A dynamic vector is what it
 * is at scale one.
 */
public abstract class X64Vectors extends X64Rows {
    private static boolean isXmm(Type type) {
        return VCode.classOf(type) == 1 && type.bits() <= 128;
    }

    public final @Nullable Type tyXmm(Type type) {
        return isXmm(type) ? type : null;
    }

    /** The width of a type whose values live in xmm registers. */
    public final long xmmBits(Type type) {
        failed = !isXmm(type);
        return type.bits();
    }

    public final @Nullable Type tyVec(Type type) {
        return type.isVector() && type.bits() <= 128 ? type : null;
    }

    public final @Nullable Type vecLane(Type type) {
        return type.isVector() && type.bits() <= 128 ? type.lane() : null;
    }

    public final @Nullable Type vec128Lane(Type type) {
        return type.isVector() && type.bits() == 128 ? type.lane() : null;
    }

    /** A register, or a place of 16 bytes that an instruction may read whole. */
    public final int putInXmmMem128(int value) {
        return valueType(value).bits() == 128 ? putInXmmMem(value) : putInReg(value);
    }

    /** An entry of the constant pool of up to 16 bytes in a register. */
    public final int immConst(int constant) {
        byte[] data = function().constants.get(constant);
        return immXmm(data.length, ConstantBytes.low(data), ConstantBytes.high(data));
    }
}
