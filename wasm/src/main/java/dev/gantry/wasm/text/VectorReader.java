package dev.gantry.wasm.text;

/** Vector constants: a shape and its lanes. */
final class VectorReader {
    private VectorReader() {}

    /** Reads {@code i32x4 1 2 3 4} and its kin, and writes the sixteen bytes. */
    static void constant(Cursor in, ByteWriter out) {
        int bytes = laneBytes(in);
        boolean floating = in.atWord(Word.F32X4) || in.atWord(Word.F64X2);
        in.at++;
        int lanes = 16 / bytes;
        int numbers = in.numbersAhead(lanes + 1);
        if (numbers > lanes || numbers < lanes && (in.tokens.kind[in.at + numbers] == Token.CLOSE || numbers > 0)) {
            throw in.malformed(in.at, "wrong number of lane literals");
        }
        for (int lane = 0; lane < lanes; lane++) {
            if (floating) {
                floatLane(in, bytes, out);
            } else {
                integerLane(in, bytes, out);
            }
        }
    }

    /** Bytes of a lane of the shape that follows. */
    static int laneBytes(Cursor in) {
        if (in.atWord(Word.I8X16)) {
            return 1;
        } else if (in.atWord(Word.I16X8)) {
            return 2;
        } else if (in.atWord(Word.I32X4) || in.atWord(Word.F32X4)) {
            return 4;
        } else if (in.atWord(Word.I64X2) || in.atWord(Word.F64X2)) {
            return 8;
        }
        throw in.unexpected("the shape of a vector");
    }

    private static void floatLane(Cursor in, int bytes, ByteWriter out) {
        if (bytes == 4) {
            out.le32(in.expectF32());
        } else {
            out.le64(in.expectF64());
        }
    }

    private static void integerLane(Cursor in, int bytes, ByteWriter out) {
        long value = in.expectInteger(bytes * 8);
        for (int i = 0; i < bytes; i++) {
            out.u8((int) (value >> i * 8));
        }
    }
}
