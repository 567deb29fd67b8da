package dev.gantry.wasm.text;

import java.util.List;
import java.util.Optional;

/** Something that a script does with an instance. */
public sealed interface WastAction {
    /** The instance's name in the script; the latest instance if it has none. */
    Optional<String> instance();

    /** The name of the export. */
    String export();

    /** Calls an exported function. */
    record Invoke(Optional<String> instance, String export, List<WastValue> arguments) implements WastAction {
        public Invoke {
            arguments = List.copyOf(arguments);
        }
    }

    /** Reads an exported global. */
    record Get(Optional<String> instance, String export) implements WastAction {}
}
