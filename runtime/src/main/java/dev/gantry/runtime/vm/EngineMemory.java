package dev.gantry.runtime.vm;

import dev.gantry.host.RawMemory;
import dev.gantry.host.VirtualMemory;
import dev.gantry.link.guest.StubCode;
import dev.gantry.wasm.clif.Builtin;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all compiled code of an engine reads: the epoch counter and the array of builtins.
 *
 * <p>There are two counters. The epoch is the embedder's. The poll counter is the one that compiled code compares with its deadline; it advances with
 * the epoch, and also whenever running guests are to look up, see {@link #poke}.
 */
public final class EngineMemory implements Runnable {
    private static final int BUILTINS = 128;

    private final long page;
    private final AtomicLong epoch = new AtomicLong();
    private boolean freed;

    /** Zero counters, and the builtins of these stubs. */
    public EngineMemory(StubCode stubs) {
        page = VirtualMemory.allocate(VirtualMemory.PAGE_SIZE);
        for (Builtin builtin : Builtin.values()) {
            long address =
                    switch (builtin) {
                        case BYTES_COPY -> stubs.bytesCopy();
                        case BYTES_FILL -> stubs.bytesFill();
                        default -> stubs.builtin(builtin.ordinal());
                    };
            RawMemory.putLong(page + BUILTINS + builtin.offset(), address);
        }
    }

    /** {@return the address of the poll counter} */
    public long pollCounter() {
        return page;
    }

    /** {@return the address of the array of builtins} */
    public long builtins() {
        return page + BUILTINS;
    }

    /** {@return the epoch} */
    public long epoch() {
        return epoch.get();
    }

    /** Advances the epoch. */
    public void incrementEpoch() {
        epoch.incrementAndGet();
        poke();
    }

    /** Makes all guests that poll leave to Java once. Does nothing when the memory has been freed. */
    public synchronized void poke() {
        if (!freed) {
            RawMemory.getAndAddLong(page, 1);
        }
    }

    /** {@return the value of the poll counter} */
    public long polls() {
        return RawMemory.getLongVolatile(page);
    }

    /** Frees the memory. */
    @Override
    public synchronized void run() {
        freed = true;
        VirtualMemory.free(page, VirtualMemory.PAGE_SIZE);
    }
}
