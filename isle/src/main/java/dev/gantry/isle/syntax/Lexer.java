package dev.gantry.isle.syntax;

import java.math.BigInteger;

/**
 * Splits a source into tokens, one at a time.
 *
 * <p>A symbol is a run of characters other than white space, parentheses, {@code ;} and {@code @}. A run that begins with a digit,
 * or with {@code -} and a digit, is an integer: decimal, {@code 0x}, {@code 0o} or {@code 0b}, with {@code _} between digits.
 * Comments run from {@code ;} to the end of the line, or from {@code (;} to the matching {@code ;)}, nested.
 */
final class Lexer {
    enum Kind {
        LPAREN("`(`"),
        RPAREN("`)`"),
        AT("`@`"),
        SYMBOL("a symbol"),
        INT("an integer"),
        END("the end of the file");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Source source;
    private final String text;
    private int at;

    Kind kind = Kind.END;
    int start;
    /** The text of a symbol or integer, else empty. */
    String word = "";

    Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    Pos pos() {
        return new Pos(source, start);
    }

    /** Reads the next token into {@link #kind}, {@link #start} and {@link #word}. */
    void advance() {
        skipBlank();
        start = at;
        word = "";
        if (at >= text.length()) {
            kind = Kind.END;
            return;
        }
        char c = text.charAt(at);
        switch (c) {
            case '(' -> single(Kind.LPAREN);
            case ')' -> single(Kind.RPAREN);
            case '@' -> single(Kind.AT);
            default -> word();
        }
    }

    private void single(Kind k) {
        kind = k;
        at++;
    }

    private void word() {
        while (at < text.length() && !endsWord(text.charAt(at))) {
            at++;
        }
        word = text.substring(start, at);
        char c = word.charAt(0);
        boolean digit = isDigit(c) || (c == '-' && word.length() > 1 && isDigit(word.charAt(1)));
        kind = digit ? Kind.INT : Kind.SYMBOL;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean endsWord(char c) {
        return c == '(' || c == ')' || c == ';' || c == '@' || c <= ' ';
    }

    /** The value of the integer token just read. */
    BigInteger integer() {
        boolean negative = word.charAt(0) == '-';
        String digits = (negative ? word.substring(1) : word).replace("_", "");
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            radix = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'o', 'O' -> 8;
                case 'b', 'B' -> 2;
                default -> 10;
            };
        }
        String rest = radix == 10 ? digits : digits.substring(2);
        for (int i = 0; i < rest.length(); i++) {
            if (Character.digit(rest.charAt(i), radix) < 0) {
                throw new SyntaxException(pos(), "`" + word + "` is not an integer");
            }
        }
        if (rest.isEmpty()) {
            throw new SyntaxException(pos(), "`" + word + "` is not an integer");
        }
        BigInteger value = new BigInteger(rest, radix);
        return negative ? value.negate() : value;
    }

    private void skipBlank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ') {
                at++;
            } else if (c == ';') {
                at = source.lineEnd(at);
            } else if (c == '(' && at + 1 < text.length() && text.charAt(at + 1) == ';') {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() {
        int open = at;
        int depth = 0;
        while (at < text.length()) {
            if (text.startsWith("(;", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith(";)", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return;
                }
            } else {
                at++;
            }
        }
        start = at;
        throw new SyntaxException(new Pos(source, open), "block comment is never closed");
    }

    /** Skips to the next opening parenthesis at the start of a line: where a definition is likely to begin. */
    void resync() {
        int next = text.indexOf("\n(", Math.max(start - 1, 0));
        at = next < 0 ? text.length() : next + 1;
    }
}
