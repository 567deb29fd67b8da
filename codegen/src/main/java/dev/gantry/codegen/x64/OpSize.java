package dev.gantry.codegen.x64;

/** Width of an integer operation. Values of 8 and 16 bits are computed in 32; what their registers hold above is undefined. */
public enum OpSize {
    SIZE32,
    SIZE64
}
