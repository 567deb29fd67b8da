package dev.gantry.runtime;

/** What modules are compiled for and run by: configuration, signature ids, the epoch, the compiling threads. Safe for use by several threads. */
public final class Engine implements AutoCloseable {
    private final Config config;

    private Engine(Config config) {
        this.config = config;
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
     * @throws UnsupportedPlatformException if there is no back end for this machine or native access is denied
     */
    public static Engine create(Config config) {
        return new Engine(config);
    }

    /** {@return the configuration, with {@link Config.TrapMode#AUTO} replaced by the mode that was chosen} */
    public Config config() {
        return config;
    }

    /** Advances the epoch by one; see {@link Store#setEpochDeadline}. */
    public void incrementEpoch() {
        throw new UnsupportedOperationException();
    }

    /** Ends the engine. Modules and stores that exist keep what they need. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
