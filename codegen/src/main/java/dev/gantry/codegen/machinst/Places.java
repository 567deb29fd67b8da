package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.Type;
import java.util.Arrays;

/**
 * Where a calling convention puts the values of one side of a signature, its parameters or its results.
 *
 * <p>A value is one or more <em>parts</em>, each in a register or in memory: an i128 in two integer registers has two parts
 * of type i64, the low half first. Parts are numbered through the side; those of value {@code i} are {@code start(i)} to
 * {@code end(i) - 1}.
 *
 * <p>Two kinds of parameters stand for memory that the caller fills. A <em>struct</em> is given as an address and copied
 * among the parameters in memory, where its only part is. What is passed <em>by reference</em>, a large value or a struct, is
 * copied by the caller to memory of its frame, and its only part is the address of that.
 *
 * <p>Example: parameters {@code (i64, i128, f64)} under {@code system_v} have the parts rdi; rsi, rdx; xmm0.
 *
 * <p>Immutable once built.
 */
public final class Places {
    /** Stands for "in memory" where a register is asked for, and for "in a register" where an offset is. */
    public static final int NONE = -1;

    private final int[] starts;
    private final Type[] types;
    private final int[] regs;
    private final int[] offsets;
    private final int[] structBytes;
    private final int[] copyOffsets;

    private Places(Builder builder) {
        starts = Arrays.copyOf(builder.starts, builder.values + 1);
        starts[builder.values] = builder.parts;
        types = Arrays.copyOf(builder.types, builder.parts);
        regs = Arrays.copyOf(builder.regs, builder.parts);
        offsets = Arrays.copyOf(builder.offsets, builder.parts);
        structBytes = builder.structBytes;
        copyOffsets = builder.copyOffsets;
    }

    /** Number of values. */
    public int count() {
        return starts.length - 1;
    }

    /** Number of parts of all values. */
    public int partCount() {
        return types.length;
    }

    /** The first part of a value. */
    public int start(int value) {
        return starts[value];
    }

    /** One past the last part of a value. */
    public int end(int value) {
        return starts[value + 1];
    }

    /** Type of a part. */
    public Type type(int part) {
        return types[part];
    }

    /** The preg of a part ({@code class << 6 | hardware number}), or {@link #NONE} if it is in memory. */
    public int reg(int part) {
        return regs[part];
    }

    /** Offset in bytes of a part in memory, or {@link #NONE} if it is in a register. */
    public int offset(int part) {
        return offsets[part];
    }

    /** Whether a parameter is the address of a struct, which is copied to the offset of its part or passed by reference. */
    public boolean isStruct(int value) {
        return structBytes[value] != NONE;
    }

    /** Size in bytes of a struct, 0 or more. */
    public int structBytes(int value) {
        return structBytes[value];
    }

    /** Whether a parameter is passed by reference. */
    public boolean isByReference(int value) {
        return copyOffsets[value] != NONE;
    }

    /** Where the caller puts a value passed by reference: an offset in bytes in its room for parameters in memory. */
    public int copyOffset(int value) {
        return copyOffsets[value];
    }

    /** Collects places, value by value. For one thread; each is used once. */
    public static final class Builder {
        private final int[] starts;
        private final int[] structBytes;
        private final int[] copyOffsets;
        private Type[] types;
        private int[] regs;
        private int[] offsets;
        private int values;
        private int parts;

        /** Starts a side of so many values. */
        public Builder(int valueCount) {
            starts = new int[valueCount + 1];
            structBytes = new int[valueCount];
            copyOffsets = new int[valueCount];
            Arrays.fill(structBytes, NONE);
            Arrays.fill(copyOffsets, NONE);
            types = new Type[valueCount + 2];
            regs = new int[valueCount + 2];
            offsets = new int[valueCount + 2];
        }

        /** Starts the next value; its parts follow. */
        public void value() {
            starts[values++] = parts;
        }

        /** Adds a part in a register. */
        public void reg(Type type, int preg) {
            part(type, preg, NONE);
        }

        /** Adds a part in memory. */
        public void memory(Type type, int offset) {
            part(type, NONE, offset);
        }

        /** The value is a struct of so many bytes. */
        public void struct(int bytes) {
            structBytes[values - 1] = bytes;
        }

        /** Value {@code value} is passed by reference, its copy being at an offset in the caller's room for parameters. */
        public void byReference(int value, int copyOffset) {
            copyOffsets[value] = copyOffset;
        }

        private void part(Type type, int preg, int offset) {
            if (parts == types.length) {
                types = Arrays.copyOf(types, parts * 2);
                regs = Arrays.copyOf(regs, parts * 2);
                offsets = Arrays.copyOf(offsets, parts * 2);
            }
            types[parts] = type;
            regs[parts] = preg;
            offsets[parts++] = offset;
        }

        /** The places. */
        public Places build() {
            return new Places(this);
        }
    }
}
