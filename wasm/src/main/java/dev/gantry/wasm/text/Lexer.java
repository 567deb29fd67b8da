package dev.gantry.wasm.text;

import dev.gantry.wasm.binary.Utf8;
import java.util.Arrays;

/**
 * Cuts a text into tokens, after chapter 6.3 of the WebAssembly specification, in one pass and linear time.
 *
 * <p>An atom is the longest run of identifier characters and strings; what it is (string, identifier, number, word) is decided when
 * it is complete, and everything that is none of these is reserved. So {@code br_table 0$l} holds the reserved atom {@code 0$l}, not
 * a number and a name. Annotations {@code (@id ...)} are checked for lexical errors and balance, and dropped.
 *
 * <p>Invariants: an opening parenthesis that has no partner is given the last token as its partner; after the first error no
 * token follows, so that whoever reads on meets the error where it stands.
 *
 * <p>Example: {@code (func $f (nop));; x} gives OPEN(partner 6) WORD(func) ID(f) OPEN(partner 5) WORD(nop) CLOSE CLOSE END.
 */
final class Lexer {
    private static final boolean[] ID_CHAR = idChars();

    private final byte[] text;
    private final Tokens tokens;
    private int at;
    /** The opening parentheses that are still to be closed. */
    private int[] open = new int[32];

    private int depth;
    /** Parentheses open within an annotation; 0 outside of annotations. */
    private int annotationDepth;

    private Lexer(byte[] text) {
        this.text = text;
        this.tokens = new Tokens(text);
    }

    /** The tokens of a text. Errors become the last token, they are not thrown. */
    static Tokens lex(byte[] text) {
        Lexer lexer = new Lexer(text);
        lexer.run();
        return lexer.tokens;
    }

    static boolean isIdChar(int c) {
        return c >= 0 && ID_CHAR[c];
    }

    private void run() {
        boolean clean = true;
        while (clean && at < text.length) {
            clean = step();
        }
        if (clean && annotationDepth > 0) {
            clean = fail(at, "unclosed annotation");
        }
        if (clean) {
            tokens.add(Token.END, text.length, text.length, 0);
        }
        while (depth > 0) {
            tokens.value[open[--depth]] = tokens.count - 1;
        }
    }

    /** Takes one token, comment or space; false on an error. */
    private boolean step() {
        int c = text[at];
        switch (c) {
            case ' ', '\t', '\n', '\r' -> at++;
            case '(' -> {
                return openingParenthesis();
            }
            case ')' -> closingParenthesis();
            case ';' -> {
                if (at + 1 < text.length && text[at + 1] == ';') {
                    return lineComment();
                }
                reservedCharacter();
            }
            case ',', '[', ']', '{', '}' -> reservedCharacter();
            default -> {
                return c == '"' || isIdChar(c) ? atom() : illegalCharacter();
            }
        }
        return true;
    }

    private boolean fail(int offset, String reason) {
        tokens.add(Token.ERROR, offset, offset, 0);
        tokens.error = reason;
        return false;
    }

    private boolean illegalCharacter() {
        boolean encoded = Utf8.sequenceLength(text, at, text.length) > 0;
        return fail(at, encoded ? "illegal character" : "malformed UTF-8 encoding");
    }

    private void reservedCharacter() {
        if (annotationDepth == 0) {
            tokens.add(Token.RESERVED, at, at + 1, 0);
        }
        at++;
    }

    private boolean openingParenthesis() {
        int next = at + 1 < text.length ? text[at + 1] : 0;
        if (next == ';') {
            return blockComment();
        }
        if (annotationDepth > 0) {
            annotationDepth++;
            at++;
            return true;
        }
        if (next == '@') {
            return annotation();
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
        }
        open[depth++] = tokens.add(Token.OPEN, at, at + 1, 0);
        at++;
        return true;
    }

    private void closingParenthesis() {
        if (annotationDepth > 0) {
            annotationDepth--;
        } else {
            int token = tokens.add(Token.CLOSE, at, at + 1, 0);
            if (depth > 0) {
                tokens.value[open[--depth]] = token;
            }
        }
        at++;
    }

    private boolean annotation() {
        int id = at + 2;
        int end = id;
        if (id < text.length && text[id] == '"') {
            end = StringLiteral.scan(text, id, text.length);
            if (end == StringLiteral.UNCLOSED || end == id + 2) {
                return fail(at, "empty annotation id");
            }
            if (end < 0) {
                return stringError(id, end);
            }
            if (!nameIsUtf8(id + 1, end - 1)) {
                return fail(id, "malformed UTF-8 encoding");
            }
        } else {
            while (end < text.length && isIdChar(text[end])) {
                end++;
            }
            if (end == id) {
                return fail(at, "empty annotation id");
            }
        }
        at = end;
        annotationDepth = 1;
        return true;
    }

