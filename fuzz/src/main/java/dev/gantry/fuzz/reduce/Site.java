package dev.gantry.fuzz.reduce;

/**
 * A place that a change may be tried at.
 *
 * @param function number of the function
 * @param entity number of the instruction, block or parameter
 * @param part which operand, target or parameter of it
 */
record Site(int function, int entity, int part) {}
