package dev.gantry.asm;

/** What the {@link CodeBuffer} must know of an instruction set: how to pad, how to trap. Stateless. */
public interface CodeTarget {
    /** Alignment in bytes of every instruction: 1 on x86-64, 4 on arm64. */
    int instructionAlign();

    /** Appends the shortest instruction that always traps as an illegal instruction; the trap record is the buffer's work. */
    void writeTrap(CodeBuffer buffer);

    /** Appends {@code length} bytes of instructions that do nothing; {@code length} is a multiple of the alignment. */
    void writeNops(CodeBuffer buffer, int length);

    /** Size in bytes of what {@link #writeTrap} writes. */
    int trapSize();
}
