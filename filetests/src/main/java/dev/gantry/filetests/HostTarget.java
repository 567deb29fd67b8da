package dev.gantry.filetests;

import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import java.util.Locale;
import java.util.Optional;

/** Targets that there is a back end for, and whether this machine can run code for them. */
final class HostTarget {
    private HostTarget() {}

    /** The target of the back end, if there is one. Throws {@link IllegalArgumentException} if a flag is unknown. */
    static Optional<TargetIsa> isa(TestTarget target) {
        return target.isX64() ? Optional.of(TargetIsa.x64(target.settings(), flags(target))) : Optional.empty();
    }

    private static X64Flags flags(TestTarget target) {
        X64Flags flags = X64Flags.BASELINE;
        for (String word : target.flags()) {
            flags = flags.with(word);
        }
        return flags;
    }

    /** Why this machine cannot run code for the target, or nothing. */
    static Optional<String> obstacle(TestTarget target) {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        if (!machine.equals("amd64") && !machine.equals("x86_64")) {
            return Optional.of("this machine is not x86-64");
        }
        if (!X64Flags.detectHost().covers(flags(target))) {
            return Optional.of("this machine lacks an extension of" + flags(target));
        }
        return Optional.empty();
    }
}
