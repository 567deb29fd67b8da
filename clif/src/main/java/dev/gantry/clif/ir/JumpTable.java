package dev.gantry.clif.ir;

import java.util.Arrays;
import java.util.List;

/**
 * The targets of a {@code br_table}: destination 0 is taken when the index is out of range, destination i + 1 for index
 * i.
 */
public final class JumpTable {
    private final BlockCall[] dests;

    /** A table of a default target and one target for each index; the array is copied. */
    public JumpTable(BlockCall defaultTarget, BlockCall[] entries) {
        dests = new BlockCall[entries.length + 1];
        dests[0] = defaultTarget;
        System.arraycopy(entries, 0, dests, 1, entries.length);
    }

    private JumpTable(BlockCall[] dests) {
        this.dests = dests;
    }

    /** A table of a default target and one target for each index. */
    public static JumpTable of(BlockCall defaultTarget, List<BlockCall> entries) {
        return new JumpTable(defaultTarget, entries.toArray(new BlockCall[0]));
    }

    /** The table whose destination 0 is the default. The array must not be changed afterwards. */
    static JumpTable ofDests(BlockCall[] dests) {
        return new JumpTable(dests);
    }

    public BlockCall defaultTarget() {
        return dests[0];
    }

    /** Number of indices that have a target of their own. */
    public int entryCount() {
        return dests.length - 1;
    }

    /** Target for an index below {@link #entryCount()}. */
    public BlockCall entry(int index) {
        return dests[index + 1];
    }

    /** Number of destinations, the default included. */
    public int destCount() {
        return dests.length;
    }

    /** Destination 0 is the default, the others follow in order of index. */
    public BlockCall dest(int i) {
        return dests[i];
    }

    BlockCall[] dests() {
        return dests;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JumpTable table && Arrays.equals(dests, table.dests);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dests);
    }

    /** As the text format writes it: {@code block9, [block1, block2(v3)]}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder().append(dests[0]).append(", [");
        for (int i = 1; i < dests.length; i++) {
            out.append(i == 1 ? "" : ", ").append(dests[i]);
        }
        return out.append(']').toString();
    }
}
