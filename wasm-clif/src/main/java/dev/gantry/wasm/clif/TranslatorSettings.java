package dev.gantry.wasm.clif;

/**
 * How WebAssembly is translated. Immutable.
 *
 * @param traps how a trap is raised
 * @param bounds how accesses to memory are checked
 * @param guardBytes with {@link Bounds#GUARDED}: inaccessible bytes behind the 4 GiB that an index can reach; static offsets below it need
 *     no check
 * @param epochs whether function entries and loop heads look at the epoch
 */
public record TranslatorSettings(Traps traps, Bounds bounds, long guardBytes, boolean epochs) {
    /** How a trap is raised. */
    public enum Traps {
        /** By an instruction that faults; a signal handler finds the trap code by its address. */
        FAULTING,
        /** By a call of {@link Builtin#RAISE}; no instruction faults. */
        CALLING
    }

    /** How accesses to memory are checked. */
    public enum Bounds {
        /** By pages that cannot be accessed: each memory reserves 4 GiB and the guard. */
        GUARDED,
        /** By comparing with the memory's length. */
        CHECKED
    }

    /** For memories with a guard of 2 GiB and a signal handler; no epochs. */
    public static final TranslatorSettings DEFAULT =
            new TranslatorSettings(Traps.FAULTING, Bounds.GUARDED, 1L << 31, false);

    /** Faults do not work here: every check is code. */
    public static final TranslatorSettings WITHOUT_SIGNALS =
            new TranslatorSettings(Traps.CALLING, Bounds.CHECKED, 0, false);

    /** Checks the combination: guards need faults. */
    public TranslatorSettings {
        if (traps == Traps.CALLING && bounds == Bounds.GUARDED) {
            throw new IllegalArgumentException("guarded memories need faulting traps");
        }
        if (guardBytes < 0) {
            throw new IllegalArgumentException("negative guard size: " + guardBytes);
        }
    }

    /** These settings with another way to check accesses. */
    public TranslatorSettings withBounds(Bounds newBounds) {
        return new TranslatorSettings(traps, newBounds, guardBytes, epochs);
    }

    /** These settings with another guard size. */
    public TranslatorSettings withGuardBytes(long bytes) {
        return new TranslatorSettings(traps, bounds, bytes, epochs);
    }

    /** These settings with or without looks at the epoch. */
    public TranslatorSettings withEpochs(boolean on) {
        return new TranslatorSettings(traps, bounds, guardBytes, on);
    }
}
