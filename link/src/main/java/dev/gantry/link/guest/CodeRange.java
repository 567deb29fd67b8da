package dev.gantry.link.guest;

/** A range of machine code that is registered with the {@link CodeRegistry}. */
public interface CodeRange {
    /** {@return address of the first byte} */
    long start();

    /** {@return address after the last byte} */
    long end();

    /** {@return number of trap records} */
    int trapCount();

    /**
     * {@return address of the trap table: {@link #trapCount()} offsets from {@link #start()} of instructions that may trap (32 bits each, ascending),
     * then as many trap codes (a byte each)}
     */
    long trapTable();
}
