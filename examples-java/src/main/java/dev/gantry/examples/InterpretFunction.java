package dev.gantry.examples;

import dev.gantry.clif.interp.Interpreter;
import dev.gantry.clif.interp.Outcome;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.DataValue;
import java.util.Arrays;
import java.util.List;

/**
 * Runs CLIF without compiling it: on any machine, by the definition of each opcode, as the measure for the compiler.
 *
 * <p>The function is recursive, and divides; a division by zero comes back as an outcome, not as an exception. Frames lie on the Java heap: calls may be nested
 * 20,000 deep.
 */
public final class InterpretFunction {
    private static final String FUNCTIONS = """
            function %factorial(i64) -> i64 {
                fn0 = %factorial(i64) -> i64
            block0(v0: i64):
                v1 = iconst.i64 1
                brif v0, block1, block2(v1)
            block1:
                v2 = isub v0, v1
                v3 = call fn0(v2)
                v4 = imul v0, v3
                jump block2(v4)
            block2(v5: i64):
                return v5
            }

            function %quotient(i64, i64) -> i64 {
            block0(v0: i64, v1: i64):
                v2 = sdiv v0, v1
                return v2
            }
            """;

    private InterpretFunction() {}

    /** Runs the example. */
    public static void main(String[] args) {
        List<Function> functions = ClifReader.readFunctions(FUNCTIONS);
        Interpreter interpreter = new Interpreter(functions);
        run(interpreter, functions.get(0), 20);
        run(interpreter, functions.get(1), -42, 6);
        run(interpreter, functions.get(1), 1, 0);
        run(interpreter, functions.get(0), -1);
    }

    private static void run(Interpreter interpreter, Function function, long... numbers) {
        List<DataValue> arguments = Arrays.stream(numbers)
                .mapToObj(number -> DataValue.ofBits(Type.I64, number))
                .toList();
        Outcome outcome = interpreter.call(function, arguments);
        String text =
                switch (outcome) {
                    case Outcome.Returned returned -> "= " + returned.results().getFirst();
                    case Outcome.Trapped trapped -> "traps: " + TrapCode.name(trapped.trapCode());
                    case Outcome.Thrown thrown -> "throws: " + thrown.tag();
                    case Outcome.OutOfSteps unfinished -> "takes too long";
                };
        System.out.println(function.name() + " " + arguments + " " + text);
    }
}
