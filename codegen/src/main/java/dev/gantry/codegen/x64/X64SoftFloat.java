package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.Reg;

/** What rules call for floats that the machine does not compute with: routines of the run-time library. The terms are declared in {@code x64/soft_float.isle}. */
public abstract class X64SoftFloat extends X64TryCalls {
    /** A context for code under these settings. */
    protected X64SoftFloat(Settings settings) {
        super(settings);
    }

    /** Calls a routine with as many of the registers as it has parameters; gives its result, or both. */
    public final long libRegs(LibCall call, int a, int b, int c, int d, int e, int f) {
        int[] args = new int[call.signature().paramCount()];
        for (int i = 0; i < args.length; i++) {
            args[i] = switch (i) {
                case 0 -> a;
                case 1 -> b;
                case 2 -> c;
                case 3 -> d;
                case 4 -> e;
                default -> f;
            };
        }
        int[] results = libcall(call, args);
        return valueRegs(results[0], results.length > 1 ? results[1] : Reg.NONE);
    }
}
