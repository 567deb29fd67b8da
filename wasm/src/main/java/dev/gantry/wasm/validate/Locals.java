package dev.gantry.wasm.validate;

import dev.gantry.wasm.Features;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ImplementationLimits;
import dev.gantry.wasm.binary.ByteReader;
import dev.gantry.wasm.binary.TypeReader;
import java.util.Arrays;

/**
 * The locals of a function, parameters first. A declaration of five bytes may stand for tens of thousands of locals, so
 * only the first {@link #FLAT} are laid out one by one; the rest are runs, found by bisection.
 */
final class Locals {
    /** Locals laid out one by one. Functions of real programs rarely have more. */
    private static final int FLAT = 256;

    private final int[] flat = new int[FLAT];
    /** Run {@code i} covers the locals below {@code runEnds[i]} and not below the end of the run before it. */
    private int[] runEnds = new int[16];

    private int[] runTypes = new int[16];
    private int runs;
    private int count;

    /** Reads the declarations that open a body. */
    void read(ByteReader in, Features features, FuncType type) {
        count = 0;
        runs = 0;
        int params = type.paramCount();
        for (int i = 0; i < params; i++) add(1, type.param(i).code());
        int declarations = in.count("locals", Integer.MAX_VALUE, 2);
        for (int i = 0; i < declarations; i++) {
            int offset = in.pos();
            long total = (in.u32() & 0xffff_ffffL) + count;
            if (total > ImplementationLimits.MAX_LOCALS) throw in.malformed("too many locals", offset);
            add((int) total - count, TypeReader.valType(in, features).code());
        }
    }

    private void add(int more, int type) {
        if (more == 0) return;
        int from = count;
        count += more;
        int flatEnd = Math.min(count, FLAT);
        for (int i = from; i < flatEnd; i++) flat[i] = type;
        if (runs > 0 && runTypes[runs - 1] == type) {
            runEnds[runs - 1] = count;
            return;
        }
        if (runs == runEnds.length) {
            runEnds = Arrays.copyOf(runEnds, runs * 2);
            runTypes = Arrays.copyOf(runTypes, runs * 2);
        }
        runEnds[runs] = count;
        runTypes[runs++] = type;
    }

    int count() {
        return count;
    }

    /** Type code of a local, which must exist. */
    int type(int index) {
        return index < FLAT ? flat[index] : typeOfRun(index);
    }

    private int typeOfRun(int index) {
        int low = 0;
        int high = runs - 1;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (index < runEnds[mid]) high = mid;
            else low = mid + 1;
        }
        return runTypes[low];
    }
}
