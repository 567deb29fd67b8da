package dev.gantry.wasm;

import java.util.List;

/**
 * A constant expression, decoded. In version 2.0 it is one operator; the list leaves room for extended constant
 * expressions. The final {@code end} is left out.
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
     *     {@code global.get}, {@code ref.null} or {@code ref.func}
     * @param lo the constant (sign-extended, or the bits of a float), the index, or the code of the reference type
     * @param hi upper half of a v128 constant, otherwise 0
     */
    public record Inst(Op op, long lo, long hi) {}

    /** An expression of one operator. */
    public static ConstExpr of(Op op, long lo, long hi, int offset) {
        return new ConstExpr(List.of(new Inst(op, lo, hi)), offset);
    }
}
