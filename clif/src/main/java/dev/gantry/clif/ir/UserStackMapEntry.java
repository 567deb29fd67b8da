package dev.gantry.clif.ir;

/**
 * A live value that a garbage collector has to see, spilled by the client.
 *
 * @param type its type
 * @param stackSlot where it is
 * @param offset bytes into the slot
 */
public record UserStackMapEntry(Type type, int stackSlot, int offset) {}
