package dev.gantry.runtime;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.ValType;

/** Evaluates constant expressions: a stack machine of a few operators. */
final class ConstExprs {
    /**
     * A value.
     *
     * @param low the value in raw form; the low half of a v128
     * @param high the high half of a v128
     */
    record Value(long low, long high) {}

    private ConstExprs() {}

    /** Evaluates an expression of an instance whose imports and earlier globals are there. */
    static Value evaluate(Instance instance, ConstExpr expr) {
        Value[] stack = new Value[expr.insts().size()];
        int top = 0;
        for (ConstExpr.Inst inst : expr.insts()) {
            switch (inst.op()) {
                case I32_CONST, I64_CONST, F32_CONST, F64_CONST, V128_CONST ->
                    stack[top++] = new Value(inst.lo(), inst.hi());
                case GLOBAL_GET -> stack[top++] = global(instance.global((int) inst.lo()));
                case REF_NULL -> stack[top++] = new Value(0, 0);
                case REF_FUNC -> stack[top++] = new Value(instance.funcRef((int) inst.lo()), 0);
                case I32_ADD, I64_ADD -> {
                    top--;
                    stack[top - 1] = new Value(stack[top - 1].low() + stack[top].low(), 0);
                }
                case I32_SUB, I64_SUB -> {
                    top--;
                    stack[top - 1] = new Value(stack[top - 1].low() - stack[top].low(), 0);
                }
                case I32_MUL, I64_MUL -> {
                    top--;
                    stack[top - 1] = new Value(stack[top - 1].low() * stack[top].low(), 0);
                }
                default -> throw new IllegalStateException("not a constant operator: " + inst.op());
            }
        }
        return stack[0];
    }

    private static Value global(Global global) {
        Val value = global.get();
        if (value instanceof Val.V128 vector) {
            return new Value(vector.low(), vector.high());
        }
        return new Value(global.store().toRaw(value), 0);
    }

    /** The value of an i32 expression as an unsigned number: an offset. */
    static long offset(Instance instance, ConstExpr expr) {
        return evaluate(instance, expr).low() & 0xffff_ffffL;
    }

    /** The null reference or zero of a type. */
    static Val zero(ValType type) {
        return switch (type.code()) {
            case ValType.I32_CODE -> new Val.I32(0);
            case ValType.I64_CODE -> new Val.I64(0);
            case ValType.F32_CODE -> new Val.F32(0);
            case ValType.F64_CODE -> new Val.F64(0);
            case ValType.V128_CODE -> new Val.V128(0, 0);
            case ValType.FUNCREF_CODE -> new Val.FuncRef(null);
            default -> new Val.ExternRef(null);
        };
    }
}
