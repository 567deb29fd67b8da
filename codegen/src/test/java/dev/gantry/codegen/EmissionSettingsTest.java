package dev.gantry.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.codegen.x64.X64Flags;
import org.junit.jupiter.api.Test;

/** Settings that change what comes along with the code, and the limits of frames. */
class EmissionSettingsTest {
    private static final String DIAMOND = """
            function %diamond(i32) -> i32 {
            block0(v0: i32):
                brif v0, block1, block2
            block1:
                v1 = iconst.i32 1
                jump block3(v1)
            block2:
                v2 = iconst.i32 2
                jump block3(v2)
            block3(v3: i32):
                return v3
            }
            """;

    private static CompiledFunction compile(String clif, String name, String value) {
        Settings settings = Settings.DEFAULT.with(name, value);
        return new Compiler(TargetIsa.x64(settings, X64Flags.BASELINE)).compile(ClifReader.readFunction(clif));
    }

    @Test
    void blocksAreRecordedOnDemand() {
        assertThat(compile(DIAMOND, "machine_code_cfg_info", "false").blocks().count())
                .isZero();
        CompiledFunction compiled = compile(DIAMOND, "machine_code_cfg_info", "true");
        CodeBlocks blocks = compiled.blocks();
        assertThat(blocks.count()).isEqualTo(4);
        assertThat(blocks.starts()[0]).isPositive().isLessThan(compiled.code().codeSize());
        assertThat(blocks.successors()).containsExactly(0, 2, 3, 4, 4);
        assertThat(blocks.targets()).hasSize(4).endsWith(3, 3);
        for (int i = 1; i < blocks.count(); i++) {
            assertThat(blocks.starts()[i]).isGreaterThan(blocks.starts()[i - 1]);
        }
    }

    @Test
    void functionsAreAligned() {
        assertThat(compile(DIAMOND, "log2_min_function_alignment", "0").code().alignment())
                .isEqualTo(1);
        assertThat(compile(DIAMOND, "log2_min_function_alignment", "6").code().alignment())
                .isEqualTo(64);
    }

    @Test
    void paddingFollowsEachBlock() {
        int plain = compile(DIAMOND, "bb_padding_log2_minus_one", "0").code().size();
        CompiledFunction padded = compile(DIAMOND, "bb_padding_log2_minus_one", "12");
        assertThat(padded.code().size()).isGreaterThan(plain + 4 * 2048);
        assertThat(padded.code().dataCount()).isEqualTo(4);
    }

    @Test
    void unwindRecordsAreLeftOut() {
        assertThat(compile(DIAMOND, "unwind_info", "false").code().unwindCount())
                .isZero();
        assertThat(compile(DIAMOND, "unwind_info", "true").callFrameInstructions())
                .isNotEmpty();
    }

    @Test
    void framesHaveALimit() {
        String slots = """
                function %%large() {
                    ss0 = explicit_slot %s
                    ss1 = explicit_slot %s
                block0:
                    v0 = stack_addr.i64 ss0
                    v1 = stack_addr.i64 ss1
                    store v0, v1
                    return
                }
                """;
        CompiledFunction fits = compile(slots.formatted("536870912", "536870000"), "is_pic", "false");
        assertThat(fits.frameBytes()).isBetween(1073740912, 1 << 30);
        for (String second : new String[] {"536870913", "2147483647"}) {
            assertThatThrownBy(() -> compile(slots.formatted("536870912", second), "is_pic", "false"))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("frame larger than 1073741824 bytes");
        }
    }

    @Test
    void threadLocalVariablesNeedAModel() {
        String clif = """
                function %tls() -> i64 {
                    gv0 = symbol tls %x
                block0:
                    v0 = tls_value.i64 gv0
                    return v0
                }
                """;
        assertThatThrownBy(() -> compile(clif, "tls_model", "none"))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("tls_model");
        assertThat(compile(clif, "tls_model", "coff").symbols()).hasSize(2);
    }
}
