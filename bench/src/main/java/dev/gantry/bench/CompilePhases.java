package dev.gantry.bench;

import dev.gantry.clif.ir.Function;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.clif.TranslatorSettings;
import dev.gantry.wasm.clif.VmContextLayout;
import dev.gantry.wasm.clif.WasmTranslator;
import dev.gantry.wasm.validate.Validator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Compiles a module pass by pass on one thread and sums up the processor time of each. */
final class CompilePhases {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, long[]> nanos = new LinkedHashMap<>();
    private long last;
    private String current = "";

    private CompilePhases() {}

    /** {@return a line with the milliseconds and share of each pass in the fastest of some compilations} */
    static String measure(byte[] bytes, int times) {
        CompilePhases best = null;
        for (int i = 0; i < times; i++) {
            CompilePhases phases = new CompilePhases();
            phases.compile(bytes);
            if (best == null || phases.total() < best.total()) {
                best = phases;
            }
        }
        return best == null ? "" : best.text();
    }

    private void compile(byte[] bytes) {
        enter("parse");
        WasmModule wasm = BinaryReader.parse(bytes);
        Validator.checkModule(wasm);
        WasmTranslator translator = new WasmTranslator();
        VmContextLayout layout = new VmContextLayout(wasm);
        Compiler compiler =
                new Compiler(TargetIsa.host(Settings.DEFAULT.withVerifier(false).withUnwindInfo(false)));
        compiler.onPass(this::enter);
        for (int i = 0; i < wasm.bodyCount(); i++) {
            enter("validate and translate");
            Function function =
                    translator.translate(wasm, layout, wasm.importedFuncCount() + i, TranslatorSettings.DEFAULT);
            compiler.compile(function);
        }
        enter("end");
    }

    private void enter(String phase) {
        long now = THREADS.getCurrentThreadCpuTime();
        if (!current.isEmpty()) {
            nanos.computeIfAbsent(current, name -> new long[1])[0] += now - last;
        }
        last = now;
        current = phase;
    }

    private long total() {
        long sum = 0;
        for (long[] time : nanos.values()) {
            sum += time[0];
        }
        return sum;
    }

    private String text() {
        StringBuilder out = new StringBuilder("phases of one thread, ms:");
        for (Map.Entry<String, long[]> entry : nanos.entrySet()) {
            out.append(String.format(
                    Locale.ROOT,
                    " %s %.1f (%.0f%%)",
                    entry.getKey(),
                    entry.getValue()[0] / 1e6,
                    100.0 * entry.getValue()[0] / total()));
        }
        return out.toString();
    }
}
