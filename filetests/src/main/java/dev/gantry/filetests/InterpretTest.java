package dev.gantry.filetests;

import dev.gantry.clif.interp.Interpreter;
import dev.gantry.clif.interp.Outcome;
import dev.gantry.clif.interp.UninterpretableException;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.DataValue;
import java.util.ArrayList;
import java.util.List;

/** {@code test interpret}: what the {@code ; run:} comments ask for is run by the interpreter. */
final class InterpretTest implements SubTest {
    private static final long FUEL = 200_000_000;

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        Engine engine = engine(file.file().functions(), FUEL);
        results.add(new RunDirectives(file).run("interpret", engine, List.of()));
    }

    /** An interpreter of functions, which it does not change; each call may run so many instructions. */
    static Engine engine(List<ClifFunction> file, long fuel) {
        List<Function> functions = new ArrayList<>();
        for (ClifFunction function : file) {
            functions.add(function.function());
        }
        Interpreter interpreter = new Interpreter(functions);
        return (number, args) -> call(interpreter, functions.get(number), args, fuel);
    }

    private static Engine.Call call(Interpreter interpreter, Function function, List<DataValue> args, long steps) {
        try {
            return switch (interpreter.call(function, args, steps)) {
                case Outcome.Returned outcome -> new Engine.Call.Returned(outcome.results());
                case Outcome.Trapped outcome -> new Engine.Call.Trapped(outcome.trapCode());
                case Outcome.Thrown outcome ->
                    new Engine.Call.Thrown(outcome.tag(), outcome.payload0(), outcome.payload1());
                case Outcome.OutOfSteps outcome ->
                    new Engine.Call.Unsupported("more than " + steps + " instructions are needed");
            };
        } catch (UninterpretableException e) {
            return new Engine.Call.Unsupported(String.valueOf(e.getMessage()));
        }
    }
}
