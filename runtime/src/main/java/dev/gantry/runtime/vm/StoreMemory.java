package dev.gantry.runtime.vm;

import dev.gantry.host.VirtualMemory;
import dev.gantry.link.guest.GuestStack;
import dev.gantry.link.guest.StackPool;
import dev.gantry.wasm.clif.VmContextLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Owner of everything off-heap that belongs to one store: small structures, linear memories, tables, one guest stack, and what else is to be closed
 * with them. It knows nothing of the store object, so that a {@link java.lang.ref.Cleaner} may run it when the store is gone.
 */
public final class StoreMemory implements Runnable {
    private static final long CHUNK = 64 << 10;

    private final StackPool stacks;
    private final List<long[]> chunks = new ArrayList<>();
    private final List<AutoCloseable> owned = new ArrayList<>();
    private final long context;
    private long next;
    private long end;
    private @Nullable GuestStack spare;
    private boolean closed;

    /** The memory of a new store whose calls run on stacks of a pool. */
    public StoreMemory(StackPool stacks) {
        this.stacks = stacks;
        this.context = allocate(VmContextLayout.STORE_SIZE);
    }

    /** {@return the address of the store context, see {@link VmContextLayout}} */
    public long context() {
        return context;
    }

    /** {@return zeroed memory, aligned to 16 bytes, that lives as long as the store} */
    public long allocate(long bytes) {
        long size = bytes + 15 & -16;
        if (end - next < size) {
            long chunk = VirtualMemory.roundUp(Math.max(size, CHUNK));
            next = VirtualMemory.allocate(chunk);
            end = next + chunk;
            chunks.add(new long[] {next, chunk});
        }
        long address = next;
        next += size;
        return address;
    }

    /** Closes an object together with the store; objects are closed in the reverse of the order in which they came. */
    public <T extends AutoCloseable> T own(T resource) {
        owned.add(resource);
        return resource;
    }

    /** {@return a stack for a call; the first level of calls of a store always gets the same one} */
    public GuestStack takeStack() {
        GuestStack stack = spare;
        if (stack != null) {
            spare = null;
            return stack;
        }
        return stacks.take();
    }

    /** Gives a stack back. */
    public void releaseStack(GuestStack stack) {
        if (spare == null && !closed) {
            spare = stack;
        } else {
            stacks.release(stack);
        }
    }

    /** Frees everything. Does nothing the second time. */
    @Override
    public synchronized void run() {
        if (closed) {
            return;
        }
        closed = true;
        if (spare != null) {
            stacks.release(spare);
            spare = null;
        }
        for (int i = owned.size() - 1; i >= 0; i--) {
            close(owned.get(i));
        }
        for (long[] chunk : chunks) {
            VirtualMemory.free(chunk[0], chunk[1]);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a resource of a store could not be closed", e);
        }
    }

    /** {@return whether it has been freed} */
    public boolean isClosed() {
        return closed;
    }
}
