package dev.gantry.clif.interp;

/** An exception on its way to a handler; never leaves the package. */
final class ThrowSignal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final int tag;
    final long payload0;
    final long payload1;

    ThrowSignal(int tag, long payload0, long payload1) {
        super(null, null, false, false);
        this.tag = tag;
        this.payload0 = payload0;
        this.payload1 = payload1;
    }
}
