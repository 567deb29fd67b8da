package dev.gantry.codegen.library;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.LibCall;

/** The routines of the run-time library that Gantry brings along, as functions in CLIF, each made anew at every call. Thread-safe. */
public final class RuntimeLibrary {
    private RuntimeLibrary() {}

    /** Whether there is a routine for a call; the others are the C library's or the linker's. */
    public static boolean has(LibCall call) {
        return switch (call) {
            case UDIV_I128, SDIV_I128, UREM_I128, SREM_I128 -> true;
            default -> false;
        };
    }

    /**
     * The routine of a call, under its name, with {@link LibCall#signature()}. It refers to no symbol.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Function function(LibCall call) {
        return switch (call) {
            case UDIV_I128, SDIV_I128, UREM_I128, SREM_I128 -> WideDivision.make(call);
            default -> throw new IllegalArgumentException("no routine for " + call);
        };
    }
}
