package dev.gantry.clif.interp;

import dev.gantry.clif.eval.Evaluator;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.text.DataValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs verified functions, which call each other by name. Whatever a function does, a call comes to an {@link Outcome} or says by {@link
 * UninterpretableException} what it cannot do.
 *
 * <ul>
 *   <li>Results are exact: what opcodes compute is in {@link dev.gantry.clif.eval}, what CLIF leaves open in {@link dev.gantry.clif.eval.NanRule}.
 *   <li>Memory is what the interpreter has given out: stack slots, filled with zeros when their function is entered; objects of {@link #addMemory}
 *       and {@link #defineData}. An access to anything else traps with the code of its flags, or {@code heap_oob}; so does one that is said to be aligned and is not,
 *       and an atomic one that is not.
 *   <li>Calls nest up to 20,000 deep, stack slots take up to a megabyte, then comes the trap {@code stk_ovf}; tail calls take no room. Stack limits that functions declare
 *       are not looked at.
 *   <li>Global values: {@code vmctx} is the parameter of that purpose; symbols, also thread-local ones, have to be defined. The scale of dynamic vectors
 *       is one.
 *   <li>{@code stack_switch} stores contexts that mean something to the interpreter only.
 *   <li>Without meaning: {@code get_frame_pointer}, {@code get_stack_pointer}, {@code get_return_address}, {@code get_exception_handler_address}; values of
 *       more than 128 bits.
 * </ul>
 *
 * <p>Functions must not be changed after the first call. For one thread.
 */
public final class Interpreter {
    /** How many instructions a call may run if nothing else is said. */
    public static final long DEFAULT_STEPS = 200_000_000;

    private final Program program;
    private final Machine machine;
    private boolean running;

    /** An interpreter of functions that may call each other by name. */
    public Interpreter(List<Function> functions) {
        program = new Program(functions);
        machine = new Machine(program);
    }

    /**
     * Adds an object to the memory.
     *
     * @param object its bytes, which functions read and write in place
     * @return its address, a multiple of 64 KiB
     */
    public long addMemory(byte[] object) {
        return program.memory.add(object, 1 << 16);
    }

    /** Adds an object to the memory as {@link #addMemory} does, and makes it what a symbol stands for. */
    public void defineData(ExternalName name, byte[] object) {
        program.defineData(name, addMemory(object));
    }

    /** Makes a function of the embedder what a name stands for. */
    public void defineFunction(ExternalName name, HostFunction function) {
        program.defineFunction(name, function);
    }

    /**
     * Changes what a function must not depend on: stack slots come to lie elsewhere and hold something else before they are written to. Accesses outside
     * memory that are said not to trap are errors from now on. What gives the same with and without is determined by its arguments.
     *
     * @param shift bytes by which stack slots move, a multiple of 64
     * @param contents what every byte of a stack slot holds at first
     */
    public void disturb(int shift, byte contents) {
        if (shift < 0 || shift % 64 != 0) {
            throw new IllegalArgumentException("not a multiple of 64: " + shift);
        }
        program.memory.disturb(shift, contents);
    }

    /**
     * Calls a function with a limit of {@link #DEFAULT_STEPS}.
     *
     * @throws UninterpretableException if it asks for what is not there
     */
    public Outcome call(Function function, List<DataValue> args) {
        return call(function, args, DEFAULT_STEPS);
    }

    /**
     * Calls a function.
     *
     * @param function the function; need not be one of those that can be called by name
     * @param args as many as it has parameters, of their types
     * @param stepLimit how many instructions may run
     * @throws UninterpretableException if it asks for what is not there
     * @throws IllegalArgumentException if the arguments do not fit the function
     */
    public Outcome call(Function function, List<DataValue> args, long stepLimit) {
        checkArgs(function.signature(), args);
        if (running) {
            throw new IllegalStateException("a function of the embedder calls the interpreter that called it");
        }
        running = true;
        long stackPointer = program.memory.mark();
        try {
            return run(function, args, stepLimit);
        } catch (TrapSignal trap) {
            return new Outcome.Trapped(trap.code);
        } catch (ThrowSignal signal) {
            return new Outcome.Thrown(signal.tag, signal.payload0, signal.payload1);
        } finally {
            program.memory.release(stackPointer);
            running = false;
        }
    }

    private static void checkArgs(Signature signature, List<DataValue> args) {
        boolean fits = args.size() == signature.paramCount();
        for (int i = 0; fits && i < args.size(); i++) {
            fits = args.get(i).type() == signature.param(i).type();
        }
        if (!fits) {
            throw new IllegalArgumentException("arguments " + args + " for " + signature);
        }
    }

    private Outcome run(Function function, List<DataValue> args, long stepLimit) {
        machine.passing(args.size());
        for (int i = 0; i < args.size(); i++) {
            if (!Evaluator.holds(args.get(i).type())) {
                throw UninterpretableException.tooWide(args.get(i).type());
            }
            machine.passed[2 * i] = args.get(i).word(0);
            machine.passed[2 * i + 1] = args.get(i).word(1);
        }
        if (machine.run(program.code(function), stepLimit) == Machine.End.OUT_OF_STEPS) {
            return new Outcome.OutOfSteps();
        }
        List<DataValue> results = new ArrayList<>();
        for (int i = 0; i < function.signature().resultCount(); i++) {
            results.add(DataValue.ofWords(
                    function.signature().result(i).type(), machine.passed[2 * i], machine.passed[2 * i + 1]));
        }
        return new Outcome.Returned(results);
    }
}
