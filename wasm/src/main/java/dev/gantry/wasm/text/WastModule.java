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
            Cursor in = new Cursor(tokens, fields);
            byte[] module = ModuleParser.parse(in, name);
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
