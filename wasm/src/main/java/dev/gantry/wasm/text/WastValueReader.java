package dev.gantry.wasm.text;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.ValType;
import java.util.ArrayList;
import java.util.List;

/** Arguments and expected results of a script's commands. */
final class WastValueReader {
    private final Cursor in;

    WastValueReader(Cursor in) {
        this.in = in;
    }

    /** Reads values up to a closing parenthesis, which is left. */
    List<WastValue> arguments() {
        List<WastValue> values = new ArrayList<>();
        while (in.atOpen()) {
            int form = in.at;
            if (expected() instanceof WastExpected.Exact exact) {
                values.add(exact.value());
            } else {
                in.at = form;
                throw in.unexpected("a value");
            }
        }
        return values;
    }

    /** Reads expected results up to a closing parenthesis, which is left. */
    List<WastExpected> results() {
        List<WastExpected> results = new ArrayList<>();
        while (in.atOpen()) {
            if (!in.takeForm(Word.EITHER)) {
                results.add(expected());
                continue;
            }
            List<WastExpected> choices = new ArrayList<>();
            while (in.atOpen()) {
                choices.add(expected());
            }
            in.expectClose();
            results.add(new WastExpected.Either(choices));
        }
        return results;
    }

    private WastExpected expected() {
        in.expectOpen();
        WastExpected result;
        int word = in.kind() == Token.WORD ? in.tokens.value[in.at] : -1;
        if (Words.isOp(word)) {
            in.at++;
            result = ofOp(Words.op(word));
        } else if (in.takeWord(Word.REF_EXTERN) || in.takeWord(Word.REF_HOST)) {
            result = in.atClose()
                    ? new WastExpected.AnyExtern()
                    : exact(new WastValue.RefExtern((int) in.expectNat(32, "a number")));
        } else {
            throw in.unexpected("a value");
        }
        in.expectClose();
        return result;
    }

    private static WastExpected exact(WastValue value) {
        return new WastExpected.Exact(value);
    }

    private WastExpected ofOp(Op op) {
        return switch (op) {
            case I32_CONST -> exact(new WastValue.I32(in.expectI32()));
            case I64_CONST -> exact(new WastValue.I64(in.expectInteger(64)));
            case F32_CONST -> f32();
            case F64_CONST -> f64();
            case V128_CONST -> vector();
            case REF_NULL -> nullReference();
            case REF_FUNC -> {
                if (!in.atClose()) {
                    throw in.unexpected(")");
                }
                yield new WastExpected.AnyFunc();
            }
            default -> {
                in.at--;
                throw in.unexpected("a value");
            }
        };
    }

    private WastExpected nullReference() {
        if (in.atClose()) {
            return new WastExpected.AnyNull();
        } else if (in.takeWord(Word.FUNC)) {
            return exact(new WastValue.RefNull(ValType.FUNCREF));
        } else if (in.takeWord(Word.EXTERN)) {
            return exact(new WastValue.RefNull(ValType.EXTERNREF));
        }
        throw in.atIndex() ? in.unsupported(in.at, Feature.FUNCTION_REFERENCES) : in.unexpected("a heap type");
    }

    private boolean atNan() {
        return in.atWord(Word.NAN_CANONICAL) || in.atWord(Word.NAN_ARITHMETIC);
    }

    private WastExpected.Nan nan() {
        return in.takeWord(Word.NAN_CANONICAL) ? WastExpected.Nan.CANONICAL : arithmetic();
    }

    private WastExpected.Nan arithmetic() {
        in.expectWord(Word.NAN_ARITHMETIC);
        return WastExpected.Nan.ARITHMETIC;
    }

    private WastExpected f32() {
        return atNan() ? new WastExpected.NanF32(nan()) : exact(new WastValue.F32(in.expectF32()));
    }

    private WastExpected f64() {
        return atNan() ? new WastExpected.NanF64(nan()) : exact(new WastValue.F64(in.expectF64()));
    }

    private WastExpected vector() {
        boolean f32x4 = in.atWord(Word.F32X4);
        if ((f32x4 || in.atWord(Word.F64X2)) && hasNan()) {
            in.at++;
            List<WastExpected> lanes = new ArrayList<>();
            for (int i = 0; i < (f32x4 ? 4 : 2); i++) {
                lanes.add(f32x4 ? f32() : f64());
            }
            return new WastExpected.Lanes(lanes);
        }
        ByteWriter bytes = new ByteWriter(16);
        VectorReader.constant(in, bytes);
        return exact(new WastValue.V128(littleEndian(bytes.array(), 0), littleEndian(bytes.array(), 8)));
    }

    private boolean hasNan() {
        for (int token = in.at; token < in.tokens.count && in.tokens.kind[token] != Token.CLOSE; token++) {
            if (in.isWord(token, Word.NAN_CANONICAL) || in.isWord(token, Word.NAN_ARITHMETIC)) {
                return true;
            }
        }
        return false;
    }

    private static long littleEndian(byte[] bytes, int from) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xFF;
        }
        return value;
    }
}
