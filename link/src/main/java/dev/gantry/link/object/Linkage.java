package dev.gantry.link.object;

/** Who may refer to a symbol that an object defines. */
public enum Linkage {
    /** The object only. */
    LOCAL,
    /** What is linked into the same program or shared library. */
    HIDDEN,
    /** Everybody; a definition of the same name elsewhere is an error of the linker. */
    EXPORT,
    /** Everybody; a definition of the same name that is not weak takes its place. */
    WEAK
}
