package dev.gantry.cli.wast;

/** A command needs a feature, which the message names, that is not supported. */
final class UnsupportedCommand extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedCommand(String feature) {
        super(feature, null, false, false);
    }

    /** The feature. */
    String feature() {
        return String.valueOf(getMessage());
    }

    /** The feature that a message of the form "not supported: [what (]feature[)]" names. */
    static UnsupportedCommand ofMessage(String message) {
        String feature = message.substring(message.indexOf(':') + 1).strip();
        int open = feature.lastIndexOf('(');
        boolean inner = open >= 0 && feature.endsWith(")");
        return new UnsupportedCommand(inner ? feature.substring(open + 1, feature.length() - 1) : feature);
    }
}
