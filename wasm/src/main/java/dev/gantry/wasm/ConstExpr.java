package dev.gantry.wasm;

import java.util.List;

/**
 * A constant expression, decoded. In version 2.0 it is one operator; extended constant expressions are integer
 * arithmetic in postfix form, to be evaluated by {@link #evaluateInteger}. The final {@code end} is left out.
 *
 * @param insts operators in order
 * @param offset byte offset of the expression in the module
 */
public record ConstExpr(List<Inst> insts, int offset) {
    /** Stands where a segment has no offset expression. */
    public static final ConstExpr NONE = new ConstExpr(List.of(), 0);

    public ConstExpr {
        insts = List.copyOf(insts);
    }

    /**
     * One operator with its immediate.
     *
     * @param op {@code i32.const}, {@code i64.const}, {@code f32.const}, {@code f64.const}, {@code v128.const},
     *     {@code global.get}, {@code ref.null} or {@code ref.func}; with extended constant expressions also
     *     {@code add}, {@code sub} and {@code mul} of i32 and i64
     * @param lo the constant (sign-extended, or the bits of a float), the index, or the code of the reference type
     * @param hi upper half of a v128 constant, otherwise 0
     */
    public record Inst(Op op, long lo, long hi) {}

    /** An expression of one operator. */
    public static ConstExpr of(Op op, long lo, long hi, int offset) {
        return new ConstExpr(List.of(new Inst(op, lo, hi)), offset);
    }

    /** The values of integer globals. */
    @FunctionalInterface
    public interface Globals {
        /** Value of a global of type i32 (sign-extended) or i64; {@code index} counts imports. */
        long value(int index);
    }

    /**
     * The value of an expression that has been validated and is of type i32 (sign-extended) or i64.
     *
     * @param globals asked for the globals that the expression reads
     */
    public long evaluateInteger(Globals globals) {
        if (insts.size() == 1) return operand(insts.getFirst(), globals);
        long[] stack = new long[insts.size()];
        int height = 0;
        for (Inst inst : insts) {
            boolean binary = inst.op().signature().paramCount() == 2;
            if (!binary) {
                stack[height++] = operand(inst, globals);
                continue;
            }
            long right = stack[--height];
            long left = stack[height - 1];
            stack[height - 1] = switch (inst.op()) {
                case I32_ADD -> (int) (left + right);
                case I32_SUB -> (int) (left - right);
                case I32_MUL -> (int) (left * right);
                case I64_ADD -> left + right;
                case I64_SUB -> left - right;
                default -> left * right;
            };
        }
        return stack[0];
    }

    private static long operand(Inst inst, Globals globals) {
        return inst.op() == Op.GLOBAL_GET ? globals.value((int) inst.lo()) : inst.lo();
    }
}
