package dev.gantry.codegen;

import dev.gantry.clif.ir.Signature;
import dev.gantry.codegen.machinst.Backend;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.x64.X64Backend;
import dev.gantry.codegen.x64.X64Flags;

/** A machine to compile for: instruction set, its extensions, settings. Immutable; share it between threads. */
public final class TargetIsa {
    private final Settings settings;
    private final X64Flags flags;

    private TargetIsa(Settings settings, X64Flags flags) {
        this.settings = settings;
        this.flags = flags;
    }

    /** x86-64 with these extensions. */
    public static TargetIsa x64(Settings settings, X64Flags flags) {
        return new TargetIsa(settings, flags);
    }

    /** The machine that this runs on. */
    public static TargetIsa host(Settings settings) {
        return x64(settings, X64Flags.detectHost());
    }

    /** The settings. */
    public Settings settings() {
        return settings;
    }

    /** The extensions. */
    public X64Flags flags() {
        return flags;
    }

    /** Where the signature's convention puts parameters and results on this machine. */
    public CallLayout callLayout(Signature signature) {
        return X64Backend.callLayout(signature);
    }

    /** The tables and buffers of one thread's compilations. */
    Backend newBackend() {
        return new X64Backend(settings, flags);
    }

    @Override
    public String toString() {
        return "x86_64" + flags;
    }
}
