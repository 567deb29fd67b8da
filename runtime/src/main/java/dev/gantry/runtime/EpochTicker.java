package dev.gantry.runtime;

import dev.gantry.runtime.vm.EngineMemory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread per engine that makes interruptible guests look up every 10 ms, so that none needs a watchdog of its own. It sleeps while no such guest
 * runs, and is started by the first one.
 */
final class EpochTicker implements AutoCloseable {
    /** Nanoseconds between two polls. */
    static final long INTERVAL = 10_000_000;

    private final EngineMemory memory;
    private final AtomicInteger running = new AtomicInteger();
    private volatile @Nullable Thread thread;
    /** Whether a guest has begun since the last poll: then the thread stays awake, so that the next call need not wake it. */
    private volatile boolean busy;
    /** Whether the thread sleeps until it is woken, or is about to. */
    private volatile boolean asleep;

    private volatile boolean closed;

    EpochTicker(EngineMemory memory) {
        this.memory = memory;
    }

    /** An interruptible guest begins to run. */
    void begin() {
        if (running.getAndIncrement() == 0) {
            if (!busy) {
                busy = true;
            }
            Thread current = thread;
            if (current == null) {
                start();
            } else if (asleep) {
                LockSupport.unpark(current);
            }
        }
    }

    /** An interruptible guest has ended. */
    void end() {
        running.decrementAndGet();
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            thread = Thread.ofPlatform().daemon().name("gantry-epoch").start(this::run);
        }
    }

    private void run() {
        while (!closed) {
            if (running.get() == 0 && !busy) {
                asleep = true;
                if (running.get() == 0 && !closed) {
                    LockSupport.park(this);
                }
                asleep = false;
            } else {
                busy = false;
                LockSupport.parkNanos(this, INTERVAL);
                memory.poke();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread current = thread;
        if (current != null) {
            LockSupport.unpark(current);
        }
    }
}
