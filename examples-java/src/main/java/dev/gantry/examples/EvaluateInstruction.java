package dev.gantry.examples;

import dev.gantry.clif.eval.Evaluator;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.codegen.library.RuntimeLibrary;

/** Computes single instructions as a constant folder does, and looks at the library routine that compiled code calls for one of them. */
public final class EvaluateInstruction {
    private EvaluateInstruction() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Evaluator evaluator = new Evaluator();
        evaluator.operand(0, 0x01_02_03_fe, 0);
        evaluator.operand(1, 0x01_01_01_03, 0);
        Type bytes = Type.vector(Type.I8, 4);
        evaluator.evaluate(new InstData.Binary(Opcode.UADD_SAT, 0, 1), bytes, bytes, bytes);
        System.out.println("uadd_sat.i8x4 gives 0x" + Long.toHexString(evaluator.lo()));

        evaluator.operand(0, -7, -1);
        evaluator.operand(1, 2, 0);
        evaluator.evaluate(new InstData.Binary(Opcode.SDIV, 0, 1), Type.I128, Type.I128, Type.I128);
        System.out.println("sdiv.i128 gives " + evaluator.lo() + " and, above, " + evaluator.hi());

        Function division = RuntimeLibrary.function(LibCall.SDIV_I128).orElseThrow();
        String text = ClifPrinter.print(division);
        System.out.println(
                "compiled code calls: " + text.substring(0, text.indexOf('{')).strip());
    }
}
