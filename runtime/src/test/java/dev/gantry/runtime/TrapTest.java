package dev.gantry.runtime;

import static dev.gantry.runtime.Guests.call;
import static dev.gantry.runtime.Guests.instantiate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of trap, in both modes. */
class TrapTest {
    private static void expect(Instance instance, Trap trap, String name, long... args) {
        assertThatThrownBy(() -> call(instance, name, args))
                .isInstanceOf(TrapException.class)
                .hasMessage(trap.message());
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void arithmetic(Engine engine) {
        Instance instance = instantiate(engine, """
                (module
                  (func (export "div_s") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
                  (func (export "rem_u") (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1)))
                  (func (export "trunc") (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
                  (func (export "unreachable") unreachable))
                """);
        assertThat(call(instance, "div_s", 7, -2)).isEqualTo(-3);
        expect(instance, Trap.INTEGER_DIVISION_BY_ZERO, "div_s", 1, 0);
        expect(instance, Trap.INTEGER_OVERFLOW, "div_s", Integer.MIN_VALUE, -1);
        expect(instance, Trap.INTEGER_DIVISION_BY_ZERO, "rem_u", 1, 0);
        expect(instance, Trap.BAD_CONVERSION_TO_INTEGER, "trunc", Double.doubleToRawLongBits(Double.NaN));
        expect(instance, Trap.INTEGER_OVERFLOW, "trunc", Double.doubleToRawLongBits(1e10));
        expect(instance, Trap.UNREACHABLE_CODE_REACHED, "unreachable");
        assertThat(call(instance, "div_s", 100, 7)).isEqualTo(14);
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void memory(Engine engine) {
        Instance instance = instantiate(engine, """
                (module (memory (export "memory") 1 3)
                  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
                  (func (export "far") (param i32) (result i32) (i32.load8_u offset=0xffffffff (local.get 0)))
                  (func (export "store") (param i32 i64) (i64.store (local.get 0) (local.get 1)))
                  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
                  (func (export "size") (result i32) (memory.size)))
                """);
        call(instance, "store", 65528, 0x1234_5678_9abc_def0L);
        assertThat(call(instance, "load", 65528)).isEqualTo((int) 0x9abc_def0L);
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "load", 65533);
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "load", -4);
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "far", -1);
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "store", 65536, 0);
        assertThat(call(instance, "grow", 1)).isEqualTo(1);
        assertThat(call(instance, "load", 65533)).isEqualTo(0x123456);
        assertThat(call(instance, "size")).isEqualTo(2);
        assertThat(call(instance, "grow", 2)).isEqualTo(-1);
        assertThat(call(instance, "grow", 1)).isEqualTo(2);
        Memory memory = instance.getMemory("memory").orElseThrow();
        assertThat(memory.size()).isEqualTo(3);
        assertThat(memory.readLong(65528)).isEqualTo(0x1234_5678_9abc_def0L);
        assertThatThrownBy(() -> memory.readLong(3 * 65536 - 7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void tables(Engine engine) {
        Instance instance = instantiate(engine, """
                (module
                  (type $i (func (result i32)))
                  (type $l (func (result i64)))
                  (table (export "table") 4 funcref)
                  (elem (i32.const 0) $one $two)
                  (func $one (type $i) (i32.const 1))
                  (func $two (type $l) (i64.const 2))
                  (func (export "call") (param i32) (result i32) (call_indirect (type $i) (local.get 0)))
                  (func (export "get") (param i32) (result i32) (ref.is_null (table.get (local.get 0)))))
                """);
        assertThat(call(instance, "call", 0)).isEqualTo(1);
        expect(instance, Trap.BAD_SIGNATURE, "call", 1);
        expect(instance, Trap.INDIRECT_CALL_TO_NULL, "call", 2);
        expect(instance, Trap.UNDEFINED_ELEMENT, "call", 4);
        expect(instance, Trap.UNDEFINED_ELEMENT, "call", -1);
        assertThat(call(instance, "get", 1)).isZero();
        assertThat(call(instance, "get", 3)).isEqualTo(1);
        expect(instance, Trap.TABLE_OUT_OF_BOUNDS, "get", 4);
        Table table = instance.getTable("table").orElseThrow();
        Func host = Func.wrap(
                instance.store(),
                dev.gantry.wasm.FuncType.of(java.util.List.of(), java.util.List.of(dev.gantry.wasm.ValType.I32)),
                (caller, slots) -> slots[0] = 77);
        table.set(3, Val.funcRef(host));
        assertThat(call(instance, "call", 3)).isEqualTo(77);
        assertThat(table.get(3)).isEqualTo(Val.funcRef(host));
        assertThat(table.grow(1, Val.funcRef(host))).isEqualTo(4);
        assertThat(call(instance, "call", 4)).isEqualTo(77);
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void stackOverflow(Engine engine) {
        Instance instance = instantiate(engine, """
                (module
                  (func $f (export "recurse") (param i64) (result i64)
                    (if (result i64) (i64.eqz (local.get 0)) (then (i64.const 0))
                      (else (i64.add (i64.const 1) (call $f (i64.sub (local.get 0) (i64.const 1))))))))
                """);
        assertThat(call(instance, "recurse", 10_000)).isEqualTo(10_000);
        for (int i = 0; i < 10; i++) {
            expect(instance, Trap.STACK_OVERFLOW, "recurse", 1_000_000_000);
        }
        assertThat(call(instance, "recurse", 5)).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void backtraces(Engine engine) {
        Instance instance = instantiate(engine, """
                (module $prog
                  (func $leaf (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
                  (func $middle (param i32) (result i32) (i32.add (i32.const 1) (call $leaf (local.get 0))))
                  (func (export "main") (param i32) (result i32) (i32.mul (i32.const 3) (call $middle (local.get 0)))))
                """);
        TrapException trap = catchThrowableOfType(TrapException.class, () -> call(instance, "main", 0));
        assertThat(trap.trap()).isEqualTo(Trap.INTEGER_DIVISION_BY_ZERO);
        assertThat(trap.backtrace().frames())
                .extracting(FrameInfo::moduleName, FrameInfo::funcName, FrameInfo::funcIndex)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("prog", "leaf", 0),
                        org.assertj.core.api.Assertions.tuple("prog", "middle", 1),
                        org.assertj.core.api.Assertions.tuple("prog", "main", 2));
        assertThat(trap.backtrace().frames())
                .allSatisfy(frame -> assertThat(frame.moduleOffset()).isPositive());
        assertThat(trap.getStackTrace()[0].getMethodName()).isEqualTo("leaf");
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void bulkOperators(Engine engine) {
        Instance instance = instantiate(engine, """
                (module (memory 1)
                  (data $d "hello")
                  (table 8 funcref) (elem $e func $f $f)
                  (func $f)
                  (func (export "init") (param i32 i32 i32) (memory.init $d (local.get 0) (local.get 1) (local.get 2)))
                  (func (export "drop") (data.drop $d) (elem.drop $e))
                  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
                  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
                  (func (export "byte") (param i32) (result i32) (i32.load8_u (local.get 0)))
                  (func (export "tinit") (param i32 i32 i32) (table.init $e (local.get 0) (local.get 1) (local.get 2)))
                  (func (export "tcopy") (param i32 i32 i32) (table.copy (local.get 0) (local.get 1) (local.get 2)))
                  (func (export "tgrow") (param i32) (result i32) (table.grow (ref.null func) (local.get 0)))
                  (func (export "tfill") (param i32 i32) (table.fill (local.get 0) (ref.func $f) (local.get 1)))
                  (func (export "isnull") (param i32) (result i32) (ref.is_null (table.get (local.get 0)))))
                """);
        call(instance, "init", 10, 1, 4);
        assertThat(call(instance, "byte", 10)).isEqualTo('e');
        assertThat(call(instance, "byte", 13)).isEqualTo('o');
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "init", 0, 3, 3);
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "init", 65535, 0, 2);
        call(instance, "copy", 11, 10, 4);
        assertThat(call(instance, "byte", 14)).isEqualTo('o');
        call(instance, "fill", 0, 0x1ff, 65536);
        assertThat(call(instance, "byte", 65535)).isEqualTo(255);
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "fill", 1, 0, 65536);
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "copy", 0, 1, 65536);
        call(instance, "tinit", 3, 0, 2);
        assertThat(call(instance, "isnull", 3)).isZero();
        assertThat(call(instance, "isnull", 5)).isEqualTo(1);
        call(instance, "tcopy", 5, 3, 2);
        assertThat(call(instance, "isnull", 6)).isZero();
        expect(instance, Trap.TABLE_OUT_OF_BOUNDS, "tinit", 7, 0, 2);
        expect(instance, Trap.TABLE_OUT_OF_BOUNDS, "tcopy", 7, 0, 2);
        assertThat(call(instance, "tgrow", 2)).isEqualTo(8);
        call(instance, "tfill", 8, 2);
        assertThat(call(instance, "isnull", 9)).isZero();
        call(instance, "drop");
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "init", 0, 0, 1);
        expect(instance, Trap.TABLE_OUT_OF_BOUNDS, "tinit", 0, 0, 1);
        call(instance, "init", 0, 0, 0);
    }
}
