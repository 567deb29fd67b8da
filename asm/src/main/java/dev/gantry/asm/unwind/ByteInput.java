package dev.gantry.asm.unwind;

/** Reads a table's bytes front to back, little-endian. */
final class ByteInput {
    private final byte[] bytes;
    private int at;

    ByteInput(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean atEnd() {
        return at >= bytes.length;
    }

    int u1() {
        return bytes[at++] & 0xff;
    }

    int u2() {
        return u1() | u1() << 8;
    }

    int u4() {
        return u2() | u2() << 16;
    }

    long uleb() {
        long value = 0;
        int shift = 0;
        while (true) {
            int b = u1();
            value |= (long) (b & 0x7f) << shift;
            shift += 7;
            if (b < 0x80) {
                return value;
            }
        }
    }

    long sleb() {
        long value = 0;
        int shift = 0;
        while (true) {
            int b = u1();
            value |= (long) (b & 0x7f) << shift;
            shift += 7;
            if (b < 0x80) {
                return value << 64 - shift >> 64 - shift;
            }
        }
    }
}
