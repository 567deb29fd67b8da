package dev.gantry.wasm.text;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.binary.Utf8;
import java.util.Optional;

/** A place in {@link Tokens}, and what every parser asks of it. */
final class Cursor {
    final Tokens tokens;
    /** The next token. */
    int at;

    Cursor(Tokens tokens, int at) {
        this.tokens = tokens;
        this.at = at;
    }

    byte kind() {
        return tokens.kind[at];
    }

    boolean atOpen() {
        return tokens.kind[at] == Token.OPEN;
    }

    boolean atClose() {
        return tokens.kind[at] == Token.CLOSE;
    }

    /** Whether an index follows, by number or by name. */
    boolean atIndex() {
        return tokens.kind[at] == Token.NAT || tokens.kind[at] == Token.ID;
    }

    boolean atWord(Word word) {
        return isWord(at, word);
    }

    /** Whether {@code (word} follows. */
    boolean atForm(Word word) {
        return tokens.kind[at] == Token.OPEN && isWord(at + 1, word);
    }

    /** The {@link Words} number of the word behind an opening parenthesis that follows; -1 if there is none or it is not known. */
    int formWord() {
        return tokens.kind[at] == Token.OPEN && tokens.kind[at + 1] == Token.WORD ? tokens.value[at + 1] : -1;
    }

    boolean isWord(int token, Word word) {
        return tokens.kind[token] == Token.WORD && tokens.value[token] == Words.number(word);
    }

    /** Takes {@code (word} if it follows. */
    boolean takeForm(Word word) {
        if (!atForm(word)) {
            return false;
        }
        at += 2;
        return true;
    }

    boolean takeWord(Word word) {
        if (!atWord(word)) {
            return false;
        }
        at++;
        return true;
    }

    void expectForm(Word word) {
        if (!atOpen()) {
            throw unexpected("(" + word.text());
        }
        at++;
        expectWord(word);
    }

    void expectWord(Word word) {
        if (!takeWord(word)) {
            throw unexpected(word.text());
        }
    }

    void expectOpen() {
        if (!atOpen()) {
            throw unexpected("(");
        }
        at++;
    }

    void expectClose() {
        if (!atClose()) {
            throw unexpected(")");
        }
        at++;
    }

    /** The symbol of an identifier if one follows, else -1. */
    int takeId() {
        return tokens.kind[at] == Token.ID ? tokens.value[at++] : -1;
    }

    /** The token of a string. */
    int expectString() {
        if (tokens.kind[at] != Token.STRING) {
            throw unexpected("a string");
        }
        return at++;
    }

    /** The bytes of a string that must be UTF-8. */
    byte[] expectName() {
        int token = expectString();
        byte[] name = tokens.stringBytes(token);
        if (!Utf8.isValid(name, 0, name.length)) {
            throw malformed(token, "malformed UTF-8 encoding");
        }
        return name;
    }

    /** An unsigned integer of {@code bits} bits. */
    long expectNat(int bits, String what) {
        if (tokens.kind[at] != Token.NAT) {
            throw unexpected(what);
        }
        return Numbers.integer(tokens, at++, bits);
    }

    /** An integer of {@code bits} bits, signed or unsigned. */
    long expectInteger(int bits) {
        if (tokens.kind[at] != Token.NAT && tokens.kind[at] != Token.INT) {
            throw unexpected("an integer");
        }
        return Numbers.integer(tokens, at++, bits);
    }

    int expectI32() {
        return (int) expectInteger(32);
    }

    int expectF32() {
        checkNumber();
        return Numbers.f32(tokens, at++);
    }

    long expectF64() {
        checkNumber();
        return Numbers.f64(tokens, at++);
    }

    /** How many number tokens follow one another, at most {@code limit}. */
    int numbersAhead(int limit) {
        int count = 0;
        while (count < limit && isNumber(tokens.kind[at + count])) {
            count++;
        }
        return count;
    }

    private static boolean isNumber(byte kind) {
        return kind == Token.NAT || kind == Token.INT || kind == Token.FLOAT;
    }

    private void checkNumber() {
        if (!isNumber(tokens.kind[at])) {
            throw unexpected("a number");
        }
    }

    /** Leaps behind the form whose opening parenthesis follows. */
    void skipForm() {
        int close = tokens.value[at];
        if (tokens.kind[close] != Token.CLOSE) {
            at = close;
            throw unexpected(")");
        }
        at = close + 1;
    }

    WatException malformed(int token, String reason) {
        return tokens.failure(WatException.Kind.MALFORMED, token, reason);
    }

    WatException unsupported(int token, Feature feature) {
        return tokens.failure(WatException.Kind.UNSUPPORTED, token, "not supported: " + feature.label());
    }

    /** The error that the next token is: the lexer's own, an unknown operator, a later proposal, or out of place. */
    WatException unexpected(String expected) {
        byte kind = kind();
        if (kind == Token.ERROR) {
            return malformed(at, tokens.error);
        }
        if (kind == Token.END) {
            return malformed(at, "unexpected token: end of text, expected " + expected);
        }
        String text = tokens.text(at);
        int word = kind == Token.OPEN ? at + 1 : at;
        if (tokens.kind[word] == Token.WORD) {
            Optional<Feature> later = LaterSyntax.featureOf(tokens.text(word));
            if (later.isPresent()) {
                return unsupported(word, later.get());
            }
        }
        if (kind == Token.RESERVED || kind == Token.WORD && tokens.value[at] < 0) {
            return malformed(at, "unknown operator " + text);
        }
        return malformed(at, "unexpected token " + text + ", expected " + expected);
    }
}
