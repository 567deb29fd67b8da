package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.Reg;
import org.jspecify.annotations.Nullable;

/** What rules call for floats that the machine does not compute with: routines of the run-time library. The terms are declared in {@code x64/soft_float.isle}. */
public abstract class X64SoftFloat extends X64TryCalls {
    /** A context for code under these settings. */
    protected X64SoftFloat(Settings settings) {
        super(settings);
    }

    /** Half floats that fit the low half of a register: one, two or four. */
    public final @Nullable Type tyHalf4(Type type) {
        return type.lane() == Type.F16 && type.bits() <= 64 ? type : null;
    }

    /** Eight half floats. */
    public final @Nullable Type tyHalf8(Type type) {
        return type.lane() == Type.F16 && type.bits() == 128 ? type : null;
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

    /** Multiplies and adds half floats lane by lane, each rounded once. */
    public final int fmaHalves(Type type, int x, int y, int z) {
        int result = Reg.NONE;
        for (int i = 0; i < type.laneCount(); i++) {
            int lane = libcall(
                    LibCall.FMA_F16, new int[] {xmm_pextrw_rri8(x, i), xmm_pextrw_rri8(y, i), xmm_pextrw_rri8(z, i)})[
                    0];
            result = i == 0 ? xmm_movd_xm(lane) : xmm_pinsrw_rmi8(result, lane, i);
        }
        return result;
    }
}
