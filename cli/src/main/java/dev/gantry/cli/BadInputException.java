package dev.gantry.cli;

/** What the user gave cannot be used; the message is complete and is all that is printed. */
final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
