package dev.gantry.link;

import dev.gantry.clif.ir.TrapCode;

/** A compiled function trapped. */
public final class NativeTrapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final long pc;

    /** A trap with a code, 1 to 255, at an address. */
    public NativeTrapException(int code, long pc) {
        super("trap: " + TrapCode.name(code));
        this.code = code;
        this.pc = pc;
    }

    /** {@return the trap code, see {@link TrapCode}} */
    public int code() {
        return code;
    }

    /** {@return the address of the instruction that trapped} */
    public long pc() {
        return pc;
    }
}
