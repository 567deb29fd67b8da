package dev.gantry.wasm.text;

import java.util.Arrays;

/** One index space of a module: how many things there are, and which index each identifier stands for. */
final class IndexSpace {
    /** What the things are called in messages, as in "unknown function". */
    private final String noun;

    private final String shortNoun;
    private final IntMap bySymbol = new IntMap();
    private int[] symbols = new int[8];
    private int count;

    IndexSpace(String noun, String shortNoun) {
        this.noun = noun;
        this.shortNoun = shortNoun;
    }

    int count() {
        return count;
    }

    /** The symbol of the identifier of the thing with this index, or -1. */
    int symbol(int index) {
        return symbols[index];
    }

    /** Takes an identifier, if one follows, for the next index, which is the result. */
    int declare(Cursor in) {
        int token = in.at;
        int symbol = in.takeId();
        if (symbol >= 0 && bySymbol.put(symbol, count) >= 0) {
            throw in.malformed(token, "duplicate " + shortNoun + " " + in.tokens.text(token));
        }
        return add(symbol);
    }

    /** Takes the next index for something without an identifier. */
    int declareUnnamed() {
        return add(-1);
    }

    private int add(int symbol) {
        if (count == symbols.length) {
            symbols = Arrays.copyOf(symbols, count * 2);
        }
        symbols[count] = symbol;
        return count++;
    }

    /** The index that follows, by number or by name. */
    int index(Cursor in) {
        if (in.kind() != Token.ID) {
            return (int) in.expectNat(32, "an index of a " + noun);
        }
        int index = bySymbol.get(in.tokens.value[in.at]);
        if (index < 0) {
            throw in.malformed(in.at, "unknown " + noun + " " + in.tokens.text(in.at));
        }
        in.at++;
        return index;
    }

    void clear() {
        bySymbol.clear();
        count = 0;
    }
}
