package dev.gantry.cli.wast;

/** A command did not do what the script expects; the message says what it did. */
final class FailedCommand extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedCommand(String reason) {
        super(reason, null, false, false);
    }
}
