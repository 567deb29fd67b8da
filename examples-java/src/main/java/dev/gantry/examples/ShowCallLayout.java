package dev.gantry.examples;

import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;
import dev.gantry.codegen.x64.X64Flags;
import dev.gantry.regalloc.PReg;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows where calling conventions put parameters and results: what is needed to call compiled code from elsewhere, or to let it call out.
 *
 * <p>Registers are given as the register allocator numbers them ({@code i7} is rdi, {@code f0} xmm0), memory as an offset from the stack pointer at the
 * call.
 */
public final class ShowCallLayout {
    private ShowCallLayout() {}

    /** Runs the example. */
    public static void main(String[] args) {
        TargetIsa target = TargetIsa.x64(Settings.DEFAULT, X64Flags.BASELINE.with("skylake"));
        System.out.println("for " + target);
        List<Type> params = new ArrayList<>(List.of(Type.F64, Type.F32));
        for (int i = 0; i < 8; i++) {
            params.add(Type.I64);
        }
        List<Type> results = List.of(Type.I64, Type.F64, Type.I32);
        for (CallConv convention : List.of(CallConv.SYSTEM_V, CallConv.TAIL)) {
            CallLayout layout = target.callLayout(Signature.of(convention, params, results));
            System.out.println(convention + ", the " + (layout.calleePops() ? "callee" : "caller") + " pops "
                    + layout.stackArgBytes() + " bytes");
            show("parameter", layout.params());
            show("result", layout.results());
        }
    }

    private static void show(String kind, Places places) {
        for (int i = 0; i < places.count(); i++) {
            for (int part = places.start(i); part < places.end(i); part++) {
                int preg = places.reg(part);
                System.out.println("  " + kind + " " + i + ", " + places.type(part) + ": "
                        + (preg == Places.NONE ? "memory at " + places.offset(part) : PReg.toString(preg)));
            }
        }
    }
}
