package dev.gantry.examples;

import dev.gantry.runtime.Engine;
import dev.gantry.runtime.Instance;
import dev.gantry.runtime.Linker;
import dev.gantry.runtime.Memory;
import dev.gantry.runtime.Module;
import dev.gantry.runtime.Store;
import dev.gantry.runtime.TrapException;
import dev.gantry.runtime.Val;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Embeds WebAssembly: compiles a module, gives it a host function, calls it, exchanges strings through its memory, and survives a trap.
 *
 * <p>A real plugin comes from a file: {@code Module.fromFile(engine, Path.of("plugin.wasm"))}. Here it is written out in the text format, so that all
 * of it is on one page.
 */
public final class EmbedModule {
    private static final String PLUGIN = """
            (module $plugin
              (import "host" "log" (func $log (param $address i32) (param $length i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "Hello, ")

              ;; The host has written a name of $length bytes at 23, behind the greeting.
              (func (export "greet") (param $length i32)
                (call $log (i32.const 16) (i32.add (local.get $length) (i32.const 7))))

              (func $divide (export "divide") (param $a i32) (param $b i32) (result i32)
                (i32.div_s (local.get $a) (local.get $b)))

              (func (export "average") (param $sum i32) (param $count i32) (result f64)
                (f64.convert_i32_s (call $divide (local.get $sum) (local.get $count)))))
            """;

    private EmbedModule() {}

    /** Runs the example. */
    public static void main(String[] args) {
        try (Engine engine = Engine.create();
                Module module = Module.fromWat(engine, PLUGIN);
                Store store = Store.create(engine)) {
            // What the module may do outside itself is what the linker gives it, and nothing else.
            Linker linker = Linker.create(engine);
            FuncType log = FuncType.of(List.of(ValType.I32, ValType.I32), List.of());
            linker.func("host", "log", log, (caller, slots) -> {
                String text = caller.memory().readString(slots[0], (int) slots[1]);
                System.out.println("the guest says: " + text);
            });
            Instance plugin = linker.instantiate(store, module);

            // Strings go through the guest's memory.
            Memory memory = plugin.memory("memory");
            byte[] name = "Ada".getBytes(StandardCharsets.UTF_8);
            memory.write(23, name);
            plugin.func("greet").callRaw(name.length);

            // Numbers are passed as raw 64-bit slots, without boxing, or as values.
            long quotient = plugin.func("divide").callRaw(42, -6);
            System.out.println("42 / -6 = " + quotient);
            List<Val> average = plugin.func("average").call(Val.i32(10), Val.i32(4));
            System.out.println("average = " + average);

            // A trap is an exception with the guest's frames; the store stays usable.
            try {
                plugin.func("average").callRaw(10, 0);
            } catch (TrapException trap) {
                System.out.println("trapped: " + trap.getMessage());
                System.out.print(trap.backtrace());
            }
            System.out.println("and still: " + plugin.func("divide").callRaw(6, 2));
        }
    }
}
