package dev.gantry.runtime;

/** Something that an instance exports or that can be given to an import. It belongs to one store. */
public sealed interface Extern permits Func, Memory, Table, Global {
    /** {@return the store it belongs to} */
    Store store();

    /** {@return its type; for memories and tables the minimum is the current size} */
    ExternType externType();
}
