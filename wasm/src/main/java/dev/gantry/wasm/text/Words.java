package dev.gantry.wasm.text;

import dev.gantry.wasm.Op;

/**
 * The words that the lexer knows, numbered: an operator's number is the ordinal of the first {@link Op} of its mnemonic,
 * that of another {@link Word} is {@link #FIRST_WORD} plus its ordinal. Built once and never changed.
 */
final class Words {
    /** Number of the first {@link Word}; numbers below are those of operators. */
    static final int FIRST_WORD = 1024;

    private static final Symbols TABLE = new Symbols();
    private static final int[] NUMBERS = numbers();
    private static final Op[] OPS = Op.values();
    private static final Word[] WORDS = Word.values();

    private Words() {}

    /** The number of the word in {@code text[from, to)}, or -1. */
    static int find(byte[] text, int from, int to) {
        int symbol = TABLE.find(text, from, to);
        return symbol < 0 ? -1 : NUMBERS[symbol];
    }

    static int number(Word word) {
        return FIRST_WORD + word.ordinal();
    }

    static int number(Op op) {
        return op.ordinal();
    }

    /** The byte of the value type that a number stands for, or 0 if it stands for none. */
    static int valueType(int number) {
        return number < FIRST_WORD ? 0 : WORDS[number - FIRST_WORD].valueType();
    }

    static boolean isOp(int number) {
        return number >= 0 && number < FIRST_WORD;
    }

    /** The operator with a number for which {@link #isOp} holds. */
    static Op op(int number) {
        return OPS[number];
    }

    private static int[] numbers() {
        Op[] ops = Op.values();
        Word[] words = Word.values();
        int[] numbers = new int[ops.length + words.length];
        for (Op op : ops) {
            int known = TABLE.count();
            int symbol = intern(op.mnemonic());
            if (symbol == known) {
                numbers[symbol] = number(op);
            }
        }
        for (Word word : words) {
            numbers[intern(word.text())] = number(word);
        }
        return numbers;
    }

    @SuppressWarnings("deprecation") // the mnemonics are ASCII, and this copy needs no encoder
    private static int intern(String word) {
        byte[] bytes = new byte[word.length()];
        word.getBytes(0, bytes.length, bytes, 0);
        return TABLE.intern(bytes, 0, bytes.length);
    }
}
