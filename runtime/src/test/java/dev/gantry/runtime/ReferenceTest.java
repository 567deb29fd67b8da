package dev.gantry.runtime;

import static dev.gantry.runtime.Guests.instantiate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.ValType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** References to functions and to host objects, through calls, tables and globals. */
class ReferenceTest {
    private static final String WAT = """
            (module
              (table $t (export "t") 2 10 externref)
              (global (export "g") (mut externref) (ref.null extern))
              (func (export "id") (param externref) (result externref) (local.get 0))
              (func (export "put") (param i32 externref) (table.set $t (local.get 0) (local.get 1)))
              (func $f (export "f") (result funcref) (ref.func $f))
              (func (export "null") (param funcref) (result i32) (ref.is_null (local.get 0))))
            """;

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void hostObjectsKeepTheirIdentity(Engine engine) {
        Instance instance = instantiate(engine, WAT);
        Object object = new Object();
        assertThat(instance.getFunc("id").orElseThrow().call(Val.externRef(object)))
                .containsExactly(Val.externRef(object));
        assertThat(instance.getFunc("id").orElseThrow().call(Val.externRef(null)))
                .containsExactly(Val.externRef(null));
        instance.getFunc("put").orElseThrow().call(Val.i32(1), Val.externRef("text"));
        Table table = instance.getTable("t").orElseThrow();
        assertThat(table.get(1)).isEqualTo(Val.externRef("text"));
        assertThat(table.get(0)).isEqualTo(Val.externRef(null));
        assertThat(table.grow(9, Val.externRef(object))).isEqualTo(-1);
        assertThat(table.grow(8, Val.externRef(object))).isEqualTo(2);
        assertThat(table.get(9)).isEqualTo(Val.externRef(object));
        assertThatThrownBy(() -> table.get(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> table.set(0, Val.i32(1))).isInstanceOf(IllegalArgumentException.class);
        Global global = instance.getGlobal("g").orElseThrow();
        global.set(Val.externRef(object));
        assertThat(global.get()).isEqualTo(Val.externRef(object));
    }

    @ParameterizedTest
    @MethodSource("dev.gantry.runtime.Guests#engines")
    void functionsKeepTheirIdentityAndTheirStore(Engine engine) {
        Instance instance = instantiate(engine, WAT);
        Func f = instance.getFunc("f").orElseThrow();
        assertThat(f.call()).containsExactly(Val.funcRef(f));
        Func isNull = instance.getFunc("null").orElseThrow();
        assertThat(isNull.call(Val.funcRef(f))).containsExactly(Val.i32(0));
        assertThat(isNull.call(Val.funcRef(null))).containsExactly(Val.i32(1));
        Func stranger = Func.wrap(Store.create(engine), FuncType.EMPTY, (caller, slots) -> {});
        assertThatThrownBy(() -> isNull.call(Val.funcRef(stranger)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a function of another store");
        Table table = Table.create(
                instance.store(), new TableType(ValType.FUNCREF, new Limits(1, Limits.NO_MAX)), Val.funcRef(f));
        assertThat(table.get(0)).isEqualTo(Val.funcRef(f));
    }
}
