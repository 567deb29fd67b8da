package dev.gantry.runtime;

import dev.gantry.runtime.compile.CompilerBackend;

/** The compilers that an engine can use. */
final class Backends {
    private Backends() {}

    /** The optimising compiler, for this processor. */
    static CompilerBackend optimising(Config config) {
        throw new UnsupportedPlatformException("no compiler for " + config, new IllegalStateException());
    }
}
