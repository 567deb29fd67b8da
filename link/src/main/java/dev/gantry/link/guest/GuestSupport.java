package dev.gantry.link.guest;

import dev.gantry.host.HostException;
import dev.gantry.host.Platform;
import dev.gantry.host.RawMemory;
import dev.gantry.host.Signals;
import dev.gantry.host.VirtualMemory;
import java.util.HashMap;
import java.util.Map;

/**
 * What a process needs once to run guests: stubs, stacks, the registry of code, the signal handler. Thread-safe.
 *
 * <p>It is the one piece of state in Gantry that belongs to the process and not to an engine, because signal handlers do. The handler is installed by
 * the first call of {@link #signals()} and stays.
 */
public final class GuestSupport {
    private static final int[] SIGNALS = {Signals.SIGSEGV, Signals.SIGBUS, Signals.SIGFPE, Signals.SIGILL};

    /** Made at first use. */
    private static final class Holder {
        static final GuestSupport INSTANCE = new GuestSupport();
    }

    private final long handlerData;
    private final StubCode stubs;
    private final CodeRegistry registry;
    private final Map<Long, StackPool> pools = new HashMap<>();
    private boolean signalsTried;
    private boolean signalsWork;

    private GuestSupport() {
        handlerData = VirtualMemory.allocate(VirtualMemory.PAGE_SIZE);
        stubs = new StubCode(handlerData);
        registry = new CodeRegistry(handlerData);
    }

    /**
     * {@return the process's}
     *
     * @throws HostException if compiled code cannot run here
     */
    public static GuestSupport instance() {
        Platform.requireSupported();
        return Holder.INSTANCE;
    }

    /** {@return the stubs that compiled code calls} */
    public StubCode stubs() {
        return stubs;
    }

    /** {@return the registry of code with traps} */
    public CodeRegistry registry() {
        return registry;
    }

    /**
     * {@return the pool of stacks of a size}
     *
     * @param usable bytes above the stack limit
     * @param headroom bytes below it, at least {@link GuestStack#HEADROOM}
     */
    public synchronized StackPool stacks(long usable, long headroom) {
        if (usable + headroom > StackContext.ALIGNMENT / 2) {
            throw new IllegalArgumentException(
                    "guest stacks are limited to " + StackContext.ALIGNMENT / 2 + " bytes: " + usable);
        }
        long key = usable << 16 | headroom >> 12;
        StackPool pool = pools.get(key);
        if (pool == null) {
            pool = new StackPool(stubs, usable, headroom);
            pools.put(key, pool);
        }
        return pool;
    }

    /**
     * Installs the signal handler if that has not been done, and tries it out.
     *
     * @return whether faults of compiled code become traps
     */
    public synchronized boolean signals() {
        if (!signalsTried) {
            signalsTried = true;
            signalsWork = install() && SelfTest.passes(this);
        }
        return signalsWork;
    }

    private boolean install() {
        for (int signal : SIGNALS) {
            long old = Signals.handler(signal);
            if (old <= 1) {
                return false;
            }
            RawMemory.putLong(handlerData + CodeRegistry.OLD_HANDLERS + 8L * signal, old);
        }
        for (int signal : SIGNALS) {
            Signals.install(signal, stubs.handler());
        }
        return true;
    }
}
