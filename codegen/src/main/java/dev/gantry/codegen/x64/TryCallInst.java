package dev.gantry.codegen.x64;

import dev.gantry.asm.HandlerKind;
import dev.gantry.asm.x64.Encoder;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/**
 * A call that ends its block: it continues at one block when it returns, or at one of others when an exception is thrown to it.
 *
 * <p>It defines what each of these blocks may find in registers, results and payloads alike: one virtual register for each physical one, which is a result
 * in one successor and a payload in another. Contexts are in spill slots, where an unwinder can read them.
 */
final class TryCallInst extends CallInst {
    private final ExceptionTable table;
    private final int[] targets;
    /** The spill slots of contexts, in the order of the table. */
    private final int[] contexts;

    /**
     * A call with handlers.
     *
     * @param table the items of its handler list
     * @param targets position of the block where it returns to, then of the block of each handler
     * @param contexts registers of the context values, in the order of the table
     */
    TryCallInst(
            int symbol,
            int callee,
            int[] uses,
            int[] usePregs,
            int[] defs,
            int[] defPregs,
            int poppedBytes,
            ExceptionTable table,
            int[] targets,
            int[] contexts) {
        super(symbol, callee, uses, usePregs, defs, defPregs, X64Regs.CLOBBERS_ALL, poppedBytes);
        this.table = table;
        this.targets = targets;
        this.contexts = contexts;
    }

    @Override
    public void operands(OperandVisitor visitor) {
        for (int i = 0; i < contexts.length; i++) {
            contexts[i] = visitor.useStack(contexts[i]);
        }
        super.operands(visitor);
    }

    @Override
    public Flow flow() {
        return Flow.BRANCH;
    }

    @Override
    void returned(X64Emitter emitter) {
        int target = 1;
        int context = 0;
        for (int i = 0; i < table.itemCount(); i++) {
            switch (table.itemKind(i)) {
                case TAG ->
                    emitter.buffer.handler(HandlerKind.TAG, table.itemOperand(i), emitter.label(targets[target++]));
                case DEFAULT -> emitter.buffer.handler(HandlerKind.DEFAULT, 0, emitter.label(targets[target++]));
                case CONTEXT ->
                    emitter.buffer.handler(
                            HandlerKind.CONTEXT, emitter.frame.spillOffset(Reg.slot(contexts[context++])), -1);
            }
        }
        super.returned(emitter);
        Encoder.jmp(emitter.buffer, emitter.label(targets[0]));
    }

    @Override
    public void print(StringBuilder out) {
        out.append("try_");
        super.print(out);
        out.append(" to block").append(targets[0]).append(" handlers");
        int target = 1;
        int context = 0;
        for (int i = 0; i < table.itemCount(); i++) {
            out.append(i == 0 ? " " : ", ");
            switch (table.itemKind(i)) {
                case TAG ->
                    out.append("tag")
                            .append(table.itemOperand(i))
                            .append(" block")
                            .append(targets[target++]);
                case DEFAULT -> out.append("default block").append(targets[target++]);
                case CONTEXT -> reg(out.append("context "), contexts[context++]);
            }
        }
    }
}
