package dev.gantry.link;

import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.library.RuntimeLibrary;

/**
 * The routines of the run-time library as code in this process: each compiled for this machine when it is first asked for, and kept as long as the
 * process. They are shared by all modules, as the C library is. Thread-safe.
 */
final class LibraryRoutines {
    /** Made at first use. */
    private static final class Holder {
        static final LibraryRoutines INSTANCE = new LibraryRoutines();
    }

    private final Compiler compiler = new Compiler(TargetIsa.host(Settings.DEFAULT));
    private final long[] addresses = new long[LibCall.values().length];

    private LibraryRoutines() {}

    /** The process's. */
    static LibraryRoutines instance() {
        return Holder.INSTANCE;
    }

    /** The address of {@code Probestack} or a routine that {@link RuntimeLibrary#has}. */
    synchronized long address(LibCall call) {
        int index = call.ordinal();
        if (addresses[index] == 0) {
            JitModule.Builder builder = JitModule.builder().owner("run-time library");
            int number = builder.add(
                    call == LibCall.PROBESTACK
                            ? ProbeRoutine.make()
                            : compiler.compile(RuntimeLibrary.function(call).orElseThrow()));
            addresses[index] = builder.link().address(number);
        }
        return addresses[index];
    }
}
