package dev.gantry.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The simplest things from text to a result. */
class FirstStepsTest {
    private static Engine engine;

    @BeforeAll
    static void setUp() {
        engine = Engine.create(Config.defaults().withDebugVerifier(true));
    }

    @AfterAll
    static void tearDown() {
        engine.close();
    }

    static Instance instantiate(String wat) {
        return Linker.create(engine).instantiate(Store.create(engine), Module.fromWat(engine, wat));
    }

    @Test
    void addition() {
        Instance instance = instantiate(
                "(module (func (export \"add\") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))");
        assertThat(instance.getFunc("add").orElseThrow().callRaw(40, 2)).isEqualTo(42);
        assertThat(instance.getFunc("add").orElseThrow().callRaw(-1, -1)).isEqualTo(-2);
    }

    @Test
    void loop() {
        Instance instance = instantiate(
                """
                (module (func (export "sum") (param $n i64) (result i64) (local $s i64)
                  (block $done (loop $again
                    (br_if $done (i64.eqz (local.get $n)))
                    (local.set $s (i64.add (local.get $s) (local.get $n)))
                    (local.set $n (i64.sub (local.get $n) (i64.const 1)))
                    (br $again)))
                  (local.get $s)))
                """);
        assertThat(instance.getFunc("sum").orElseThrow().callRaw(1000)).isEqualTo(500500);
    }
}
