package dev.gantry.runtime;

import static dev.gantry.runtime.Guests.call;
import static dev.gantry.runtime.Guests.instantiate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls into guests, out of them, and through them. */
class CallTest {
    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void addition(Engine engine) {
        Instance instance = instantiate(
                engine,
                "(module (func (export \"add\") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))");
        assertThat(call(instance, "add", 40, 2)).isEqualTo(42);
        assertThat(call(instance, "add", -1, -1)).isEqualTo(-2);
        assertThat(instance.getFunc("add").orElseThrow().call(Val.i32(1), Val.i32(2)))
                .containsExactly(Val.i32(3));
        assertThatThrownBy(() -> instance.getFunc("add").orElseThrow().call(Val.i32(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(i32, i32) -> (i32)");
        assertThatThrownBy(() -> instance.getFunc("add").orElseThrow().call(Val.i32(1), Val.i64(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a value of type i32");
        assertThat(instance.getFunc("sub")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void loop(Engine engine) {
        Instance instance = instantiate(engine, """
                (module (func (export "sum") (param $n i64) (result i64) (local $s i64)
                  (block $done (loop $again
                    (br_if $done (i64.eqz (local.get $n)))
                    (local.set $s (i64.add (local.get $s) (local.get $n)))
                    (local.set $n (i64.sub (local.get $n) (i64.const 1)))
                    (br $again)))
                  (local.get $s)))
                """);
        assertThat(call(instance, "sum", 1000)).isEqualTo(500500);
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void manyValuesOfAllTypes(Engine engine) {
        Instance instance = instantiate(engine, """
                (module
                  (type $t (func (param i32 i64 f32 f64 i32 i64 f32 f64 i32 i64) (result f64 i64 i32 f32 i64 i32 f64 f32 i64 i32)))
                  (import "" "swap" (func $swap (type $t)))
                  (func (export "run") (type $t)
                    (call $swap (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5)
                      (local.get 6) (local.get 7) (local.get 8) (local.get 9))))
                """.replace(
                        "(import \"\" \"swap\" (func $swap (type $t)))",
                        ""
                                + "(func $swap (type $t) (local.get 3) (local.get 1) (local.get 0) (local.get 2) (local.get 5)"
                                + " (local.get 4) (local.get 7) (local.get 6) (local.get 9) (local.get 8))"));
        List<Val> results = instance.getFunc("run")
                .orElseThrow()
                .call(
                        Val.i32(-1),
                        Val.i64(Long.MIN_VALUE),
                        Val.f32(1.5f),
                        Val.f64(-2.5),
                        Val.i32(7),
                        Val.i64(8),
                        Val.f32(Float.NaN),
                        Val.f64(1e300),
                        Val.i32(9),
                        Val.i64(10));
        assertThat(results)
                .containsExactly(
                        Val.f64(-2.5),
                        Val.i64(Long.MIN_VALUE),
                        Val.i32(-1),
                        Val.f32(1.5f),
                        Val.i64(8),
                        Val.i32(7),
                        Val.f64(1e300),
                        Val.f32(Float.NaN),
                        Val.i64(10),
                        Val.i32(9));
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void hostFunctionsOfManyValues(Engine engine) {
        List<ValType> types = List.of(
                ValType.I32, ValType.I64, ValType.F32, ValType.F64, ValType.I32, ValType.I64, ValType.I32, ValType.I64);
        FuncType type = FuncType.of(types, List.of(ValType.I64, ValType.I32));
        Linker linker = Linker.create(engine).funcOfVals("host", "f", type, (caller, args) -> {
            assertThat(args)
                    .containsExactly(
                            Val.i32(1),
                            Val.i64(2),
                            Val.f32(3),
                            Val.f64(4),
                            Val.i32(5),
                            Val.i64(6),
                            Val.i32(-7),
                            Val.i64(8));
            return List.of(Val.i64(99), Val.i32(-3));
        });
        String wat = """
                (module (import "host" "f" (func $f (param i32 i64 f32 f64 i32 i64 i32 i64) (result i64 i32)))
                  (func (export "run") (result i64 i32)
                    (call $f (i32.const 1) (i64.const 2) (f32.const 3) (f64.const 4) (i32.const 5) (i64.const 6) (i32.const -7)
                      (i64.const 8))))
                """;
        Instance instance = linker.instantiate(Store.create(engine), Module.fromWat(engine, wat));
        assertThat(instance.getFunc("run").orElseThrow().call()).containsExactly(Val.i64(99), Val.i32(-3));
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void hostFunctionsSeeTheirCaller(Engine engine) {
        Linker linker = Linker.create(engine).func("host", "peek", Guests.I32_TO_I32, (caller, slots) -> {
            assertThat(caller.data(String.class)).isEqualTo("data");
            slots[0] = caller.memory().readInt(slots[0])
                    + caller.instance().orElseThrow().exports().size();
        });
        String wat = """
                (module (import "host" "peek" (func $peek (param i32) (result i32)))
                  (memory (export "memory") 1)
                  (data (i32.const 100) "\\2a\\00\\00\\00")
                  (func (export "run") (result i32) (call $peek (i32.const 100))))
                """;
        Instance instance = linker.instantiate(Store.create(engine, "data"), Module.fromWat(engine, wat));
        assertThat(call(instance, "run")).isEqualTo(44);
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void hostFunctionsThrowThroughGuests(Engine engine) {
        Linker linker = Linker.create(engine)
                .func("host", "unchecked", FuncType.EMPTY, (caller, slots) -> {
                    throw new UnsupportedOperationException("from the host");
                })
                .func("host", "checked", FuncType.EMPTY, (caller, slots) -> {
                    throw new IOException("disk");
                });
        String wat = """
                (module $m (import "host" "unchecked" (func $u)) (import "host" "checked" (func $c))
                  (func $inner (call $u))
                  (func $outer (export "unchecked") (call $inner))
                  (func (export "checked") (call $c))
                  (func (export "fine") (result i32) (i32.const 7)))
                """;
        Instance instance = linker.instantiate(Store.create(engine), Module.fromWat(engine, wat));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> call(instance, "unchecked")).hasMessage("from the host");
            assertThatThrownBy(() -> call(instance, "checked"))
                    .isInstanceOf(HostFunctionException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(call(instance, "fine")).isEqualTo(7);
        }
        Throwable thrown = catchThrowable(() -> call(instance, "unchecked"));
        assertThat(thrown.getStackTrace())
                .extracting(StackTraceElement::getClassName, StackTraceElement::getMethodName)
                .containsSubsequence(
                        tuple(GuestCall.class.getName(), "callHost"),
                        tuple("wasm m", "inner"),
                        tuple("wasm m", "outer"),
                        tuple(Func.class.getName(), "callRaw"));
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void guestAndHostCallEachOther(Engine engine) {
        Linker linker = Linker.create(engine).func("host", "down", Guests.I32_TO_I32, (caller, slots) -> {
            Func up = (Func) caller.getExport("up").orElseThrow();
            slots[0] = up.callRaw(slots[0]) + 1;
        });
        String wat = """
                (module (import "host" "down" (func $down (param i32) (result i32)))
                  (func (export "up") (param i32) (result i32)
                    (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 0))
                      (else (call $down (i32.sub (local.get 0) (i32.const 1)))))))
                """;
        Instance instance = linker.instantiate(Store.create(engine), Module.fromWat(engine, wat));
        assertThat(call(instance, "up", 100)).isEqualTo(100);
        assertThatThrownBy(() -> call(instance, "up", 100_000))
                .isInstanceOfSatisfying(
                        TrapException.class, e -> assertThat(e.trap()).isEqualTo(Trap.STACK_OVERFLOW));
        assertThat(call(instance, "up", 10)).isEqualTo(10);
    }
}
