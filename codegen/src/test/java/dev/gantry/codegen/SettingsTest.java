package dev.gantry.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.clif.ir.CallConv;
import dev.gantry.codegen.x64.X64Flags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every setting and flag by its name: values, defaults, errors. */
class SettingsTest {
    @Test
    void everyValueOfEverySettingCanBeSetByName() {
        Set<String> names = new HashSet<>();
        for (Setting setting : Setting.all()) {
            assertThat(names.add(setting.text())).isTrue();
            assertThat(Settings.DEFAULT.value(setting)).isEqualTo(setting.defaultValue());
            for (int value = setting.least(); value <= setting.greatest(); value++) {
                Settings set = Settings.DEFAULT.with(setting.text(), setting.text(value));
                assertThat(set.value(setting)).isEqualTo(value);
                boolean same = value == setting.defaultValue();
                assertThat(set.equals(Settings.DEFAULT)).isEqualTo(same);
                assertThat(set.toString()).isEqualTo(same ? "" : setting.text() + "=" + setting.text(value));
            }
        }
    }

    @Test
    void defaults() {
        Settings settings = Settings.DEFAULT;
        assertThat(settings.optLevel()).isEqualTo(Settings.OptLevel.NONE);
        assertThat(settings.regallocAlgorithm()).isEqualTo(Settings.RegallocAlgorithm.BACKTRACKING);
        assertThat(settings.tlsModel()).isEqualTo(Settings.TlsModel.NONE);
        assertThat(settings.stackSwitchModel()).isEqualTo(Settings.StackSwitchModel.NONE);
        assertThat(settings.probestackStrategy()).isEqualTo(Settings.ProbestackStrategy.OUTLINE);
        assertThat(settings.value(Setting.PROBESTACK_SIZE_LOG2)).isEqualTo(12);
        assertThat(settings.libcallCallConv()).isEmpty();
        assertThat(settings.with("libcall_call_conv", "windows_fastcall").libcallCallConv())
                .contains(CallConv.WINDOWS_FASTCALL);
        assertThat(settings.verifier() && settings.unwindInfo()).isTrue();
        assertThat(settings.pinnedReg() || settings.regallocChecker()).isFalse();
    }

    @Test
    void enumsAreInTheOrderOfTheNames() {
        assertThat(names(Settings.OptLevel.values())).isEqualTo(Setting.OPT_LEVEL.names());
        assertThat(names(Settings.RegallocAlgorithm.values())).isEqualTo(Setting.REGALLOC_ALGORITHM.names());
        assertThat(names(Settings.TlsModel.values())).isEqualTo(Setting.TLS_MODEL.names());
        assertThat(names(Settings.StackSwitchModel.values())).isEqualTo(Setting.STACK_SWITCH_MODEL.names());
        assertThat(names(Settings.ProbestackStrategy.values())).isEqualTo(Setting.PROBESTACK_STRATEGY.names());
    }

    private static List<String> names(Enum<?>[] constants) {
        return java.util.Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(java.util.Locale.ROOT))
                .toList();
    }

    @Test
    void errorsSayWhatIsExpected() {
        assertThatThrownBy(() -> Settings.DEFAULT.with("no_such", "1")).hasMessage("unknown setting: no_such");
        assertThatThrownBy(() -> Settings.DEFAULT.with("opt_level", "fast"))
                .hasMessage("opt_level is none, speed or speed_and_size, not fast");
        assertThatThrownBy(() -> Settings.DEFAULT.with("is_pic", "maybe"))
                .hasMessage("is_pic is false or true, not maybe");
        assertThatThrownBy(() -> Settings.DEFAULT.with("probestack_size_log2", "5"))
                .hasMessage("probestack_size_log2 is a number from 6 to 28, not 5");
        assertThatThrownBy(() -> Settings.DEFAULT.with("probestack_size_log2", "x"))
                .hasMessage("probestack_size_log2 is a number from 6 to 28, not x");
        assertThatThrownBy(() -> Settings.DEFAULT.with(Setting.IS_PIC, 2)).hasMessageContaining("not 2");
    }

    @Test
    void flagsAndPresets() {
        assertThat(X64Flags.BASELINE.with("has_avx").has(X64Flags.AVX)).isTrue();
        assertThat(X64Flags.BASELINE.with("skylake").covers(X64Flags.BASELINE.with("has_bmi2")))
                .isTrue();
        assertThat(X64Flags.BASELINE.with("skylake").with("has_avx=false").has(X64Flags.AVX))
                .isFalse();
        for (int i = 0; i < X64Flags.names().size(); i++) {
            assertThat(X64Flags.BASELINE.with(X64Flags.names().get(i)).bits()).isEqualTo(1 << i);
        }
        for (String preset : X64Flags.presets()) {
            X64Flags flags = X64Flags.BASELINE.with(preset);
            assertThat(X64Flags.of(flags.bits())).isEqualTo(flags);
            if (flags.has(X64Flags.AVX512F)) {
                assertThat(flags.covers(X64Flags.BASELINE.with("x86-64-v3")))
                        .as(preset)
                        .isTrue();
            }
            if (flags.has(X64Flags.AVX)) {
                assertThat(flags.covers(X64Flags.BASELINE.with("sse42")))
                        .as(preset)
                        .isTrue();
            }
        }
        assertThatThrownBy(() -> X64Flags.BASELINE.with("has_nothing")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> X64Flags.BASELINE.with("has_avx=x")).hasMessage("has_avx is true or false, not x");
        assertThatThrownBy(() -> X64Flags.BASELINE.with("skylake=true")).hasMessageContaining("skylake=true");
    }
}
