package dev.gantry.examples;

import dev.gantry.runtime.Config;
import dev.gantry.runtime.Engine;
import dev.gantry.runtime.Instance;
import dev.gantry.runtime.Linker;
import dev.gantry.runtime.Module;
import dev.gantry.runtime.Store;
import dev.gantry.runtime.TrapException;
import dev.gantry.wasm.FuncType;
import java.time.Duration;

/**
 * Runs guests that misbehave: one that loops for ever, one that recurses for ever, one that calls a host function which throws.
 *
 * <p>Each ends with an exception for the caller, and the store goes on working. A time limit needs {@link Config#interruptible}: compiled code then looks
 * at a counter at the head of every loop; without it loops cost nothing.
 */
public final class LimitGuest {
    private static final String GUESTS = """
            (module
              (import "host" "save" (func $save))
              (func (export "loop") (loop $again (br $again)))
              (func $recurse (export "recurse") (call $recurse))
              (func (export "save") (call $save))
              (func (export "answer") (result i32) (i32.const 42)))
            """;

    private LimitGuest() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Config config = Config.defaults().withInterruptible(true).withMaxWasmStack(256 << 10);
        try (Engine engine = Engine.create(config);
                Module module = Module.fromWat(engine, GUESTS);
                Store store = Store.create(engine)) {
            store.setTimeLimit(Duration.ofMillis(100).toNanos());
            Linker linker = Linker.create(engine).func("host", "save", FuncType.EMPTY, (caller, slots) -> {
                throw new IllegalStateException("the disk is full");
            });
            Instance guest = linker.instantiate(store, module);
            for (String name : new String[] {"loop", "recurse", "save", "answer"}) {
                try {
                    System.out.println(name + " gives " + guest.func(name).callRaw());
                } catch (TrapException e) {
                    System.out.println(name + " trapped: " + e.trap());
                } catch (IllegalStateException e) {
                    System.out.println(name + " threw: " + e.getMessage());
                }
            }
        }
    }
}
