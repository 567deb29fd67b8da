package dev.gantry.runtime;

import dev.gantry.host.HostException;
import dev.gantry.link.guest.GuestStack;
import dev.gantry.link.guest.GuestSupport;
import dev.gantry.link.guest.StackPool;
import dev.gantry.runtime.compile.ClifBackend;
import dev.gantry.runtime.compile.CompilerBackend;
import dev.gantry.runtime.compile.Trampolines;
import dev.gantry.runtime.vm.EngineMemory;
import java.lang.ref.Cleaner;

/** What modules are compiled for and run by: configuration, signature ids, the epoch, the trampolines. Safe for use by several threads. */
public final class Engine implements AutoCloseable {
    /** Runs what engines, modules and stores left when nobody holds them any more. */
    static final Cleaner CLEANER = Cleaner.create();

    /** Stack below the limit where overflows are noticed by checks inside functions, after their frames were made. */
    private static final long HEADROOM_OF_CHECKS = 2L * ClifBackend.MAX_FRAME_OF_CHECKS;

    private final Config config;
    private final GuestSupport support;
    private final StackPool stacks;
    private final EngineMemory memory;
    private final CompilerBackend backend;
    private final Trampolines trampolines;
    private final EpochTicker ticker;

    private Engine(Config config, GuestSupport support, CompilerBackend backend) {
        this.config = config;
        this.support = support;
        this.backend = backend;
        long headroom = config.trapMode() == Config.TrapMode.SIGNALS ? GuestStack.HEADROOM : HEADROOM_OF_CHECKS;
        this.stacks = support.stacks(config.maxWasmStack(), headroom);
        this.memory = new EngineMemory(support.stubs());
        this.trampolines = new Trampolines(backend, support.stubs().hostCall());
        this.ticker = new EpochTicker(memory);
    }

    /** {@return an engine with the default configuration} */
    public static Engine create() {
        return create(Config.defaults());
    }

    /**
     * Makes an engine.
     *
     * @param config how it compiles and runs
     * @return the engine
     * @throws UnsupportedPlatformException if there is no back end for this machine, native access is denied, or {@link Config.TrapMode#SIGNALS} is
     *     asked for where it does not work
     */
    public static Engine create(Config config) {
        try {
            GuestSupport support = GuestSupport.instance();
            Config resolved = resolve(config, support);
            Engine engine = new Engine(resolved, support, Backends.optimising(resolved));
            CLEANER.register(engine, engine.memory);
            CLEANER.register(engine, engine.trampolines);
            CLEANER.register(engine, engine.ticker::close);
            return engine;
        } catch (HostException e) {
            throw new UnsupportedPlatformException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Config resolve(Config config, GuestSupport support) {
        return switch (config.trapMode()) {
            case CHECKS -> config;
            case SIGNALS -> {
                if (!support.signals()) {
                    throw new HostException("the signal handler does not work here: use the mode with checks");
                }
                yield config;
            }
            case AUTO -> {
                boolean allowed = !"false".equals(System.getProperty("gantry.signals"));
                yield config.withTrapMode(
                        allowed && support.signals() ? Config.TrapMode.SIGNALS : Config.TrapMode.CHECKS);
            }
        };
    }

    /** {@return the configuration, with {@link Config.TrapMode#AUTO} replaced by the mode that was chosen} */
    public Config config() {
        return config;
    }

    /** Advances the epoch by one; see {@link Store#setEpochDeadline}. */
    public void incrementEpoch() {
        memory.incrementEpoch();
    }

    /** Ends the engine's own threads. Modules and stores that exist keep what they need. */
    @Override
    public void close() {
        ticker.close();
    }

    GuestSupport support() {
        return support;
    }

    StackPool stacks() {
        return stacks;
    }

    EngineMemory memory() {
        return memory;
    }

    CompilerBackend backend() {
        return backend;
    }

    Trampolines trampolines() {
        return trampolines;
    }

    EpochTicker ticker() {
        return ticker;
    }

    boolean usesSignals() {
        return config.trapMode() == Config.TrapMode.SIGNALS;
    }
}
