package dev.gantry.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions given as CLIF, called from Java. */
class NativeInvokerTest {
    private final Compiler compiler = new Compiler(TargetIsa.host(Settings.DEFAULT));

    private long[] run(String clif, String name, long... args) {
        JitModule.Builder builder = JitModule.builder();
        Map<ExternalName, Integer> numbers = new HashMap<>();
        Map<ExternalName, Function> functions = new HashMap<>();
        for (Function function : ClifReader.readFunctions(clif)) {
            functions.put(function.name(), function);
            numbers.put(function.name(), builder.add(compiler.compile(function)));
        }
        ExternalName wanted = new ExternalName.TestCase(name);
        try (JitModule module = builder.link();
                NativeInvoker invoker = new NativeInvoker(compiler)) {
            assertThat(invoker.recognisesTraps()).isTrue();
            long code = module.address(numbers.get(wanted));
            return invoker.invoke(code, functions.get(wanted).signature(), args);
        }
    }

    @Test
    void namesAreUniqueAndDefined() {
        String clif = """
                function %f() system_v {
                    fn0 = %g() system_v
                block0:
                    call fn0()
                    return
                }
                """;
        assertThatThrownBy(() -> run(clif, "f"))
                .isInstanceOf(LinkageException.class)
                .hasMessage("undefined symbol %g");
        assertThatThrownBy(() -> run(clif + clif, "f")).hasMessage("function %f is defined twice");
    }

    @Test
    void valuesOfAllTypes() {
        String clif = """
                function %f(i8, i16, i32, i64, f32, f64) -> f64, f32, i64, i32, i16, i8 system_v {
                block0(v0: i8, v1: i16, v2: i32, v3: i64, v4: f32, v5: f64):
                    return v5, v4, v3, v2, v1, v0
                }
                """;
        assertThat(run(clif, "f", -1, 0xfffe, 3, Long.MIN_VALUE, 0x3f80_0000, Double.doubleToRawLongBits(2.5)))
                .containsExactly(Double.doubleToRawLongBits(2.5), 0x3f80_0000, Long.MIN_VALUE, 3, -2, -1);
    }

    @Test
    void moreArgumentsThanRegisters() {
        String clif = """
                function %sum(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64) -> i64 system_v {
                block0(v0: i64, v1: i64, v2: i64, v3: i64, v4: i64, v5: i64, v6: i64, v7: i64, v8: i64, v9: i64):
                    v10 = isub v9, v8
                    v11 = iadd v10, v7
                    v12 = imul v11, v6
                    v13 = iadd v12, v0
                    return v13
                }
                """;
        assertThat(run(clif, "sum", 1, 0, 0, 0, 0, 0, 10, 5, 3, 4)).containsExactly(61);
    }

    @Test
    void callsBetweenFunctions() {
        String clif = """
                function %fact(i64) -> i64 system_v {
                    fn0 = %fact(i64) -> i64 system_v
                block0(v0: i64):
                    brif v0, block1, block2
                block1:
                    v1 = iconst.i64 -1
                    v2 = iadd v0, v1
                    v3 = call fn0(v2)
                    v4 = imul v0, v3
                    return v4
                block2:
                    v5 = iconst.i64 1
                    return v5
                }
                """;
        assertThat(run(clif, "fact", 20)).containsExactly(2_432_902_008_176_640_000L);
    }

    @Test
    void trapsCarryTheirCode() {
        String clif = """
                function %f(i32) system_v {
                block0(v0: i32):
                    trapnz v0, user42
                    return
                }
                """;
        assertThat(run(clif, "f", 0)).isEmpty();
        assertThatThrownBy(() -> run(clif, "f", 1))
                .isInstanceOfSatisfying(
                        NativeTrapException.class, e -> assertThat(e.code()).isEqualTo(42))
                .hasMessage("trap: user42");
    }
}
