package dev.gantry.wasi;

/** A call that ends with an error number. Never leaves the package: {@code Wasi} turns it into the call's result. */
final class WasiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    WasiError(Errno errno) {
        super(errno.name(), null, false, false); // no stack trace: an ordinary outcome
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }
}