    private boolean lineComment() {
        while (at < text.length && text[at] != '\n' && text[at] != '\r') {
            if (!commentCharacter()) {
                return false;
            }
        }
        return true;
    }

    private boolean blockComment() {
        int begin = at;
        int nesting = 0;
        while (at < text.length) {
            int c = text[at];
            int next = at + 1 < text.length ? text[at + 1] : 0;
            if (c == '(' && next == ';') {
                nesting++;
                at += 2;
            } else if (c == ';' && next == ')') {
                at += 2;
                if (--nesting == 0) {
                    return true;
                }
            } else if (!commentCharacter()) {
                return false;
            }
        }
        return fail(begin, "unclosed comment");
    }

    private boolean commentCharacter() {
        int length = Utf8.sequenceLength(text, at, text.length);
        if (length < 0) {
            return fail(at, "malformed UTF-8 encoding");
        }
        at += length;
        return true;
    }

    private boolean stringError(int offset, int code) {
        return fail(
                offset,
                switch (code) {
                    case StringLiteral.CONTROL -> "illegal control character in string";
                    case StringLiteral.ESCAPE -> "illegal escape in string";
                    case StringLiteral.ENCODING -> "malformed UTF-8 encoding";
                    default -> "unclosed string";
                });
    }

    /** The longest run of identifier characters and strings. */
    private boolean atom() {
        int begin = at;
        int strings = 0;
        int end = at;
        while (end < text.length && (text[end] == '"' || isIdChar(text[end]))) {
            if (text[end] != '"') {
                end++;
                continue;
            }
            int close = StringLiteral.scan(text, end, text.length);
            if (close < 0) {
                boolean name = end == begin + 1 && text[begin] == '$';
                boolean noName = name && (close == StringLiteral.UNCLOSED || close == StringLiteral.CONTROL);
                return noName ? fail(begin, "empty identifier") : stringError(end, close);
            }
            strings++;
            end = close;
        }
        at = end;
        return annotationDepth > 0 || classify(begin, end, strings);
    }

    private boolean classify(int begin, int end, int strings) {
        int first = text[begin];
        if (first == '$') {
            return identifier(begin, end, strings);
        }
        byte kind = Token.RESERVED;
        int value = 0;
        if (strings > 0) {
            boolean alone = strings == 1 && first == '"' && StringLiteral.scan(text, begin, end) == end;
            kind = alone ? Token.STRING : Token.RESERVED;
        } else if (first >= '0' && first <= '9' || first == '+' || first == '-') {
            kind = Numbers.classify(text, begin, end);
        } else if (first >= 'a' && first <= 'z') {
            kind = first == 'i' || first == 'n' ? Numbers.classify(text, begin, end) : Token.RESERVED;
            if (kind == Token.RESERVED) {
                kind = Token.WORD;
                value = Words.find(text, begin, end);
            }
        }
        tokens.add(kind, begin, end, value);
        return true;
    }

    private boolean identifier(int begin, int end, int strings) {
        if (end == begin + 1) {
            return fail(begin, "empty identifier");
        }
        if (strings == 0) {
            tokens.add(Token.ID, begin, end, tokens.names.intern(text, begin + 1, end));
            return true;
        }
        if (strings > 1 || text[begin + 1] != '"' || StringLiteral.scan(text, begin + 1, end) != end) {
            tokens.add(Token.RESERVED, begin, end, 0);
            return true;
        }
        if (end == begin + 3) {
            return fail(begin, "empty identifier");
        }
        ByteWriter name = new ByteWriter(end - begin);
        StringLiteral.append(text, begin + 2, end - 1, name);
        if (!Utf8.isValid(name.array(), 0, name.size())) {
            return fail(begin, "malformed UTF-8 encoding");
        }
        tokens.add(Token.ID, begin, end, tokens.names.intern(name.array(), 0, name.size()));
        return true;
    }

    private boolean nameIsUtf8(int from, int to) {
        ByteWriter name = new ByteWriter(Math.max(1, to - from));
        StringLiteral.append(text, from, to, name);
        return Utf8.isValid(name.array(), 0, name.size());
    }

    private static boolean[] idChars() {
        boolean[] set = new boolean[128];
        for (int c = '0'; c <= '9'; c++) {
            set[c] = true;
        }
        for (int c = 'a'; c <= 'z'; c++) {
            set[c] = true;
            set[c - 'a' + 'A'] = true;
        }
        String others = "!#$%&'*+-./:<=>?@\\^_`|~";
        for (int i = 0; i < others.length(); i++) {
            set[others.charAt(i)] = true;
        }
        return set;
    }
}
