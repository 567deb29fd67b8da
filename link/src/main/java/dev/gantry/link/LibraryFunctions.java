package dev.gantry.link;

import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.library.RuntimeLibrary;
import dev.gantry.host.NativeCall;
import dev.gantry.link.guest.GuestSupport;

/**
 * Where the functions of the run-time library are: routines of our own, or the C library's. They run on the guest's stack. {@code Throw} is the exit
 * stub with which a guest leaves to Java.
 */
public final class LibraryFunctions {
    private LibraryFunctions() {}

    /**
     * {@return the address of a function}
     *
     * @throws LinkageException if there is none here
     */
    public static long address(LibCall call) {
        if (call == LibCall.THROW) {
            return GuestSupport.instance().stubs().throwing();
        }
        return RuntimeLibrary.has(call) || call == LibCall.PROBESTACK
                ? LibraryRoutines.instance().address(call)
                : NativeCall.libc(name(call)).address();
    }

    private static String name(LibCall call) {
        return switch (call) {
            case CEIL_F32 -> "ceilf";
            case CEIL_F64 -> "ceil";
            case FLOOR_F32 -> "floorf";
            case FLOOR_F64 -> "floor";
            case TRUNC_F32 -> "truncf";
            case TRUNC_F64 -> "trunc";
            case NEAREST_F32 -> "nearbyintf";
            case NEAREST_F64 -> "nearbyint";
            case FMA_F32 -> "fmaf";
            case FMA_F64 -> "fma";
            case MEMCPY -> "memcpy";
            case MEMSET -> "memset";
            case MEMMOVE -> "memmove";
            case MEMCMP -> "memcmp";
            default -> throw new LinkageException("the library function " + call + " is not available");
        };
    }
}
