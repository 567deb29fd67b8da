package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.Format;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.fuzz.opcodes.Combination;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The combinations of opcodes and types that a generator may choose from. Immutable. */
public final class Menu {
    private final Combination[][] byOpcode = new Combination[Opcode.count()][];
    private final List<Opcode> straight = new ArrayList<>();
    private final List<Opcode> memory = new ArrayList<>();
    private final Combination[][] producing = new Combination[Type.ID_LIMIT][];
    private final boolean[][] has = new boolean[Opcode.count()][Type.ID_LIMIT];
    private final List<Type> types = new ArrayList<>();

    /** A menu of these combinations. */
    public Menu(List<Combination> combinations) {
        List<List<Combination>> opcodes = new ArrayList<>();
        List<List<Combination>> results = new ArrayList<>();
        for (int i = 0; i < Opcode.count(); i++) {
            opcodes.add(new ArrayList<>());
        }
        for (int i = 0; i < Type.ID_LIMIT; i++) {
            results.add(new ArrayList<>());
        }
        for (Combination c : combinations) {
            opcodes.get(c.opcode().ordinal()).add(c);
            has[c.opcode().ordinal()][c.ctrl().id()] = true;
            if (isStraight(c.opcode())
                    && c.opcode().resultCount() == 1
                    && !c.opcode().canTrap()) {
                results.get(c.result(0).id()).add(c);
            }
        }
        for (int i = 0; i < Opcode.count(); i++) {
            Opcode opcode = Opcode.of(i);
            byOpcode[i] = opcodes.get(i).toArray(new Combination[0]);
            if (byOpcode[i].length > 0 && isStraight(opcode)) {
                straight.add(opcode);
            }
            if (byOpcode[i].length > 0 && isMemory(opcode)) {
                memory.add(opcode);
            }
        }
        for (int i = 0; i < Type.ID_LIMIT; i++) {
            producing[i] = results.get(i).toArray(new Combination[0]);
            Type type = Type.ofId(i);
            if (type != null && has(Opcode.LOAD, type) && has(Opcode.STORE, type)) {
                types.add(type);
            }
        }
    }

    /** Whether it computes results from values and nothing else, or traps. */
    static boolean isStraight(Opcode opcode) {
        return switch (opcode.format()) {
            case UNARY, BINARY, BINARY_IMM8, TERNARY, TERNARY_IMM8, SHUFFLE, INT_COMPARE, FLOAT_COMPARE ->
                opcode != Opcode.STACK_SWITCH && opcode != Opcode.SET_PINNED_REG && opcode != Opcode.EXTRACT_VECTOR;
            case INT_ADD_TRAP, COND_TRAP -> true;
            default -> opcode == Opcode.BITCAST;
        };
    }

    static boolean isMemory(Opcode opcode) {
        return switch (opcode.format()) {
            case LOAD, STORE, STORE_NO_OFFSET, ATOMIC_RMW, ATOMIC_CAS -> true;
            default -> opcode.format() == Format.LOAD_NO_OFFSET && opcode != Opcode.BITCAST;
        };
    }

    /** The types that values may have: those that can be loaded and stored. */
    public List<Type> types() {
        return types;
    }

    /** Whether an opcode is there with a controlling type. */
    public boolean has(Opcode opcode, Type ctrl) {
        return has[opcode.ordinal()][ctrl.id()];
    }

    /** Whether an opcode is there with any type. */
    public boolean has(Opcode opcode) {
        return byOpcode[opcode.ordinal()].length > 0;
    }

    Combination straight(Random random) {
        return pick(straight.get(random.nextInt(straight.size())), random);
    }

    Combination memory(Random random) {
        return pick(memory.get(random.nextInt(memory.size())), random);
    }

    /** Some combination of an opcode that is there. */
    Combination pick(Opcode opcode, Random random) {
        Combination[] all = byOpcode[opcode.ordinal()];
        return all[random.nextInt(all.length)];
    }

    /** Those that compute a value of a type without trapping. */
    Combination[] producing(Type type) {
        return producing[type.id()];
    }

    /** Number of combinations. */
    public int size() {
        int size = 0;
        for (Combination[] all : byOpcode) {
            size += all.length;
        }
        return size;
    }
}
