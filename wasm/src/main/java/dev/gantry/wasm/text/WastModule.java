package dev.gantry.wasm.text;

/**
 * A module in a script, not yet read: text, bytes, or text in string literals. Reading it is for the command that it belongs to, so that
 * a malformed module fails that command and not the script.
 */
public sealed interface WastModule {
    /**
     * The binary form; of a module given as bytes, the bytes, whatever they are.
     *
     * @throws WatException if the text is malformed or not supported; its position is in the script, or for quoted text in the
     *     joined literals
     */
    byte[] encode();

    /**
     * A module of which fields were left out.
     *
     * @param module the binary form of the others
     * @param fieldsLeftOut how many fields were left out
     */
    record Reduced(byte[] module, int fieldsLeftOut) {}

    /** A module given as text in the script. */
    final class Text implements WastModule {
        private final Tokens tokens;
        private final int fields;
        private final int name;

        Text(Tokens tokens, int fields, int name) {
            this.tokens = tokens;
            this.fields = fields;
            this.name = name;
        }

        @Override
        public byte[] encode() {
            return encode(new LeftOut(false));
        }

        /**
         * The binary form of those fields that use no later proposal, nor anything that is left out. Indices by number that follow a
         * field which is left out mean something else than in the whole module, unless they make the rest invalid. Takes time in
         * proportion to the fields left out.
         *
         * @throws WatException if the text is malformed
         */
        public Reduced reduce() {
            LeftOut leftOut = new LeftOut(true);
            while (true) {
                try {
                    return new Reduced(encode(leftOut), leftOut.count());
                } catch (WatException e) {
                    boolean later = e.kind() == WatException.Kind.UNSUPPORTED;
                    String reason = e.reason();
                    boolean refersToLeftOut = leftOut.count() > 0
                            && reason.startsWith("unknown ")
                            && !reason.startsWith("unknown operator");
                    if (!(later || refersToLeftOut) || !leftOut.addCurrent()) {
                        throw e;
                    }
                }
            }
        }

        private byte[] encode(LeftOut leftOut) {
            Cursor in = new Cursor(tokens, fields);
            byte[] module = ModuleParser.parse(in, name, leftOut);
            byte next = in.kind();
            if (next != Token.CLOSE && next != Token.END) {
                throw in.unexpected("a module field");
            }
            return module;
        }
    }

    /** A module given as bytes in string literals. */
    final class Binary implements WastModule {
        private final byte[] bytes;

        Binary(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] encode() {
            return bytes.clone();
        }
    }

    /** A module given as text in string literals. */
    final class Quoted implements WastModule {
        private final byte[] text;

        Quoted(byte[] text) {
            this.text = text;
        }

        @Override
        public byte[] encode() {
            return WatParser.parse(text);
        }
    }
}
