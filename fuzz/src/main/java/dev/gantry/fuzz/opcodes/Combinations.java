package dev.gantry.fuzz.opcodes;

import dev.gantry.clif.ir.Format;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.OperandType;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;

/** Enumerates the combinations of opcodes and types that the opcode table allows; the verifier has the last word on each. */
public final class Combinations {
    private static final Type POINTER = Type.I64;

    private Combinations() {}

    /** All types that a value of at most so many bits can have, scalars first; dynamic vectors, counted at scale one, on demand. */
    public static List<Type> types(int maxBits, boolean dynamic) {
        List<Type> types = new ArrayList<>();
        for (int id = 1; id < Type.ID_LIMIT; id++) {
            Type type = Type.ofId(id);
            if (type != null && type.bits() <= maxBits && (dynamic || !type.isDynamicVector())) {
                types.add(type);
            }
        }
        return types;
    }

    /** All combinations over a set of types, in the order of the opcode table. Addresses are of 64 bits. */
    public static List<Combination> over(List<Type> types) {
        List<Combination> all = new ArrayList<>();
        for (int i = 0; i < Opcode.count(); i++) {
            of(Opcode.of(i), types, all);
        }
        return all;
    }

    /** Appends the combinations of one opcode. */
    public static void of(Opcode opcode, List<Type> types, List<Combination> all) {
        if (!opcode.isPolymorphic()) {
            operands(opcode, Type.INVALID, types, new ArrayList<>(), all);
            return;
        }
        for (Type ctrl : types) {
            if (opcode.ctrlTypes().contains(ctrl)) {
                operands(opcode, ctrl, types, new ArrayList<>(), all);
            }
        }
    }

    /** Operands are at most four, so is the depth. */
    private static void operands(Opcode opcode, Type ctrl, List<Type> types, List<Type> chosen, List<Combination> all) {
        int at = chosen.size();
        if (at == opcode.fixedArgCount()) {
            add(opcode, ctrl, chosen, all);
            return;
        }
        OperandType operand = opcode.argType(at);
        if (operand.isDetermined()) {
            Type type = operand.resolve(ctrl);
            if (!type.isInvalid()) {
                chosen.add(type);
                operands(opcode, ctrl, types, chosen, all);
                chosen.removeLast();
            }
            return;
        }
        for (Type type : types) {
            boolean pointer = operand != OperandType.FREE_ADDRESS || type == POINTER;
            if (pointer && operand.accepts(type, ctrl) && (opcode != Opcode.BITCAST || castable(type, ctrl))) {
                chosen.add(type);
                operands(opcode, ctrl, types, chosen, all);
                chosen.removeLast();
            }
        }
    }

    private static boolean castable(Type from, Type to) {
        return from.bits() == to.bits() && from.isDynamicVector() == to.isDynamicVector();
    }

    private static void add(Opcode opcode, Type ctrl, List<Type> operands, List<Combination> all) {
        for (int i = 0; i < opcode.resultCount(); i++) {
            if (opcode.resultType(i).resolve(ctrl).isInvalid()) {
                return;
            }
        }
        boolean load = opcode.format() == Format.LOAD && opcode.argType(0) == OperandType.SAME;
        if (load && ctrl != POINTER) {
            return;
        }
        for (int variant = 0, n = Combination.variants(opcode.format()); variant < n; variant++) {
            all.add(new Combination(opcode, ctrl, operands, variant));
        }
    }
}
