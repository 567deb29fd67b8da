package dev.gantry.filetests;

import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifFile;
import dev.gantry.codegen.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * A target line of a file with the settings of the lines before it.
 *
 * @param isa architecture or target triple
 * @param flags words after it
 * @param settings settings that hold for it
 */
record TestTarget(String isa, List<String> flags, Settings settings) {
    /** x86-64 with all settings of a file that has no target, for what does not depend on one. */
    static TestTarget withoutTarget(ClifFile file) {
        Settings settings = Settings.DEFAULT;
        for (ClifFile.Directive directive : file.settings()) {
            if (directive instanceof ClifFile.Directive.Set set) {
                settings = with(settings, set);
            }
        }
        return new TestTarget("x86_64", List.of(), settings);
    }

    private static Settings with(Settings settings, ClifFile.Directive.Set set) {
        Settings changed = settings;
        for (String word : set.text().split("\\s+")) {
            int equals = word.indexOf('=');
            changed = equals < 0
                    ? changed.with(word, "true")
                    : changed.with(word.substring(0, equals), word.substring(equals + 1));
        }
        return changed;
    }

    /** All targets of a file. Throws {@link IllegalArgumentException} if a setting is unknown or has an unknown value. */
    static List<TestTarget> all(ClifFile file) {
        Settings settings = Settings.DEFAULT;
        List<TestTarget> targets = new ArrayList<>();
        for (ClifFile.Directive directive : file.settings()) {
            switch (directive) {
                case ClifFile.Directive.Set set -> settings = with(settings, set);
                case ClifFile.Directive.Target target ->
                    targets.add(new TestTarget(target.isa(), target.flags(), settings));
            }
        }
        return targets;
    }

    String architecture() {
        int dash = isa.indexOf('-');
        return dash < 0 ? isa : isa.substring(0, dash);
    }

    boolean isX64() {
        return architecture().equals("x86_64");
    }

    Type pointer() {
        return architecture().startsWith("pulley32") ? Type.I32 : Type.I64;
    }

    @Override
    public String toString() {
        return flags.isEmpty() ? isa : isa + ' ' + String.join(" ", flags);
    }
}
