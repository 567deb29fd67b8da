package dev.gantry.clif.interp;

/** Ends the running of a function by a trap; never leaves the package. */
final class TrapSignal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int code;

    TrapSignal(int code) {
        super(null, null, false, false);
        this.code = code;
    }
}
