package dev.gantry.runtime;

import dev.gantry.host.RawMemory;
import dev.gantry.wasm.clif.VmContextLayout;

/**
 * When the guests of a store are to stop: the embedder's epoch deadline, the time limit of calls, the thread's interruption.
 *
 * <p>Compiled code only compares the engine's poll counter with a deadline in the store context. When it is reached the guest leaves to {@link #poll},
 * which looks at all three, and either traps or sets the next deadline.
 */
final class Interruption {
    private final Engine engine;
    private final long deadlineField;
    private final boolean interruptible;
    private long epochDeadline = Long.MAX_VALUE;
    private long timeLimit;
    private long timeDeadline;

    Interruption(Engine engine, long storeContext) {
        this.engine = engine;
        this.deadlineField = storeContext + VmContextLayout.STORE_EPOCH_DEADLINE;
        this.interruptible = engine.config().interruptible();
        arm();
    }

    void setEpochDeadline(long ticks) {
        if (ticks < 0) {
            throw new IllegalArgumentException("ticks must not be negative: " + ticks);
        }
        epochDeadline = engine.memory().epoch() + ticks;
        arm();
    }

    void setTimeLimit(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("a time limit must not be negative: " + nanos);
        }
        timeLimit = nanos;
    }

    /** A call from the host begins; {@code depth} counts nested calls from 1. */
    void begin(int depth) {
        if (interruptible) {
            if (depth == 1 && timeLimit != 0) {
                timeDeadline = System.nanoTime() + timeLimit;
            }
            engine.ticker().begin();
            arm();
        }
    }

    /** A call from the host has ended. */
    void end() {
        if (interruptible) {
            engine.ticker().end();
        }
    }

    /** Whether the guest that polls is to stop; if not, sets the next deadline. */
    boolean poll() {
        if (engine.config().epochInterruption() && engine.memory().epoch() >= epochDeadline) {
            return true;
        }
        if (interruptible) {
            if (Thread.currentThread().isInterrupted()) {
                return true;
            }
            if (timeLimit != 0 && System.nanoTime() - timeDeadline >= 0) {
                return true;
            }
        }
        arm();
        return false;
    }

    /** Interruptible guests look up at the next poll; others at the poll that the epoch deadline needs at the earliest. */
    private void arm() {
        long polls = engine.memory().polls();
        long wait =
                interruptible ? 1 : Math.max(0, epochDeadline - engine.memory().epoch());
        long deadline = wait > Long.MAX_VALUE - polls ? Long.MAX_VALUE : polls + wait;
        RawMemory.putLong(deadlineField, deadline);
    }
}
