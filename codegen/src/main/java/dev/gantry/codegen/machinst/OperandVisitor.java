package dev.gantry.codegen.machinst;

/**
 * Receives every register of a machine instruction together with its constraint, in a fixed order.
 *
 * <p>An instruction calls one method per register and stores the answer back: {@code dst = v.def(dst)}. The collector
 * answers the virtual register itself; the writer answers what the allocator chose. Physical registers that the allocator
 * does not manage, and {@link Reg#NONE}, are answered unchanged and are not counted as operands.
 */
public abstract class OperandVisitor {
    /** Number of operands visited so far in this instruction: the index that {@link #defReuse} may name. */
    public abstract int count();

    /** A register read at the start of the instruction. */
    public abstract int use(int reg);

    /** A value read at the start of the instruction from a register or from a spill slot. */
    public abstract int useAny(int reg);

    /** As {@link #useAny} for a read of 16 bytes: from a spill slot only where those of the float class have so many. */
    public abstract int useAnyWide(int reg);

    /** A value that is in a spill slot during the whole instruction. */
    public abstract int useStack(int reg);

    /** A register that must keep its value to the end of the instruction. */
    public abstract int useLate(int reg);

    /** A value that must be in the physical register {@code preg} at the start. */
    public abstract int useFixed(int reg, int preg);

    /** A register written at the end of the instruction; it may share a register with one that is only read early. */
    public abstract int def(int reg);

    /** A register written while the instruction still reads its inputs (also: a temporary). */
    public abstract int defEarly(int reg);

    /** A value that appears in the physical register {@code preg} at the end. */
    public abstract int defFixed(int reg, int preg);

    /** As {@link #defFixed}, and the register shares with none that is read. */
    public abstract int defFixedEarly(int reg, int preg);

    /** A register written at the end that must be the one that operand {@code input} of this instruction is read from. */
    public abstract int defReuse(int reg, int input);

    /** Physical registers that the instruction destroys, as an index of {@link VCode#clobberSet}. */
    public abstract void clobbers(int set);
}
