package dev.gantry.clif.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into tokens. The current token lies in {@link #kind}, {@link #text} and the position fields; {@link #advance}
 * moves to the next. Comments are collected on the side.
 */
final class Lexer {
    /** What a token is. Punctuation has {@link #PUNCT} and its one character as text. */
    enum Kind {
        END,
        /** Letters, digits and underscores, not starting with a digit. */
        IDENT,
        /** Starts with a digit or a sign. */
        NUMBER,
        /** What follows a percent sign; text without it. */
        NAME,
        /** What is between double quotes; text without them, escapes resolved. */
        STRING,
        /** {@code @} and hexadecimal digits; text without the sign. */
        SRCLOC,
        ARROW,
        PUNCT
    }

    /** A comment and the line it is on; the text starts at the semicolon. */
    record RawComment(int line, String text) {}

    private final String source;
    private final String file;
    private int at;
    private int lineNumber = 1;
    private int lineStart;

    Kind kind = Kind.END;
    String text = "";
    int line = 1;
    int column = 1;
    /** Line of the token before the current one. */
    int previousLine = 1;

    final List<RawComment> comments = new ArrayList<>();

    Lexer(String source, String file) {
        this.source = source;
        this.file = file;
    }

    int sourceLength() {
        return source.length();
    }

    ClifSyntaxException error(String reason) {
        return new ClifSyntaxException(file, line, column, reason);
    }

    ClifSyntaxException errorAt(int atLine, int atColumn, String reason) {
        return new ClifSyntaxException(file, atLine, atColumn, reason);
    }

    /** The current token for messages. */
    String describe() {
        return switch (kind) {
            case END -> "the end of the file";
            case NAME -> "'%" + text + "'";
            case STRING -> "a string";
            case SRCLOC -> "'@" + text + "'";
            case ARROW -> "'->'";
            case IDENT, NUMBER, PUNCT -> "'" + text + "'";
        };
    }

    ClifSyntaxException expected(String what) {
        return error("expected " + what + ", found " + describe());
    }

    private void skipBlanks() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '\n') {
                at++;
                lineNumber++;
                lineStart = at;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == ';') {
                comment();
            } else {
                return;
            }
        }
    }

    private void comment() {
        int end = source.indexOf('\n', at);
        if (end < 0) {
            end = source.length();
        }
        int stop = end > at && source.charAt(end - 1) == '\r' ? end - 1 : end;
        comments.add(new RawComment(lineNumber, source.substring(at, stop)));
        at = end;
    }

    private static boolean isWordChar(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private char peek(int offset) {
        return at + offset < source.length() ? source.charAt(at + offset) : '\0';
    }

    /** Reads the next token. */
    void advance() {
        previousLine = line;
        skipBlanks();
        line = lineNumber;
        column = at - lineStart + 1;
        if (at >= source.length()) {
            kind = Kind.END;
            text = "";
            return;
        }
        char c = source.charAt(at);
        if (isDigit(c)) {
            number();
        } else if (source.startsWith("NaN:0x", at) || source.startsWith("sNaN:0x", at)) {
            number();
        } else if (isWordChar(c)) {
            word(Kind.IDENT, at);
        } else if (c == '-' && peek(1) == '>') {
            at += 2;
            kind = Kind.ARROW;
            text = "->";
        } else if ((c == '-' || c == '+') && isWordChar(peek(1))) {
            number();
        } else if (c == '%') {
            name();
        } else if (c == '"') {
            kind = Kind.STRING;
            text = quoted();
        } else if (c == '@' && Character.digit(peek(1), 16) >= 0) {
            at++;
            word(Kind.SRCLOC, at);
        } else {
            at++;
            kind = Kind.PUNCT;
            text = String.valueOf(c);
        }
    }

    private void word(Kind wordKind, int start) {
        while (at < source.length() && isWordChar(source.charAt(at))) {
            at++;
        }
        kind = wordKind;
        text = source.substring(start, at);
    }

    /** A sign, then word characters, points, the sign of an exponent, and the colon of a NaN's payload. */
    private void number() {
        int start = at;
        at++;
        while (at < source.length()) {
            char c = source.charAt(at);
            boolean exponentSign = (c == '-' || c == '+') && source.charAt(at - 1) == 'p' && isDigit(peek(1));
            boolean payload = c == ':' && source.charAt(at - 1) == 'N' && peek(1) == '0';
            if (!isWordChar(c) && c != '.' && !exponentSign && !payload) {
                break;
            }
            at++;
        }
        kind = Kind.NUMBER;
        text = source.substring(start, at);
    }

    private void name() {
        at++;
        if (peek(0) == '"') {
            text = quoted();
            kind = Kind.NAME;
            return;
        }
        word(Kind.NAME, at);
        if (text.isEmpty()) {
            throw error("a name has to follow '%'");
        }
    }

    private String quoted() {
        StringBuilder out = new StringBuilder();
        at++;
        while (true) {
            if (at >= source.length() || source.charAt(at) == '\n') {
                throw error("the string is not closed");
            }
            char c = source.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\' && (peek(0) == '"' || peek(0) == '\\')) {
                c = source.charAt(at++);
            }
            out.append(c);
        }
    }

    /** The rest of the line after the current token without comment and blanks at the ends; then reads the next token. */
    String restOfLine() {
        int start = at;
        while (at < source.length() && source.charAt(at) != '\n' && source.charAt(at) != ';') {
            at++;
        }
        String rest = source.substring(start, at).strip();
        advance();
        return rest;
    }

    boolean is(char c) {
        return kind == Kind.PUNCT && text.charAt(0) == c;
    }

    boolean isIdent(String word) {
        return kind == Kind.IDENT && text.equals(word);
    }

    /** Passes over the punctuation if it comes next. */
    boolean optional(char c) {
        if (is(c)) {
            advance();
            return true;
        }
        return false;
    }

    /** Passes over the word if it comes next. */
    boolean optionalIdent(String word) {
        if (isIdent(word)) {
            advance();
            return true;
        }
        return false;
    }

    void expect(char c, String where) {
        if (!optional(c)) {
            throw expected("'" + c + "' " + where);
        }
    }

    String ident(String what) {
        if (kind != Kind.IDENT) {
            throw expected(what);
        }
        String word = text;
        advance();
        return word;
    }

    /** The number of an entity if the current token is the prefix and decimal digits, else -1; does not move. */
    int peekEntity(String prefix) {
        if (kind != Kind.IDENT || !text.startsWith(prefix) || text.length() == prefix.length()) {
            return -1;
        }
        long number = 0;
        for (int i = prefix.length(); i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + (text.charAt(i) - '0');
            if (number > Integer.MAX_VALUE) {
                throw error("the number of " + text + " is too large");
            }
        }
        if (text.charAt(prefix.length()) == '0' && text.length() > prefix.length() + 1) {
            return -1;
        }
        return (int) number;
    }

    /** The number of an entity whose number must stay below the limit; moves on. */
    int entity(String prefix, int limit, String what) {
        int number = peekEntity(prefix);
        if (number < 0) {
            throw expected(what);
        }
        if (number >= limit) {
            throw error("the number of " + text + " is too large for this file");
        }
        advance();
        return number;
    }
}
