package dev.gantry.fuzz.engine;

import dev.gantry.clif.interp.Interpreter;
import dev.gantry.clif.interp.Outcome;
import dev.gantry.clif.interp.UninterpretableException;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.DataValue;
import java.util.List;

/** Functions run by the interpreter. */
public final class InterpreterEngine {
    private final Interpreter interpreter;
    private final long fuel;

    /**
     * An engine for functions that may call each other.
     *
     * @param fuel instructions that one call may take
     */
    public InterpreterEngine(List<Function> functions, long fuel) {
        this.interpreter = new Interpreter(functions);
        this.fuel = fuel;
    }

    /** Moves stack slots and fills them with something else than usual: see {@link Interpreter#disturb}. */
    public void disturb() {
        interpreter.disturb(0x340, (byte) 0xa5);
    }

    /** Calls a function. */
    public Answer call(Function function, List<DataValue> args) {
        try {
            return switch (interpreter.call(function, args, fuel)) {
                case Outcome.Returned outcome -> new Answer.Returned(outcome.results());
                case Outcome.Trapped outcome -> new Answer.Trapped(outcome.trapCode());
                case Outcome.Thrown outcome -> new Answer.Thrown(outcome.tag(), outcome.payload0(), outcome.payload1());
                case Outcome.OutOfSteps outcome -> new Answer.TooLong();
            };
        } catch (UninterpretableException e) {
            return new Answer.Unsupported(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException e) {
            return new Answer.Broken("interpreter: " + e);
        }
    }
}
