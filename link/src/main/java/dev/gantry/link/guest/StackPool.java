package dev.gantry.link.guest;

import java.util.ArrayList;

/** Guest stacks of one size, kept for reuse. Thread-safe. */
public final class StackPool {
    /** Stacks kept; more are unmapped when they come back. */
    private static final int KEPT = 64;

    private final StubCode stubs;
    private final long usable;
    private final long headroom;
    private final ArrayList<GuestStack> free = new ArrayList<>();

    StackPool(StubCode stubs, long usable, long headroom) {
        this.stubs = stubs;
        this.usable = usable;
        this.headroom = headroom;
    }

    /**
     * {@return a stack that nobody else uses}
     *
     * @throws dev.gantry.host.HostException if there is no memory for another one
     */
    public GuestStack take() {
        synchronized (free) {
            if (!free.isEmpty()) {
                return free.removeLast();
            }
        }
        return new GuestStack(stubs, usable, headroom);
    }

    /** Gives a stack back on which no guest is running or will be resumed. */
    public void release(GuestStack stack) {
        synchronized (free) {
            if (free.size() < KEPT) {
                free.add(stack);
                return;
            }
        }
        stack.free();
    }

    /** {@return bytes of stack above the limit} */
    public long usable() {
        return usable;
    }

    /** Unmaps the stacks that are not in use. */
    void close() {
        synchronized (free) {
            for (GuestStack stack : free) {
                stack.free();
            }
            free.clear();
        }
    }
}
