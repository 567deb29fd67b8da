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
    /** All targets of a file. Throws {@link IllegalArgumentException} if a setting is unknown or has an unknown value. */
    static List<TestTarget> all(ClifFile file) {
        Settings settings = Settings.DEFAULT;
        List<TestTarget> targets = new ArrayList<>();
        for (ClifFile.Directive directive : file.settings()) {
            switch (directive) {
                case ClifFile.Directive.Set set -> {
                    for (String word : set.text().split("\\s+")) {
                        int equals = word.indexOf('=');
                        settings = equals < 0
                                ? settings.with(word, "true")
                                : settings.with(word.substring(0, equals), word.substring(equals + 1));
                    }
                }
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
