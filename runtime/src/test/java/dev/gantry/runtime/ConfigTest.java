package dev.gantry.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Features;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigTest {
    private static final Config DEFAULTS = Config.defaults();

    /** The names of the components in which two configurations differ. */
    private static List<String> differences(Config a, Config b) throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : Config.class.getRecordComponents()) {
            if (!component
                    .getAccessor()
                    .invoke(a)
                    .equals(component.getAccessor().invoke(b))) {
                names.add(component.getName());
            }
        }
        return names;
    }

    private static void changesOnly(Config changed, String component) throws ReflectiveOperationException {
        assertThat(differences(DEFAULTS, changed)).containsExactly(component);
    }

    @Test
    void eachCopyChangesItsOwnComponentOnly() throws ReflectiveOperationException {
        changesOnly(DEFAULTS.withTrapMode(Config.TrapMode.CHECKS), "trapMode");
        changesOnly(DEFAULTS.withMaxWasmStack(128 << 10), "maxWasmStack");
        changesOnly(DEFAULTS.withEpochInterruption(true), "epochInterruption");
        changesOnly(DEFAULTS.withInterruptible(true), "interruptible");
        changesOnly(DEFAULTS.withMemoryReservation(8L << 30), "memoryReservation");
        changesOnly(DEFAULTS.withCompileThreads(DEFAULTS.compileThreads() + 1), "compileThreads");
        changesOnly(DEFAULTS.withDebugVerifier(true), "debugVerifier");
        changesOnly(DEFAULTS.withWasmBacktrace(false), "wasmBacktrace");
        changesOnly(DEFAULTS.withMaxCallDepth(7), "maxCallDepth");
        changesOnly(DEFAULTS.withFeatures(Features.ALL.without(Feature.SIMD)), "features");
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> DEFAULTS.withMaxWasmStack(1)).hasMessageContaining("maxWasmStack");
        assertThatThrownBy(() -> DEFAULTS.withCompileThreads(0)).hasMessageContaining("compileThreads");
        assertThatThrownBy(() -> DEFAULTS.withMaxCallDepth(0)).hasMessageContaining("maxCallDepth");
    }
}
