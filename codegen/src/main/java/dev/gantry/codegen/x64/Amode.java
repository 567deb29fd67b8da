package dev.gantry.codegen.x64;

import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/**
 * The address of a memory operand on virtual registers. Mutable, owned by one instruction: allocation replaces base and
 * index. What is relative to the frame gets its offset from rsp when the frame is known.
 */
public final class Amode {
    /** What the address is made of. */
    enum Kind {
        /** {@code disp(base)}. */
        BASE,
        /** {@code disp(base, index << shift)}. */
        BASE_INDEX,
        /** {@code disp(, index << shift)}. */
        INDEX,
        /** A stack slot plus {@code disp}; {@code slot} is its number. */
        STACK_SLOT,
        /** {@code disp} bytes into the parameters that the caller put in memory. */
        INCOMING_ARG,
        /** {@code disp} bytes into the parameters of calls that this function makes. */
        OUTGOING_ARG,
        /** {@code disp} bytes from the upper end of the room for parameters, where tail calls put theirs. */
        TAIL_ARG,
        /** {@code disp} bytes into the memory where calls that this function makes put results. */
        RETURN_AREA,
        /** A pooled constant of {@code size} bytes, {@code low} and {@code high}. */
        CONSTANT
    }

    /** No trap. */
    static final int NO_TRAP = -1;

    final Kind kind;
    final int shift;
    final int disp;
    final int slot;
    final long low;
    final long high;
    final int trapCode;
    /** Whether the address is known to be a multiple of 16 if 16 bytes are accessed there. */
    boolean aligned;

    int base;
    int index;
    private boolean owned;

    private Amode(Kind kind, int base, int index, int shift, int disp, int slot, long low, long high, int trapCode) {
        this.kind = kind;
        this.base = base;
        this.index = index;
        this.shift = shift;
        this.disp = disp;
        this.slot = slot;
        this.low = low;
        this.high = high;
        this.trapCode = trapCode;
    }

    /** {@code disp(base)}. */
    static Amode base(int base, int disp, int trapCode) {
        return new Amode(Kind.BASE, base, Reg.NONE, 0, disp, 0, 0, 0, trapCode);
    }

    /** {@code disp(base, index << shift)}; base may be {@link Reg#NONE}. */
    static Amode baseIndex(int base, int index, int shift, int disp, int trapCode) {
        Kind kind = base == Reg.NONE ? Kind.INDEX : Kind.BASE_INDEX;
        return new Amode(kind, base, index, shift, disp, 0, 0, 0, trapCode);
    }

    /** A stack slot plus an offset. */
    static Amode stackSlot(int slot, int disp) {
        return new Amode(Kind.STACK_SLOT, Reg.NONE, Reg.NONE, 0, disp, slot, 0, 0, NO_TRAP);
    }

    /** A part of the frame that needs no number: incoming or outgoing parameters, results. */
    static Amode frame(Kind kind, int disp) {
        return new Amode(kind, Reg.NONE, Reg.NONE, 0, disp, 0, 0, 0, NO_TRAP);
    }

    /** A pooled constant of 4, 8 or 16 bytes, aligned to its size. */
    static Amode constant(long low, long high, int size) {
        return new Amode(Kind.CONSTANT, Reg.NONE, Reg.NONE, 0, 0, size, low, high, NO_TRAP).aligned(true);
    }

    /** This, for the instruction that asks first; a copy for any other. */
    Amode own() {
        if (!owned) {
            owned = true;
            return this;
        }
        Amode copy = new Amode(kind, base, index, shift, disp, slot, low, high, trapCode);
        copy.aligned = aligned;
        return copy;
    }

    /** The same address, known to be aligned to what is accessed there, or not. */
    Amode aligned(boolean isAligned) {
        aligned = isAligned;
        return this;
    }

    /** The address so many bytes further on, of the same registers. */
    Amode plus(int bytes) {
        return new Amode(kind, base, index, shift, disp + bytes, slot, low, high, trapCode);
    }

    void operands(OperandVisitor visitor) {
        base = visitor.use(base);
        index = visitor.use(index);
    }

    void operandsLate(OperandVisitor visitor) {
        base = visitor.useLate(base);
        index = visitor.useLate(index);
    }

    void print(StringBuilder out) {
        switch (kind) {
            case BASE, BASE_INDEX, INDEX -> {
                out.append('[');
                String plus = "";
                if (base != Reg.NONE) {
                    X64Inst.reg(out, base);
                    plus = " + ";
                }
                if (index != Reg.NONE) {
                    X64Inst.reg(out.append(plus), index);
                    out.append('*').append(1 << shift);
                }
                if (disp != 0) {
                    out.append(disp < 0 ? " - " : " + ").append(Math.abs((long) disp));
                }
                out.append(']');
            }
            case STACK_SLOT ->
                out.append("[ss").append(slot).append(" + ").append(disp).append(']');
            case INCOMING_ARG -> out.append("[incoming + ").append(disp).append(']');
            case OUTGOING_ARG -> out.append("[outgoing + ").append(disp).append(']');
            case TAIL_ARG -> out.append("[tail ").append(disp).append(']');
            case RETURN_AREA -> out.append("[results + ").append(disp).append(']');
            case CONSTANT -> {
                out.append("[const 0x");
                if (slot == 16) {
                    out.append(Long.toHexString(high)).append('_');
                }
                out.append(Long.toHexString(low)).append(']');
            }
        }
    }
}
