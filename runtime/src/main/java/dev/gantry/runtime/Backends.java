package dev.gantry.runtime;

import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.runtime.compile.ClifBackend;
import dev.gantry.runtime.compile.CompilerBackend;
import dev.gantry.wasm.clif.TranslatorSettings;

/** The compilers that an engine can use. */
final class Backends {
    /** What an index of 32 bits can reach. */
    private static final long REACH = 4L << 30;

    private Backends() {}

    /** The optimising compiler, for this processor and a configuration whose trap mode has been chosen. */
    static CompilerBackend optimising(Config config) {
        Settings settings =
                Settings.DEFAULT.withVerifier(config.debugVerifier()).withUnwindInfo(false);
        return new ClifBackend(TargetIsa.host(settings), translation(config));
    }

    private static TranslatorSettings translation(Config config) {
        boolean epochs = config.epochInterruption() || config.interruptible();
        if (config.trapMode() != Config.TrapMode.SIGNALS) {
            return TranslatorSettings.WITHOUT_SIGNALS.withEpochs(epochs);
        }
        TranslatorSettings settings = TranslatorSettings.DEFAULT.withEpochs(epochs);
        return config.memoryReservation() < REACH
                ? settings.withBounds(TranslatorSettings.Bounds.CHECKED)
                : settings.withGuardBytes(config.memoryGuard());
    }
}
