package dev.gantry.asm.x64;

import dev.gantry.asm.RelocKind;

/**
 * A memory operand, ready to be encoded. One object can be set again and again, so that emission allocates nothing; each
 * {@code set…} method starts afresh, without trap code and segment.
 *
 * <p>Example: {@code Mem.base(Gpr.RDI, 16)} is {@code 16(%rdi)}; {@code Mem.baseIndex(RDI, RCX, 8, -4)} is {@code
 * -4(%rdi,%rcx,8)}.
 */
public final class Mem {
    /** No trap code: the access cannot fault, or nobody asks. */
    public static final int NO_TRAP = -1;

    /** Which segment register is added to the address. */
    public enum Segment {
        NONE,
        FS,
        GS
    }

    /** The forms of an address. */
    enum Form {
        BASE,
        BASE_INDEX,
        INDEX,
        LABEL,
        SYMBOL,
        ABSOLUTE
    }

    Form form = Form.ABSOLUTE;
    int base;
    int index;
    /** Logarithm of the scale, 0 to 3. */
    int shift;
    /** Displacement; addend of a label or symbol. */
    int disp;
    /** Label, or symbol as the client numbered it. */
    int target;

    RelocKind relocKind = RelocKind.X64_PC_REL4;
    Segment segment = Segment.NONE;
    int trapCode = NO_TRAP;

    /** A memory operand to be set later; absolute address 0 until then. */
    public Mem() {}

    /** {@code disp(base)}. */
    public static Mem base(int base, int disp) {
        return new Mem().setBase(base, disp);
    }

    /** {@code disp(base, index, scale)}. */
    public static Mem baseIndex(int base, int index, int scale, int disp) {
        return new Mem().setBaseIndex(base, index, scale, disp);
    }

    /** {@code disp(, index, scale)}. */
    public static Mem index(int index, int scale, int disp) {
        return new Mem().setIndex(index, scale, disp);
    }

    /** {@code label + addend(%rip)}: code or a pooled constant in the same buffer. */
    public static Mem label(int label, int addend) {
        return new Mem().setLabel(label, addend);
    }

    /** {@code symbol + addend(%rip)}, relocated by the linker. */
    public static Mem symbol(RelocKind kind, int symbol, int addend) {
        return new Mem().setSymbol(kind, symbol, addend);
    }

    /** The address itself, sign-extended from 32 bits. */
    public static Mem absolute(int address) {
        return new Mem().setAbsolute(address);
    }

    /** {@code disp(base)}; returns this. */
    public Mem setBase(int newBase, int newDisp) {
        base = newBase;
        return start(Form.BASE, newDisp);
    }

    /** {@code disp(base, index, scale)}; the index is not rsp, the scale 1, 2, 4 or 8; returns this. */
    public Mem setBaseIndex(int newBase, int newIndex, int scale, int newDisp) {
        base = newBase;
        index = newIndex;
        shift = log2(scale);
        return start(Form.BASE_INDEX, newDisp);
    }

    /** {@code disp(, index, scale)}; the index is not rsp; returns this. */
    public Mem setIndex(int newIndex, int scale, int newDisp) {
        index = newIndex;
        shift = log2(scale);
        return start(Form.INDEX, newDisp);
    }

    /** {@code label + addend(%rip)}; returns this. */
    public Mem setLabel(int label, int addend) {
        target = label;
        return start(Form.LABEL, addend);
    }

    /** {@code symbol + addend(%rip)}; the kind is one of the PC-relative ones; returns this. */
    public Mem setSymbol(RelocKind kind, int symbol, int addend) {
        target = symbol;
        relocKind = kind;
        return start(Form.SYMBOL, addend);
    }

    /** The address itself, sign-extended from 32 bits; returns this. */
    public Mem setAbsolute(int address) {
        return start(Form.ABSOLUTE, address);
    }

    /** The access may fault: the encoder records this trap code (0 to 255) at the start of the instruction. Returns this. */
    public Mem trap(int code) {
        trapCode = code;
        return this;
    }

    /** The segment's base is added to the address. Returns this. */
    public Mem segment(Segment newSegment) {
        segment = newSegment;
        return this;
    }

    /** The trap code, {@link #NO_TRAP} if there is none. */
    public int trapCode() {
        return trapCode;
    }

    private Mem start(Form newForm, int newDisp) {
        form = newForm;
        disp = newDisp;
        trapCode = NO_TRAP;
        segment = Segment.NONE;
        return this;
    }

    private static int log2(int scale) {
        return Integer.numberOfTrailingZeros(scale);
    }
}
