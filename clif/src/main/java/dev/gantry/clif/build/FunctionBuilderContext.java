package dev.gantry.clif.build;

/**
 * The memory that a {@link FunctionBuilder} works in, reused from function to function. For one thread and one builder at
 * a time.
 */
public final class FunctionBuilderContext {
    final SsaBuilder ssa = new SsaBuilder();
    /** Bit 0: an instruction was made in the block; bit 1: its terminator was. */
    byte[] blockState = new byte[16];

    public FunctionBuilderContext() {}
}
