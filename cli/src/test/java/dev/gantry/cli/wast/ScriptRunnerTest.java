package dev.gantry.cli.wast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.runtime.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptRunnerTest {
    private static final Config SIGNALS = Config.defaults();
    private static final Config CHECKS = Config.defaults().withTrapMode(Config.TrapMode.CHECKS);

    @ParameterizedTest
    @ValueSource(strings = {"numbers", "control", "memory", "tables", "linking"})
    void ourScriptsPassInBothModes(String name) throws IOException {
        byte[] script;
        try (InputStream in = ScriptRunnerTest.class.getResourceAsStream(name + ".wast")) {
            script = in.readAllBytes();
        }
        for (Config config : new Config[] {SIGNALS, CHECKS}) {
            ScriptReport report = ScriptRunner.run(name, script, config);
            assertThat(report.failures()).isEmpty();
            assertThat(report.unsupported()).isEmpty();
            assertThat(report.passed()).isGreaterThan(10);
        }
    }

    @Test
    void whatDoesNotHappenAsExpectedFails() {
        ScriptReport report = run("""
                (module
                  (func (export "one") (result i32) (i32.const 1))
                  (func (export "nan") (result f32) (f32.const nan:0x1))
                  (func (export "trap") unreachable))
                (assert_return (invoke "one") (i32.const 2))
                (assert_return (invoke "one") (i64.const 1))
                (assert_return (invoke "one"))
                (assert_return (invoke "nan") (f32.const nan:canonical))
                (assert_return (invoke "none"))
                (assert_trap (invoke "one") "unreachable")
                (assert_trap (invoke "trap") "out of bounds")
                (assert_exhaustion (invoke "trap") "call stack exhausted")
                (invoke "trap")
                (assert_malformed (module quote "(func)") "unexpected token")
                (assert_malformed (module binary "\\00asm") "magic header")
                (assert_invalid (module (func)) "type mismatch")
                (assert_unlinkable (module) "unknown import")
                (module (import "a" "b" (func)))
                (invoke "one")
                (nonsense)
                """);
        assertThat(report.passed()).isEqualTo(1);
        assertThat(report.failures()).hasSize(16);
        assertThat(report.failures().getFirst())
                .isEqualTo("test:5: one gave [I32[value=1]], expected [Exact[value=I32[value=2]]]");
        assertThat(report.summary()).isEqualTo("test: 1 passed, 16 failed");
    }

    @Test
    void whatNeedsLaterFeaturesIsCountedApart() {
        ScriptReport report = run("""
                (module $m (func (export "f") (return_call 0)))
                (assert_return (invoke "f"))
                (assert_return (invoke $m "f"))
                (register "m" $m)
                (module $n (import "m" "f" (func)))
                (invoke $n "f")
                (module (func (export "v") (result v128) (v128.const i64x2 0 0)))
                (assert_return (invoke "v") (v128.const i64x2 0 0))
                (module (func (export "f")))
                (assert_return (invoke "f"))
                """);
        assertThat(report.failures()).isEmpty();
        assertThat(report.passed()).isEqualTo(3);
        assertThat(report.unsupported()).containsOnlyKeys("tail-call", "simd");
        assertThat(report.unsupportedCount()).isEqualTo(7);
        assertThat(report.isSupportedThroughout()).isFalse();
        assertThat(report.summary()).isEqualTo("test: 3 passed, 7 not supported (simd, tail-call)");
    }

    @Test
    void whatIsLeftOfAModuleIsRun() {
        ScriptReport report = run("""
                (module $m
                  (memory (export "memory") 1)
                  (tag $t)
                  (func $throws (throw $t))
                  (func (export "f") (result i32) (i32.load8_u (i32.const 0)))
                  (func (export "g") (call $throws)))
                (assert_return (invoke "f") (i32.const 0))
                (assert_return (invoke "g"))
                (register "m")
                (module (import "m" "memory" (memory 1)) (tag) (data (i32.const 0) "a") (func (export "h") unreachable))
                (assert_return (invoke $m "f") (i32.const 97))
                (assert_return (invoke $m "f") (i32.const 98))
                (assert_trap (invoke "h") "unreachable")
                (assert_trap (invoke "h") "integer overflow")
                (module (tag) (import "nowhere" "f" (func)))
                (invoke "f")
                """);
        assertThat(report.failures()).isEmpty();
        assertThat(report.passed()).isEqualTo(4);
        assertThat(report.unsupportedCount()).isEqualTo(7);
        assertThat(report.unsupported()).containsOnlyKeys("exceptions");
    }

    private static ScriptReport run(String script) {
        return ScriptRunner.run("test", script.getBytes(StandardCharsets.UTF_8), SIGNALS);
    }
}
