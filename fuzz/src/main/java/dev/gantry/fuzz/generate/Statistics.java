package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;

/** What was generated. For one thread; {@link #add} sums up several. */
public final class Statistics {
    private final long[][] uses = new long[Opcode.count()][Type.ID_LIMIT];
    long programs;
    long functions;
    long blocks;
    long loops;
    long calls;
    long deepest;
    long mostVisible;

    /** An empty count. */
    public Statistics() {}

    void count(Opcode opcode, Type ctrl) {
        uses[opcode.ordinal()][ctrl.id()]++;
    }

    void depth(int depth) {
        deepest = Math.max(deepest, depth);
    }

    void visible(int values) {
        mostVisible = Math.max(mostVisible, values);
    }

    /** Adds what another counted. */
    public void add(Statistics other) {
        for (int i = 0; i < uses.length; i++) {
            for (int t = 0; t < Type.ID_LIMIT; t++) {
                uses[i][t] += other.uses[i][t];
            }
        }
        programs += other.programs;
        functions += other.functions;
        blocks += other.blocks;
        loops += other.loops;
        calls += other.calls;
        deepest = Math.max(deepest, other.deepest);
        mostVisible = Math.max(mostVisible, other.mostVisible);
    }

    /** How many instructions of an opcode with a controlling type were made. */
    public long uses(Opcode opcode, Type ctrl) {
        return uses[opcode.ordinal()][ctrl.id()];
    }

    /** The numbers, one line for each opcode. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < uses.length; i++) {
            StringBuilder line = new StringBuilder();
            long sum = 0;
            for (int t = 0; t < Type.ID_LIMIT; t++) {
                if (uses[i][t] > 0) {
                    sum += uses[i][t];
                    line.append(' ')
                            .append(t == 0 ? "-" : Type.ofId(t))
                            .append(' ')
                            .append(uses[i][t]);
                }
            }
            total += sum;
            lines.add(Opcode.of(i) + " " + sum + (sum == 0 ? "" : ":" + line));
        }
        lines.add(programs + " programs, " + functions + " functions, " + blocks + " blocks, " + total
                + " instructions, " + loops + " loops, " + calls + " calls; nesting up to " + deepest + ", up to "
                + mostVisible + " values visible at once");
        return lines;
    }
}
