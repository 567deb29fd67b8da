package dev.gantry.wasm.text;

import dev.gantry.wasm.Feature;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Types as they are written, into the bytes of the binary format; and the module's type section.
 *
 * <p>A type use without an index stands for the first function type that is equal to what it says; if there is none, one is
 * appended behind the explicit types, which are therefore all to be defined before the first type use is read.
 */
final class TypeReader {
    private final Cursor in;
    private final IndexSpace space = new IndexSpace("type", "type");
    private final ByteWriter section = new ByteWriter();
    /** Encoded types, numbered as they come; and the index of the first type of each number. */
    private final Symbols distinct = new Symbols();

    private int[] firstIndex = new int[16];
    /** Number of parameters of each type, and its number in {@link #distinct}. */
    private int[] paramCounts = new int[16];

    private int[] numbers = new int[16];
    private int count;

    /** Parameters of type definitions may have identifiers, which serve nothing. */
    private final IndexSpace ignoredNames = new IndexSpace("local", "local");

    private final ByteWriter params = new ByteWriter();
    private final ByteWriter results = new ByteWriter();
    private final ByteWriter encoded = new ByteWriter();
    private int inlineParams;
    private int inlineResults;

    TypeReader(Cursor in) {
        this.in = in;
    }

    int count() {
        return count;
    }

    IndexSpace space() {
        return space;
    }

    /** The contents of the type section without the count. */
    ByteWriter section() {
        return section;
    }

    /** Number of parameters of a type; 0 if there is no such type. */
    int paramCount(int type) {
        return type >= 0 && type < count ? paramCounts[type] : 0;
    }

    /** Reads {@code (type $id? (func ...))}; the cursor is behind the word {@code type}. */
    void definition() {
        space.declare(in);
        if (in.atOpen() && !in.atForm(Word.FUNC)) {
            in.at++;
            throw in.unexpected("func");
        }
        in.expectForm(Word.FUNC);
        ignoredNames.clear();
        signature(ignoredNames);
        in.expectClose();
        in.expectClose();
        define();
    }

    /**
     * Reads a type use and gives its index.
     *
     * @param names takes the parameters' identifiers, in order, as they are declared; without it identifiers are errors
     */
    int use(@Nullable IndexSpace names) {
        int start = in.at;
        if (!in.takeForm(Word.TYPE)) {
            signature(names);
            return findOrDefine();
        }
        int explicit = space.index(in);
        in.expectClose();
        signature(names);
        if (in.atForm(Word.PARAM) || in.atForm(Word.TYPE)) {
            throw in.unexpected("an instruction, since type, parameters and results come in this order");
        }
        if (inlineParams + inlineResults > 0) {
            checkAgainst(start, explicit);
        } else if (names != null) {
            declareUnnamed(names, paramCount(explicit));
        }
        return explicit;
    }

    /** Reads a block type and writes it in the form of the binary format. */
    void blockType(ByteWriter out) {
        if (in.atForm(Word.TYPE)) {
            out.s64(use(null) & 0xFFFFFFFFL);
            return;
        }
        signature(null);
        if (inlineParams == 0 && inlineResults == 0) {
            out.u8(0x40);
        } else if (inlineParams == 0 && inlineResults == 1) {
            out.write(results);
        } else {
            out.s64(findOrDefine());
        }
    }

    /** Reads {@code (result t*)*} and gives the number of types written. */
    int results(ByteWriter out) {
        int types = 0;
        while (in.takeForm(Word.RESULT)) {
            while (!in.atClose()) {
                valueType(out);
                types++;
            }
            in.at++;
        }
        return types;
    }

    void valueType(ByteWriter out) {
        if (in.kind() == Token.WORD) {
            int code = Words.valueType(in.tokens.value[in.at]);
            if (code != 0) {
                in.at++;
                out.u8(code);
                return;
            }
        }
        if (!in.atForm(Word.REF)) {
            throw in.unexpected("a value type");
        }
        out.u8(referenceCode());
    }

    /** Whether a reference type follows. */
    boolean atReferenceType() {
        return in.atWord(Word.FUNCREF) || in.atWord(Word.EXTERNREF) || in.atForm(Word.REF) || atLaterReferenceType();
    }

    /** Reads a reference type and gives its byte. */
    int referenceType() {
        if (in.takeWord(Word.FUNCREF)) {
            return 0x70;
        } else if (in.takeWord(Word.EXTERNREF)) {
            return 0x6F;
        } else if (in.atForm(Word.REF)) {
            return referenceCode();
        }
        throw in.unexpected("a reference type");
    }

    /** Reads a heap type and gives the byte of the nullable reference to it. */
    int heapType() {
        if (in.takeWord(Word.FUNC)) {
            return 0x70;
        } else if (in.takeWord(Word.EXTERN)) {
            return 0x6F;
        } else if (in.atIndex()) {
            throw in.unsupported(in.at, Feature.FUNCTION_REFERENCES);
        }
        throw in.unexpected("a heap type");
    }

    private boolean atLaterReferenceType() {
        return in.kind() == Token.WORD
                && in.tokens.value[in.at] < 0
                && LaterSyntax.featureOf(in.tokens.text(in.at)).isPresent();
    }

    /** Reads {@code (ref null ht)}; references that cannot be null came later. */
    private int referenceCode() {
        int start = in.at;
        in.at += 2;
        if (!in.takeWord(Word.NULL)) {
            throw in.unsupported(start, Feature.FUNCTION_REFERENCES);
        }
        int code = heapType();
        in.expectClose();
        return code;
    }

    /** Reads parameters and results into {@link #encoded}. */
    private void signature(@Nullable IndexSpace names) {
        params.clear();
        results.clear();
        inlineParams = 0;
        while (in.takeForm(Word.PARAM)) {
            if (in.kind() == Token.ID) {
                if (names == null) {
                    throw in.unexpected("a value type");
                }
                names.declare(in);
                valueType(params);
                inlineParams++;
            } else {
                while (!in.atClose()) {
                    valueType(params);
                    inlineParams++;
                    if (names != null) {
                        names.declareUnnamed();
                    }
                }
            }
            in.expectClose();
        }
        inlineResults = results(results);
        encoded.clear();
        encoded.u8(0x60);
        encoded.u32(inlineParams);
        encoded.write(params);
        encoded.u32(inlineResults);
        encoded.write(results);
    }

    private void declareUnnamed(IndexSpace names, int types) {
        for (int i = 0; i < types; i++) {
            names.declareUnnamed();
        }
    }

    private void checkAgainst(int token, int explicit) {
        if (explicit < 0 || explicit >= count) {
            throw in.malformed(token, "unknown type " + Integer.toUnsignedString(explicit));
        }
        if (distinct.find(encoded.array(), 0, encoded.size()) != numbers[explicit]) {
            throw in.malformed(token, "inline function type differs from type " + explicit);
        }
    }

    private int findOrDefine() {
        int number = distinct.find(encoded.array(), 0, encoded.size());
        return number >= 0 ? firstIndex[number] : define();
    }

    /** Appends {@link #encoded} to the types. */
    private int define() {
        if (count == numbers.length) {
            paramCounts = Arrays.copyOf(paramCounts, count * 2);
            numbers = Arrays.copyOf(numbers, count * 2);
            firstIndex = Arrays.copyOf(firstIndex, count * 2);
        }
        int known = distinct.count();
        int number = distinct.intern(encoded.array(), 0, encoded.size());
        if (number == known) {
            firstIndex[number] = count;
        }
        numbers[count] = number;
        paramCounts[count] = inlineParams;
        section.write(encoded);
        return count++;
    }
}
