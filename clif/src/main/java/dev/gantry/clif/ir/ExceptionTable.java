package dev.gantry.clif.ir;

import java.util.Arrays;

/**
 * Where a {@code try_call} continues: a normal return, and handlers in the order in which they are tried. Destination 0
 * is the normal return; each tagged or default handler is a further destination. A context item sets the value that the
 * tags after it belong to.
 */
public final class ExceptionTable {
    /** What an item of the handler list is. */
    public enum ItemKind {
        /** Catches exceptions of one tag. */
        TAG,
        /** Catches everything. */
        DEFAULT,
        /** Not a handler: the value under which the tags that follow are to be understood. */
        CONTEXT
    }

    private static final ExceptionTable EMPTY = new ExceptionTable(-1, new BlockCall[0], new ItemKind[0], new int[0]);

    private final int signature;
    private final BlockCall[] dests;
    private final ItemKind[] itemKinds;
    private final int[] itemOperands;

    /**
     * Makes a table. The arrays must not be changed afterwards.
     *
     * @param signature signature reference of the callee
     * @param dests destination 0 is the normal return, then one for each item that is a handler
     * @param itemKinds kind of each item
     * @param itemOperands for each item its tag, its context value, or 0
     */
    public ExceptionTable(int signature, BlockCall[] dests, ItemKind[] itemKinds, int[] itemOperands) {
        this.signature = signature;
        this.dests = dests;
        this.itemKinds = itemKinds;
        this.itemOperands = itemOperands;
    }

    /** Signature reference of the callee. */
    public int signature() {
        return signature;
    }

    public BlockCall normalReturn() {
        return dests[0];
    }

    /** Number of destinations: the normal return and the handlers. */
    public int destCount() {
        return dests.length;
    }

    /** Destination 0 is the normal return, the handlers follow. */
    public BlockCall dest(int i) {
        return dests[i];
    }

    /** Number of items in the handler list, context items included. */
    public int itemCount() {
        return itemKinds.length;
    }

    public ItemKind itemKind(int i) {
        return itemKinds[i];
    }

    /** Tag of a {@link ItemKind#TAG} item, value of a {@link ItemKind#CONTEXT} item, else 0. */
    public int itemOperand(int i) {
        return itemOperands[i];
    }

    BlockCall[] dests() {
        return dests;
    }

    /** Number of context items. */
    public int contextCount() {
        int count = 0;
        for (ItemKind kind : itemKinds) {
            count += kind == ItemKind.CONTEXT ? 1 : 0;
        }
        return count;
    }

    /** The values of the context items of an instruction's exception table; none for an instruction without one. */
    public static int[] contextsOf(InstData data) {
        ExceptionTable table =
                switch (data) {
                    case InstData.TryCall call -> call.table();
                    case InstData.TryCallIndirect call -> call.table();
                    default -> EMPTY;
                };
        int[] values = new int[table.contextCount()];
        int count = 0;
        for (int i = 0; i < table.itemCount(); i++) {
            if (table.itemKinds[i] == ItemKind.CONTEXT) {
                values[count++] = table.itemOperands[i];
            }
        }
        return values;
    }

    /** The table with other destinations and context values mapped. */
    ExceptionTable withDests(BlockCall[] newDests, int[] newOperands) {
        return new ExceptionTable(signature, newDests, itemKinds, newOperands);
    }

    /** The table for a callee of another signature reference. */
    public ExceptionTable withSignature(int newSignature) {
        return new ExceptionTable(newSignature, dests, itemKinds, itemOperands);
    }

    /** This table with the handlers of another, which lies around it, after its own. */
    public ExceptionTable followedBy(ExceptionTable outer) {
        int own = dests.length;
        BlockCall[] allDests = Arrays.copyOf(dests, own + outer.dests.length - 1);
        System.arraycopy(outer.dests, 1, allDests, own, outer.dests.length - 1);
        int items = itemKinds.length;
        ItemKind[] allKinds = Arrays.copyOf(itemKinds, items + outer.itemKinds.length);
        System.arraycopy(outer.itemKinds, 0, allKinds, items, outer.itemKinds.length);
        int[] allOperands = Arrays.copyOf(itemOperands, items + outer.itemOperands.length);
        System.arraycopy(outer.itemOperands, 0, allOperands, items, outer.itemOperands.length);
        return new ExceptionTable(signature, allDests, allKinds, allOperands);
    }

    int[] itemOperands() {
        return itemOperands;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExceptionTable table
                && signature == table.signature
                && Arrays.equals(dests, table.dests)
                && Arrays.equals(itemKinds, table.itemKinds)
                && Arrays.equals(itemOperands, table.itemOperands);
    }

    @Override
    public int hashCode() {
        return 31 * signature + Arrays.hashCode(dests);
    }

    /** As the text format writes it: {@code sig0, block1(ret0), [ tag1: block2(exn0), default: block3 ]}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("sig")
                .append(signature)
                .append(", ")
                .append(dests[0])
                .append(", [");
        int dest = 1;
        for (int i = 0; i < itemKinds.length; i++) {
            out.append(i == 0 ? " " : ", ");
            switch (itemKinds[i]) {
                case TAG ->
                    out.append("tag").append(itemOperands[i]).append(": ").append(dests[dest++]);
                case DEFAULT -> out.append("default: ").append(dests[dest++]);
                case CONTEXT -> out.append("context v").append(itemOperands[i]);
            }
        }
        return out.append(itemKinds.length == 0 ? "]" : " ]").toString();
    }
}
