package dev.gantry.asm.x64;

/**
 * The table by opcode: for each form (legacy, VEX, EVEX), opcode map and opcode byte a chain of the rows that start so. Two rows
 * that only differ in what may stand in ModRM.rm follow each other; {@link Decoder} takes the first that fits.
 */
final class DecodeIndex {
    /** First row of a chain plus 1, by key; 0 for none. */
    private final short[] first = new short[3 * 4 * 256];
    /** Next row of the chain plus 1, by the link that led to it: a row with a register in its opcode is in eight chains. */
    private final short[] next;

    private final short[] row;
    private int links = 1;

    DecodeIndex() {
        int count = Ops.count();
        next = new short[count * 2 + 512];
        row = new short[count * 2 + 512];
        for (int id = count - 1; id >= 0; id--) {
            long e = Ops.byId(id).encoding;
            int form = (e & Op.EVEX) != 0 ? 2 : (e & Op.VEX) != 0 ? 1 : 0;
            int key = key(form, (int) (e >>> Op.MAP_SHIFT) & 7, (int) e & 255);
            int copies = (e & Op.PLUS_REG) != 0 ? 8 : 1;
            for (int i = 0; i < copies; i++) {
                add(key + i, id);
            }
        }
    }

    private void add(int key, int id) {
        int link = links++;
        row[link] = (short) id;
        next[link] = first[key];
        first[key] = (short) link;
    }

    /** The chain of a form (0 legacy, 1 VEX, 2 EVEX), an opcode map and an opcode. */
    static int key(int form, int map, int opcode) {
        return form << 10 | map << 8 | opcode;
    }

    /** First link of a chain, 0 for none. */
    int first(int key) {
        return first[key];
    }

    /** The link behind, 0 for none. */
    int next(int link) {
        return next[link];
    }

    Op op(int link) {
        return Ops.byId(row[link]);
    }
}
