package dev.gantry.wasm.text;

/** The kinds of token, as they stand in {@link Tokens#kind}. */
final class Token {
    /** {@code (}; the token's value is the index of the closing partner, or of the last token if there is none. */
    static final byte OPEN = 0;
    /** {@code )}. */
    static final byte CLOSE = 1;
    /** {@code "..."} with well-formed escapes; its bytes need not be UTF-8. */
    static final byte STRING = 2;
    /** {@code $name} or {@code $"name"}; the token's value is the symbol of the name. */
    static final byte ID = 3;
    /** An integer, decimal or hexadecimal, without a sign. */
    static final byte NAT = 4;
    /** An integer with a sign. */
    static final byte INT = 5;
    /** A number with a point or an exponent, {@code inf}, {@code nan} or {@code nan:0x...}, with or without a sign. */
    static final byte FLOAT = 6;
    /** A word that starts with a small letter; the token's value is its number in {@link Words}, or -1. */
    static final byte WORD = 7;
    /** What the grammar reserves and no construct uses. */
    static final byte RESERVED = 8;
    /** Where the lexer gave up; the last token. */
    static final byte ERROR = 9;
    /** The end of the text; the last token. */
    static final byte END = 10;

    private Token() {}
}
