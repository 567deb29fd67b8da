package dev.gantry.clif.ir;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A branch target: a block and what its parameters get. An argument is a value, or in an exception table also
 * {@code retN} (the n-th result of the call) or {@code exnN} (the n-th payload of the exception), encoded as negative
 * numbers.
 *
 * @param block target
 * @param args arguments; not to be changed
 */
public record BlockCall(int block, int[] args) {
    private static final int[] NO_ARGS = {};

    /** A target without arguments. */
    public static BlockCall to(int block) {
        return new BlockCall(block, NO_ARGS);
    }

    /** The argument that stands for the n-th result of a {@code try_call}. */
    public static int ret(int n) {
        return -2 - 2 * n;
    }

    /** The argument that stands for the n-th payload of an exception. */
    public static int exn(int n) {
        return -3 - 2 * n;
    }

    /** Whether an argument is an ordinary value. */
    public static boolean isValue(int arg) {
        return arg >= 0;
    }

    /** Whether an argument is {@code retN}. */
    public static boolean isRet(int arg) {
        return arg <= -2 && (arg & 1) == 0;
    }

    /** Whether an argument is {@code exnN}. */
    public static boolean isExn(int arg) {
        return arg <= -3 && (arg & 1) != 0;
    }

    /** The n of {@code retN} or {@code exnN}. */
    public static int payloadIndex(int arg) {
        return (-2 - arg) >> 1;
    }

    public int argCount() {
        return args.length;
    }

    public int arg(int i) {
        return args[i];
    }

    /** The same target with every value replaced; itself if nothing changes. */
    public BlockCall mapArgs(IntUnaryOperator map) {
        int[] mapped = InstData.mapAll(args, map);
        return mapped == args ? this : new BlockCall(block, mapped);
    }

    /** The same arguments to another block. */
    public BlockCall withBlock(int newBlock) {
        return new BlockCall(newBlock, args);
    }

    /** The same target with other arguments. */
    public BlockCall withArgs(int[] newArgs) {
        return new BlockCall(block, newArgs);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockCall call && block == call.block && Arrays.equals(args, call.args);
    }

    @Override
    public int hashCode() {
        return 31 * block + Arrays.hashCode(args);
    }

    /** The target as the text format writes it. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("block").append(block);
        if (args.length == 0) {
            return out.toString();
        }
        for (int i = 0; i < args.length; i++) {
            int arg = args[i];
            out.append(i == 0 ? "(" : ", ").append(isValue(arg) ? "v" : isRet(arg) ? "ret" : "exn");
            out.append(isValue(arg) ? arg : payloadIndex(arg));
        }
        return out.append(')').toString();
    }
}
