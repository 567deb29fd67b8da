package dev.gantry.codegen.machinst;

/**
 * One machine instruction, or a short fixed sequence that the allocator sees as one. Mutable: its registers are virtual
 * until allocation writes the chosen ones back through {@link #operands}.
 */
public abstract class MachInst {
    /** What an instruction does to control flow. */
    public enum Flow {
        /** Continues with the next instruction. */
        NEXT,
        /** Ends a block and goes to one of its successors. */
        BRANCH,
        /** Ends a block and leaves the function, by return, tail call or trap. */
        EXIT
    }

    /** Names every register with its constraint, always in the same order, and stores back what the visitor answers. */
    public abstract void operands(OperandVisitor visitor);

    /** What the instruction does to control flow. */
    public Flow flow() {
        return Flow.NEXT;
    }

    /** The register that holds the instruction's result, for instructions made by a rule that asks for it. */
    public int result() {
        throw new IllegalStateException("instruction has no result: " + this);
    }

    /** Appends the instruction in readable form, without line end. */
    public abstract void print(StringBuilder out);

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        print(out);
        return out.toString();
    }
}
