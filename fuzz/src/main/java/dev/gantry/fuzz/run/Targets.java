package dev.gantry.fuzz.run;

import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Setting;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The targets of one run: extensions that this machine has, settings drawn at random. Each has a compiler that is used again and again. For one thread. */
final class Targets {
    private final List<Compiler> plain = new ArrayList<>();

    /** So many targets; the first is the baseline, the second the host, with default settings. */
    Targets(int count, Random random) {
        X64Flags host = X64Flags.detectHost();
        for (int i = 0; i < count; i++) {
            X64Flags flags =
                    switch (i < 2 ? i : random.nextInt(4)) {
                        case 0 -> X64Flags.BASELINE;
                        case 1 -> host;
                        case 2 -> preset(host, random);
                        default -> host.and(X64Flags.of(random.nextInt()));
                    };
            plain.add(compiler(i < 2 ? base() : settings(random), flags));
        }
    }

    /** Targets given by words of a target line, with random settings. */
    Targets(int count, Random random, List<String> words) {
        X64Flags flags = X64Flags.BASELINE;
        for (String word : words) {
            flags = flags.with(word);
        }
        for (int i = 0; i < count; i++) {
            plain.add(compiler(i == 0 ? base() : settings(random), flags));
        }
    }

    private static Compiler compiler(Settings settings, X64Flags flags) {
        return new Compiler(TargetIsa.x64(settings, flags));
    }

    private static X64Flags preset(X64Flags host, Random random) {
        List<String> presets = X64Flags.presets();
        return host.and(X64Flags.BASELINE.with(presets.get(random.nextInt(presets.size()))));
    }

    private static Settings base() {
        return Settings.DEFAULT
                .withRegallocChecker(true)
                .with(Setting.ENABLE_LLVM_ABI_EXTENSIONS, true)
                .with(Setting.ENABLE_PINNED_REG, true);
    }

    private static Settings settings(Random random) {
        Settings settings = base();
        for (Setting setting : Setting.all()) {
            if (random.nextInt(3) > 0) {
                continue;
            }
            settings = switch (setting) {
                // What the oracle needs, and what would only make code that cannot run in this process.
                case ENABLE_VERIFIER,
                        REGALLOC_CHECKER,
                        ENABLE_PINNED_REG,
                        ENABLE_LLVM_ABI_EXTENSIONS,
                        LIBCALL_CALL_CONV,
                        TLS_MODEL,
                        STACK_SWITCH_MODEL,
                        IS_PIC -> settings;
                case BB_PADDING_LOG2_MINUS_ONE -> settings.with(setting, random.nextInt(9));
                case PROBESTACK_SIZE_LOG2 -> settings.with(setting, 12 + random.nextInt(3));
                default ->
                    settings.with(setting, setting.least() + random.nextInt(setting.greatest() - setting.least() + 1));
            };
        }
        return settings;
    }

    int count() {
        return plain.size();
    }

    Compiler get(int number) {
        return plain.get(number);
    }
}
