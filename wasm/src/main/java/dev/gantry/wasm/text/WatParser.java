package dev.gantry.wasm.text;

import java.nio.charset.StandardCharsets;

/**
 * Reads modules in the text format.
 *
 * <p>All of WebAssembly 2.0 is read, flat and folded, with every abbreviation; identifiers become a name section. What only later
 * versions have is refused with {@link WatException.Kind#UNSUPPORTED} where it has no place in a version 2.0 binary; indices of
 * several memories, initial values of tables and longer constant expressions are written as they stand, for the
 * binary reader to judge. The module is not validated. Time is linear in the length of the text, and nesting is not limited.
 */
public final class WatParser {
    private WatParser() {}

    /**
     * The binary form of a module: {@code (module ...)}, or its fields without that.
     *
     * @throws WatException if the text is malformed or not supported
     */
    public static byte[] parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The binary form of a module whose text is UTF-8, as {@link #parse(String)}. */
    public static byte[] parse(byte[] utf8) {
        Cursor in = new Cursor(Lexer.lex(utf8), 0);
        int close = in.tokens.value[0];
        byte[] module;
        if (in.takeForm(Word.MODULE)) {
            int name = in.takeId();
            if (in.atWord(Word.BINARY) || in.atWord(Word.QUOTE)) {
                module = WastParser.readModule(in, name, close).encode();
            } else {
                module = ModuleParser.parse(in, name);
            }
            in.expectClose();
        } else {
            module = ModuleParser.parse(in, -1);
        }
        if (in.kind() != Token.END) {
            throw in.unexpected("the end of the text");
        }
        return module;
    }
}
