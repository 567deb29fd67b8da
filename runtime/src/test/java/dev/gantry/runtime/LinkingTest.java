package dev.gantry.runtime;

import static dev.gantry.runtime.Guests.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.MemoryType;
import dev.gantry.wasm.ValType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports, exports and what instances share. */
class LinkingTest {
    private static final String EXPORTER = """
            (module
              (global $g (export "g") (mut i32) (i32.const 5))
              (memory (export "m") 1 4)
              (table (export "t") 3 funcref)
              (func (export "get") (result i32) (global.get $g))
              (func $inc (export "inc") (global.set $g (i32.add (global.get $g) (i32.const 1))))
              (elem (i32.const 1) $inc))
            """;

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void instancesShare(Engine engine) {
        Store store = Store.create(engine);
        Linker linker = Linker.create(engine);
        Instance first = linker.instantiate(store, Module.fromWat(engine, EXPORTER));
        linker.instance("a", first);
        Instance second = linker.instantiate(store, Module.fromWat(engine, """
                        (module
                          (import "a" "g" (global $g (mut i32)))
                          (import "a" "m" (memory 1 5))
                          (import "a" "t" (table 2 funcref))
                          (import "a" "inc" (func $inc))
                          (export "inc2" (func $inc))
                          (func (export "run") (result i32)
                            (call $inc) (call_indirect (i32.const 1))
                            (i32.store (i32.const 8) (i32.const 99))
                            (global.get $g))
                          (start $init)
                          (func $init (global.set $g (i32.const 10))))
                        """));
        assertThat(call(first, "get")).isEqualTo(10);
        assertThat(call(second, "run")).isEqualTo(12);
        assertThat(call(first, "get")).isEqualTo(12);
        assertThat(first.getMemory("m").orElseThrow().readInt(8)).isEqualTo(99);
        assertThat(second.getFunc("inc2")).isEqualTo(first.getFunc("inc"));
        Global global = first.getGlobal("g").orElseThrow();
        global.set(Val.i32(-1));
        assertThat(call(first, "get")).isEqualTo(-1);
        assertThat(global.get()).isEqualTo(Val.i32(-1));
    }

    @Test
    void importsThatDoNotFit() {
        Engine engine = Guests.SIGNALS;
        Store store = Store.create(engine);
        Linker linker = Linker.create(engine)
                .define("h", "g", Global.create(store, new GlobalType(ValType.I32, false), Val.i32(1)))
                .define("h", "m", Memory.create(store, new MemoryType(new Limits(1, Limits.NO_MAX))))
                .func("h", "f", FuncType.EMPTY, (caller, slots) -> {});
        String[][] cases = {
            {"(import \"h\" \"x\" (func))", "unknown import \"h\" \"x\""},
            {"(import \"h\" \"f\" (func (param i32)))", "incompatible import type for \"h\" \"f\""},
            {"(import \"h\" \"f\" (memory 1))", "incompatible import type"},
            {"(import \"h\" \"g\" (global (mut i32)))", "incompatible import type"},
            {"(import \"h\" \"m\" (memory 2))", "incompatible import type"},
            {"(import \"h\" \"m\" (memory 1 2))", "incompatible import type"},
        };
        for (String[] one : cases) {
            Module module = Module.fromWat(engine, "(module " + one[0] + ")");
            assertThatThrownBy(() -> linker.instantiate(store, module))
                    .isInstanceOf(LinkException.class)
                    .hasMessageStartingWith(one[1]);
        }
        assertThatThrownBy(() -> linker.func("h", "f", FuncType.EMPTY, (caller, slots) -> {}))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("defined twice");
    }

    @Test
    void exportsThatAreNotThere() {
        Instance instance =
                Guests.instantiate(Guests.SIGNALS, "(module (func (export \"f\")) (memory (export \"m\") 1))");
        assertThat(instance.func("f")).isEqualTo(instance.getFunc("f").orElseThrow());
        assertThat(instance.memory("m")).isEqualTo(instance.getMemory("m").orElseThrow());
        assertThatThrownBy(() -> instance.func("g"))
                .isInstanceOf(LinkException.class)
                .hasMessage("unknown export: there is no function \"g\" among func \"f\", memory \"m\"");
        assertThatThrownBy(() -> instance.memory("f"))
                .hasMessage("unknown export: there is no memory \"f\" among func \"f\", memory \"m\"");
        assertThatThrownBy(() -> Guests.instantiate(Guests.SIGNALS, "(module)").func("f"))
                .hasMessage("unknown export: there is no function \"f\"");
    }

    @Test
    void segmentsThatDoNotFitLeaveWhatWasWritten() {
        Engine engine = Guests.SIGNALS;
        Store store = Store.create(engine);
        Memory memory = Memory.create(store, new MemoryType(new Limits(1, Limits.NO_MAX)));
        Linker linker = Linker.create(engine).define("h", "m", memory);
        Module module = Module.fromWat(
                engine,
                "(module (import \"h\" \"m\" (memory 1)) (data (i32.const 0) \"ab\") (data (i32.const 65535) \"cd\"))");
        assertThatThrownBy(() -> linker.instantiate(store, module)).hasMessage("out of bounds memory access");
        assertThat(memory.readByte(0)).isEqualTo((byte) 'a');
        assertThat(memory.readByte(65535)).isZero();
    }

    @Test
    void closedStoresRefuseCalls() {
        Instance instance = Guests.instantiate(Guests.SIGNALS, EXPORTER);
        assertThat(call(instance, "get")).isEqualTo(5);
        Memory memory = instance.getMemory("m").orElseThrow();
        instance.store().close();
        instance.store().close();
        assertThatThrownBy(() -> call(instance, "get")).hasMessage("the store is closed");
        assertThatThrownBy(() -> memory.readByte(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(memory.grow(1)).isEqualTo(-1);
    }

    @Test
    void manyStoresComeAndGo() {
        Module module = Module.fromWat(Guests.SIGNALS, EXPORTER);
        Linker linker = Linker.create(Guests.SIGNALS);
        for (int i = 0; i < 2000; i++) {
            Store store = Store.create(Guests.SIGNALS);
            assertThat(call(linker.instantiate(store, module), "get")).isEqualTo(5);
            if (i % 2 == 0) {
                store.close();
            } else if (i % 500 == 1) {
                System.gc();
            }
        }
    }
}
