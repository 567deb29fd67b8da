package dev.gantry.clif.ir;

/**
 * A function that can be called.
 *
 * @param name its name
 * @param signature signature reference
 * @param colocated whether it is linked together with this function, within reach of a relative call
 * @param patchable whether calls to it can be switched off at run time
 */
public record ExtFunc(ExternalName name, int signature, boolean colocated, boolean patchable) {}
