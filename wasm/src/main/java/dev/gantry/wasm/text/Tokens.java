package dev.gantry.wasm.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text cut into tokens, as arrays indexed by the token's number. White space, comments and annotations leave no token. The last
 * token is always {@link Token#END} or {@link Token#ERROR}.
 */
final class Tokens {
    /** The source, UTF-8. */
    final byte[] text;
    /** The names of the identifiers. */
    final Symbols names = new Symbols();
    /** Constants of {@link Token}. */
    byte[] kind;
    /** Offset in the source of each token's first byte. */
    int[] start;
    /** Offset in the source behind each token's last byte. */
    int[] end;
    /** What {@link Token} says for the kind; 0 where it says nothing. */
    int[] value;
    /** Number of tokens, the last one included. */
    int count;
    /** Why the lexer gave up, if the last token is an error. */
    String error = "";

    Tokens(byte[] text) {
        this.text = text;
        int capacity = Math.max(16, text.length / 5);
        kind = new byte[capacity];
        start = new int[capacity];
        end = new int[capacity];
        value = new int[capacity];
    }

    int add(byte tokenKind, int from, int to, int tokenValue) {
        if (count == kind.length) {
            int capacity = count * 2;
            kind = Arrays.copyOf(kind, capacity);
            start = Arrays.copyOf(start, capacity);
            end = Arrays.copyOf(end, capacity);
            value = Arrays.copyOf(value, capacity);
        }
        kind[count] = tokenKind;
        start[count] = from;
        end[count] = to;
        value[count] = tokenValue;
        return count++;
    }

    /** The token as it is written. */
    String text(int token) {
        return new String(text, start[token], end[token] - start[token], StandardCharsets.UTF_8);
    }

    /** Appends the bytes that a string token stands for. */
    void appendString(int token, ByteWriter out) {
        StringLiteral.append(text, start[token] + 1, end[token] - 1, out);
    }

    /** The bytes that a string token stands for. */
    byte[] stringBytes(int token) {
        ByteWriter out = new ByteWriter(Math.max(1, end[token] - start[token]));
        appendString(token, out);
        return out.toByteArray();
    }

    /** An exception at the first byte of a token. */
    WatException failure(WatException.Kind failure, int token, String reason) {
        return failureAt(failure, start[token], reason);
    }

    /** An exception at an offset in the source. */
    WatException failureAt(WatException.Kind failure, int offset, String reason) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (text[i] == '\n' || text[i] == '\r' && (i + 1 == text.length || text[i + 1] != '\n')) {
                line++;
                lineStart = i + 1;
            }
        }
        return new WatException(failure, reason, line, offset - lineStart + 1);
    }
}
