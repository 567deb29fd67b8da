package dev.gantry.codegen;

import dev.gantry.clif.ir.CallConv;
import java.util.Arrays;
import java.util.Optional;

/**
 * Settings that do not depend on the target: a value for each {@link Setting}, where their meaning is described. Immutable.
 *
 * <p>Example: {@code Settings.DEFAULT.with("opt_level", "speed").withVerifier(false)}.
 */
public final class Settings {
    /** How hard to optimise. */
    public enum OptLevel {
        NONE,
        SPEED,
        SPEED_AND_SIZE
    }

    /** Register allocators. */
    public enum RegallocAlgorithm {
        BACKTRACKING,
        SINGLE_PASS
    }

    /** How thread-local variables are addressed. */
    public enum TlsModel {
        /** Not at all: {@code tls_value} is refused. */
        NONE,
        /** The general-dynamic model of ELF: a call of {@code __tls_get_addr}. */
        ELF_GD,
        /** Mach-O: a call through the variable's descriptor. */
        MACHO,
        /** COFF: the thread's array of sections, by {@code _tls_index}. */
        COFF
    }

    /** How {@code stack_switch} works. */
    public enum StackSwitchModel {
        NONE,
        BASIC,
        UPDATE_WINDOWS_TIB
    }

    /** Who touches the pages of a large frame. */
    public enum ProbestackStrategy {
        /** The library routine {@code Probestack}. */
        OUTLINE,
        /** The prologue. */
        INLINE
    }

    private static final OptLevel[] OPT_LEVELS = OptLevel.values();
    private static final RegallocAlgorithm[] ALGORITHMS = RegallocAlgorithm.values();
    private static final TlsModel[] TLS_MODELS = TlsModel.values();
    private static final StackSwitchModel[] STACK_SWITCH_MODELS = StackSwitchModel.values();
    private static final ProbestackStrategy[] PROBESTACK_STRATEGIES = ProbestackStrategy.values();

    /** The defaults. */
    public static final Settings DEFAULT = new Settings(defaults());

    private final int[] values;

    private Settings(int[] values) {
        this.values = values;
    }

    private static int[] defaults() {
        int[] values = new int[Setting.all().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Setting.all().get(i).defaultValue();
        }
        return values;
    }

    // By setting and by name.

    /** The value of a setting, as {@link Setting} describes it. */
    public int value(Setting setting) {
        return values[setting.ordinal()];
    }

    /** Whether a switch is on. */
    public boolean isOn(Setting setting) {
        return value(setting) != 0;
    }

    /**
     * With one setting changed.
     *
     * @throws IllegalArgumentException if it cannot have this value
     */
    public Settings with(Setting setting, int value) {
        setting.checked(value, Integer.toString(value));
        if (value(setting) == value) {
            return this;
        }
        int[] changed = values.clone();
        changed[setting.ordinal()] = value;
        return new Settings(changed);
    }

    /** With a switch on or off. */
    public Settings with(Setting setting, boolean on) {
        return with(setting, on ? 1 : 0);
    }

    /**
     * With one setting changed by its name in CLIF files.
     *
     * @throws IllegalArgumentException if there is no such setting, or no such value of it
     */
    public Settings with(String name, String value) {
        Setting setting =
                Setting.named(name).orElseThrow(() -> new IllegalArgumentException("unknown setting: " + name));
        return with(setting, setting.parse(value));
    }

    // With names of their own.

    /** With the verifier on or off. */
    public Settings withVerifier(boolean on) {
        return with(Setting.ENABLE_VERIFIER, on);
    }

    /** With the checker of register allocations on or off. */
    public Settings withRegallocChecker(boolean on) {
        return with(Setting.REGALLOC_CHECKER, on);
    }

    /** With another level of optimisation. */
    public Settings withOptLevel(OptLevel level) {
        return with(Setting.OPT_LEVEL, level.ordinal());
    }

    /** With the pinned register set aside or not. */
    public Settings withPinnedReg(boolean on) {
        return with(Setting.ENABLE_PINNED_REG, on);
    }

    /** With unwind records made or not. */
    public Settings withUnwindInfo(boolean on) {
        return with(Setting.UNWIND_INFO, on);
    }

    /** How hard to optimise. */
    public OptLevel optLevel() {
        return OPT_LEVELS[value(Setting.OPT_LEVEL)];
    }

    /** The register allocator that is asked for; {@code single_pass} does the work of either so far. */
    public RegallocAlgorithm regallocAlgorithm() {
        return ALGORITHMS[value(Setting.REGALLOC_ALGORITHM)];
    }

    /** Whether every function is verified before it is compiled. */
    public boolean verifier() {
        return isOn(Setting.ENABLE_VERIFIER);
    }

    /** Whether every register allocation is checked. */
    public boolean regallocChecker() {
        return isOn(Setting.REGALLOC_CHECKER);
    }

    /** Whether one register is set aside for {@code get_pinned_reg} and {@code set_pinned_reg}. */
    public boolean pinnedReg() {
        return isOn(Setting.ENABLE_PINNED_REG);
    }

    /** Whether redundant loads and stores are removed when optimising. */
    public boolean aliasAnalysis() {
        return isOn(Setting.ENABLE_ALIAS_ANALYSIS);
    }

    /** Whether unwind records are made. */
    public boolean unwindInfo() {
        return isOn(Setting.UNWIND_INFO);
    }

    /** How thread-local variables are addressed. */
    public TlsModel tlsModel() {
        return TLS_MODELS[value(Setting.TLS_MODEL)];
    }

    /** How {@code stack_switch} works. */
    public StackSwitchModel stackSwitchModel() {
        return STACK_SWITCH_MODELS[value(Setting.STACK_SWITCH_MODEL)];
    }

    /** Who touches the pages of a large frame, if {@code enable_probestack} is on. */
    public ProbestackStrategy probestackStrategy() {
        return PROBESTACK_STRATEGIES[value(Setting.PROBESTACK_STRATEGY)];
    }

    /** The convention of library calls; nothing if it is the platform's. */
    public Optional<CallConv> libcallCallConv() {
        int value = value(Setting.LIBCALL_CALL_CONV);
        return value == 0 ? Optional.empty() : Optional.of(CallConv.ofName(Setting.LIBCALL_CALL_CONV.text(value)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings settings && Arrays.equals(values, settings.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** The settings that differ from the defaults, as {@code set} lines have them, separated by spaces. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Setting setting : Setting.all()) {
            if (value(setting) != setting.defaultValue()) {
                out.append(out.isEmpty() ? "" : " ").append(setting.text());
                out.append('=').append(setting.text(value(setting)));
            }
        }
        return out.toString();
    }
}
