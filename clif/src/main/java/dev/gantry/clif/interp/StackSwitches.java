package dev.gantry.clif.interp;

import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.TrapCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the stack: {@code stack_switch} in its basic model. A context is three words: stack pointer, frame pointer, address to go on at. One that was stored
 * here has a number of ours for a frame pointer; it can be gone back to once. One that a program has made itself has a function's address, and
 * starts that function, with the payload as its argument if it takes one, on the stack that the stack pointer names. That function must not return.
 */
final class StackSwitches {
    /** What a stored context has for an address; no function is there. */
    private static final long GOES_ON = 0x07ff_fff0;

    /** A stack that waits in a {@code stack_switch}. */
    private record Waiting(Frame frame, boolean main) {}

    private final Machine machine;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    private long stored;
    private boolean main = true;

    StackSwitches(Machine machine) {
        this.machine = machine;
    }

    void reset() {
        waiting.clear();
        main = true;
    }

    /** Called when a function with nobody below it has returned. */
    void checkEnd() {
        if (!main) {
            throw new UninterpretableException("a function that stack_switch started has returned");
        }
    }

    /** Gives the frame to go on with. */
    Frame change(Frame frame) {
        Code code = frame.code;
        int at = frame.at;
        long store = frame.words[code.x[at]];
        long load = frame.words[code.y[at]];
        long payload = frame.words[code.z[at]];
        GuestMemory memory = machine.memory;
        long stackPointer = memory.load(load, 8, MemFlags.DEFAULT);
        long framePointer = memory.load(load + 8, 8, MemFlags.DEFAULT);
        long address = memory.load(load + 16, 8, MemFlags.DEFAULT);
        long number = ++stored;
        memory.store(store, 8, MemFlags.DEFAULT, memory.mark(), 0);
        memory.store(store + 8, 8, MemFlags.DEFAULT, number, 0);
        memory.store(store + 16, 8, MemFlags.DEFAULT, GOES_ON, 0);
        waiting.put(number, new Waiting(frame, main));
        memory.release(stackPointer);
        return address == GOES_ON ? goOn(framePointer, payload) : start(address, stackPointer, payload);
    }

    private Frame goOn(long number, long payload) {
        @Nullable Waiting target = waiting.remove(number);
        if (target == null) {
            throw new UninterpretableException("stack_switch to a context that was gone back to before");
        }
        Frame frame = target.frame;
        main = target.main;
        frame.words[frame.code.result[frame.at]] = payload;
        frame.at++;
        return frame;
    }

    private Frame start(long address, long stackPointer, long payload) {
        Program.Callee callee = machine.program.calleeAt(address);
        if (callee == null) {
            throw new TrapSignal(TrapCode.HEAP_OUT_OF_BOUNDS);
        }
        if (callee.function() == null) {
            throw new UninterpretableException("stack_switch to " + callee.name());
        }
        Code code = machine.program.code(callee.function());
        machine.passing(code.params.length);
        Arrays.fill(machine.passed, 0, machine.passedWords, 0);
        if (machine.passedWords > 0) {
            machine.passed[0] = payload;
        }
        main = false;
        return machine.enter(code, null, stackPointer);
    }
}
