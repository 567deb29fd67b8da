package dev.gantry.runtime;

import dev.gantry.wasm.Features;

/**
 * How an engine compiles and runs. Immutable: each {@code with…} gives a changed copy.
 *
 * @param trapMode how traps are noticed
 * @param maxWasmStack bytes of stack that a guest may use in one call from the host, 64 KiB to 64 MiB
 * @param epochInterruption whether compiled code polls the engine's epoch at function entries and loop heads, see {@link Store#setEpochDeadline}
 * @param interruptible whether {@link Thread#interrupt()} and time limits stop a running guest; implies the polls of {@code epochInterruption}
 * @param memoryReservation bytes of address space reserved per linear memory where signals are used
 * @param memoryGuard bytes of inaccessible address space behind it
 * @param compileThreads threads that compile a module's functions, at least 1
 * @param debugVerifier whether every function is run through the IR verifier before it is compiled
 * @param wasmBacktrace whether traps carry backtraces
 * @param maxCallDepth how deeply guest and host may call each other in turn
 * @param features what modules may use
 */
public record Config(
        TrapMode trapMode,
        long maxWasmStack,
        boolean epochInterruption,
        boolean interruptible,
        long memoryReservation,
        long memoryGuard,
        int compileThreads,
        boolean debugVerifier,
        boolean wasmBacktrace,
        int maxCallDepth,
        Features features) {

    /** The least {@code maxWasmStack}: 64 KiB. */
    public static final long MIN_WASM_STACK = 64 << 10;

    /** The greatest {@code maxWasmStack}: 64 MiB. */
    public static final long MAX_WASM_STACK = 64 << 20;

    /** How traps of compiled code are noticed. */
    public enum TrapMode {
        /** {@link #SIGNALS} where the start-up self-test passes and {@code -Dgantry.signals=false} is not given, else {@link #CHECKS}. */
        AUTO,
        /** By hardware faults and a signal handler: memory accesses need no checks. */
        SIGNALS,
        /** By explicit checks in compiled code. */
        CHECKS
    }

    /** Checks the ranges. */
    public Config {
        if (maxWasmStack < MIN_WASM_STACK || maxWasmStack > MAX_WASM_STACK) {
            throw new IllegalArgumentException("maxWasmStack must be 64 KiB to 64 MiB: " + maxWasmStack);
        }
        if (compileThreads < 1) {
            throw new IllegalArgumentException("compileThreads must be at least 1: " + compileThreads);
        }
        if (maxCallDepth < 1) {
            throw new IllegalArgumentException("maxCallDepth must be at least 1: " + maxCallDepth);
        }
    }

    /** {@return the defaults: 1 MiB of guest stack, signals where they work, all processors compile, no interruption} */
    public static Config defaults() {
        return new Config(
                TrapMode.AUTO,
                1L << 20,
                false,
                false,
                4L << 30,
                2L << 30,
                Runtime.getRuntime().availableProcessors(),
                false,
                true,
                200,
                Features.ALL);
    }

    /** {@return a copy with this trap mode} */
    public Config withTrapMode(TrapMode mode) {
        Fields fields = new Fields(this);
        fields.trapMode = mode;
        return fields.config();
    }

    /** {@return a copy with this many bytes of guest stack} */
    public Config withMaxWasmStack(long bytes) {
        Fields fields = new Fields(this);
        fields.maxWasmStack = bytes;
        return fields.config();
    }

    /** {@return a copy that polls epochs or not} */
    public Config withEpochInterruption(boolean enabled) {
        Fields fields = new Fields(this);
        fields.epochInterruption = enabled;
        return fields.config();
    }

    /** {@return a copy whose guests can be interrupted or not} */
    public Config withInterruptible(boolean enabled) {
        Fields fields = new Fields(this);
        fields.interruptible = enabled;
        return fields.config();
    }

    /** {@return a copy with this reservation per memory, in bytes} */
    public Config withMemoryReservation(long bytes) {
        Fields fields = new Fields(this);
        fields.memoryReservation = bytes;
        return fields.config();
    }

    /** {@return a copy with this many compiling threads} */
    public Config withCompileThreads(int threads) {
        Fields fields = new Fields(this);
        fields.compileThreads = threads;
        return fields.config();
    }

    /** {@return a copy that verifies IR or not} */
    public Config withDebugVerifier(boolean enabled) {
        Fields fields = new Fields(this);
        fields.debugVerifier = enabled;
        return fields.config();
    }

    /** {@return a copy whose traps carry backtraces or not} */
    public Config withWasmBacktrace(boolean enabled) {
        Fields fields = new Fields(this);
        fields.wasmBacktrace = enabled;
        return fields.config();
    }

    /** {@return a copy with this limit of mutual calls between guest and host} */
    public Config withMaxCallDepth(int depth) {
        Fields fields = new Fields(this);
        fields.maxCallDepth = depth;
        return fields.config();
    }

    /** {@return a copy whose modules may use these features} */
    public Config withFeatures(Features set) {
        Fields fields = new Fields(this);
        fields.features = set;
        return fields.config();
    }

    /** The components while a changed copy is made. */
    private static final class Fields {
        private TrapMode trapMode;
        private long maxWasmStack;
        private boolean epochInterruption;
        private boolean interruptible;
        private long memoryReservation;
        private long memoryGuard;
        private int compileThreads;
        private boolean debugVerifier;
        private boolean wasmBacktrace;
        private int maxCallDepth;
        private Features features;

        Fields(Config config) {
            trapMode = config.trapMode;
            maxWasmStack = config.maxWasmStack;
            epochInterruption = config.epochInterruption;
            interruptible = config.interruptible;
            memoryReservation = config.memoryReservation;
            memoryGuard = config.memoryGuard;
            compileThreads = config.compileThreads;
            debugVerifier = config.debugVerifier;
            wasmBacktrace = config.wasmBacktrace;
            maxCallDepth = config.maxCallDepth;
            features = config.features;
        }

        Config config() {
            return new Config(
                    trapMode,
                    maxWasmStack,
                    epochInterruption,
                    interruptible,
                    memoryReservation,
                    memoryGuard,
                    compileThreads,
                    debugVerifier,
                    wasmBacktrace,
                    maxCallDepth,
                    features);
        }
    }
}
