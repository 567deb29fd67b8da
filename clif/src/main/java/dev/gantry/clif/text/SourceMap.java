package dev.gantry.clif.text;

import dev.gantry.clif.ir.Entity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** On which line each entity of a function was declared. */
public final class SourceMap {
    private int[] instLines = new int[16];
    private final Map<Entity, Integer> lines = new HashMap<>();

    SourceMap() {}

    void putInst(int inst, int line) {
        if (inst >= instLines.length) {
            instLines = Arrays.copyOf(instLines, Math.max(inst + 1, instLines.length * 2));
        }
        instLines[inst] = line;
    }

    void put(Entity entity, int line) {
        lines.putIfAbsent(entity, line);
    }

    /** The line of an entity, from 1, or -1 if it has no line of its own. */
    public int line(Entity entity) {
        if (entity.kind() == Entity.Kind.INST) {
            int inst = entity.number();
            return inst < instLines.length && instLines[inst] > 0 ? instLines[inst] : -1;
        }
        return lines.getOrDefault(entity, -1);
    }
}
