package dev.gantry.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.Places;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.codegen.x64.X64Flags;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompilerTest {
    private static final TargetIsa BASELINE =
            TargetIsa.x64(Settings.DEFAULT.withRegallocChecker(true), X64Flags.BASELINE);

    private static CompiledFunction compile(String text) {
        return new Compiler(BASELINE).compile(ClifReader.readFunction(text));
    }

    @Test
    void codeIsTheSameFromAUsedCompilerAndFromANewOne() {
        String text = """
                function %f(i64, i64) -> i64 {
                block0(v0: i64, v1: i64):
                    v2 = imul v0, v1
                    brif v2, block1(v2), block2
                block1(v3: i64):
                    v4 = load.i64 v3+8
                    return v4
                block2:
                    return v0
                }
                """;
        Compiler used = new Compiler(BASELINE);
        used.compile(ClifReader.readFunction("function %g(f64) -> f64 { block0(v0: f64): v1 = sqrt v0\n return v1 }"));
        assertThat(used.compile(ClifReader.readFunction(text)).code().bytes())
                .isEqualTo(compile(text).code().bytes());
    }

    @Test
    void anInvalidFunctionIsRefused() {
        assertThatThrownBy(() -> compile("function %f() -> i32 { block0: return }"))
                .isInstanceOf(InvalidFunctionException.class)
                .hasMessageContaining("%f");
    }

    @Test
    void whatIsNotThereIsSaidByName() {
        assertThatThrownBy(
                        () -> compile(
                                "function %f(i64) -> i64 { gv0 = symbol tls %t\n block0(v0: i64): v1 = tls_value.i64 gv0\n return v1 }"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("tls_value");
    }

    @Test
    void relocationsNameTheirSymbols() {
        CompiledFunction compiled = compile(
                "function %f() { fn0 = colocated %near()\n fn1 = %far()\n block0: call fn0()\n call fn1()\n call fn0()\n return }");
        assertThat(compiled.symbols())
                .containsExactly(new ExternalName.TestCase("near"), new ExternalName.TestCase("far"));
        assertThat(compiled.code().relocCount()).isEqualTo(3);
        assertThat(compiled.code().callSiteCount()).isEqualTo(3);
    }

    @Test
    void manyResultsAndParametersSpillToMemory() {
        List<Type> many = Collections.nCopies(12, Type.I64);
        CallLayout layout = BASELINE.callLayout(Signature.of(CallConv.FAST, many, many));
        assertThat(layout.returnAreaBytes()).isEqualTo(32);
        assertThat(layout.returnAreaReg()).isEqualTo(7);
        assertThat(layout.params().reg(0)).isEqualTo(6);
        assertThat(layout.params().reg(5)).isEqualTo(Places.NONE);
        assertThat(layout.params().offset(5)).isZero();
        assertThat(layout.stackArgBytes()).isEqualTo(64);
        assertThat(layout.results().reg(0)).isZero();
        assertThat(layout.results().offset(8)).isZero();
    }

    @Test
    void allStagesCanBePrinted() {
        Dumps dumps = Dumps.of(java.util.EnumSet.allOf(Dumps.Stage.class));
        Function function =
                ClifReader.readFunction("function %f(i32) -> i32 { block0(v0: i32): v1 = iadd v0, v0\n return v1 }");
        new Compiler(BASELINE).compile(function, dumps);
        assertThat(dumps.text()).contains("iadd v0, v0", "leal_rm", "leal (%rdi,%rdi), %eax", "retq");
    }
}
