package dev.gantry.codegen;

/**
 * Settings that do not depend on the target. Immutable; names and defaults are those of the {@code set} lines of CLIF
 * files.
 *
 * @param optLevel how hard to optimise
 * @param verifier whether every function is verified before it is compiled
 * @param regallocChecker whether every register allocation is checked
 * @param pinnedReg whether one register is set aside for {@code get_pinned_reg} and {@code set_pinned_reg}
 * @param unwindInfo whether unwind records are made
 */
public record Settings(
        OptLevel optLevel, boolean verifier, boolean regallocChecker, boolean pinnedReg, boolean unwindInfo) {
    /** How hard to optimise. */
    public enum OptLevel {
        NONE,
        SPEED,
        SPEED_AND_SIZE
    }

    /** The defaults: no optimisation, verifier on. */
    public static final Settings DEFAULT = new Settings(OptLevel.NONE, true, false, false, true);

    /** With the verifier on or off. */
    public Settings withVerifier(boolean on) {
        return new Settings(optLevel, on, regallocChecker, pinnedReg, unwindInfo);
    }

    /** With the checker of register allocations on or off. */
    public Settings withRegallocChecker(boolean on) {
        return new Settings(optLevel, verifier, on, pinnedReg, unwindInfo);
    }

    /** With another level of optimisation. */
    public Settings withOptLevel(OptLevel level) {
        return new Settings(level, verifier, regallocChecker, pinnedReg, unwindInfo);
    }

    /** With the pinned register set aside or not. */
    public Settings withPinnedReg(boolean on) {
        return new Settings(optLevel, verifier, regallocChecker, on, unwindInfo);
    }

    /** With unwind records made or not. */
    public Settings withUnwindInfo(boolean on) {
        return new Settings(optLevel, verifier, regallocChecker, pinnedReg, on);
    }

    /**
     * With one setting changed by its name in CLIF files. Settings that are known but ask for nothing here, such as {@code
     * preserve_frame_pointers} (they always are), change nothing.
     *
     * @throws IllegalArgumentException if there is no such setting, or no such value of it
     */
    public Settings with(String name, String value) {
        return switch (name) {
            case "opt_level" -> withOptLevel(optLevel(value));
            case "enable_verifier" -> withVerifier(bool(name, value));
            case "regalloc_checker" -> withRegallocChecker(bool(name, value));
            case "enable_pinned_reg" -> withPinnedReg(bool(name, value));
            case "unwind_info" -> withUnwindInfo(bool(name, value));
            case "regalloc_algorithm",
                    "regalloc_verbose_logs",
                    "enable_alias_analysis",
                    "is_pic",
                    "use_colocated_libcalls",
                    "enable_nan_canonicalization",
                    "enable_llvm_abi_extensions",
                    "enable_multi_ret_implicit_sret",
                    "preserve_frame_pointers",
                    "machine_code_cfg_info",
                    "enable_probestack",
                    "enable_heap_access_spectre_mitigation",
                    "enable_table_access_spectre_mitigation",
                    "enable_incremental_compilation_cache_checks",
                    "enable_compact_unwind_abi",
                    "tls_model",
                    "stack_switch_model",
                    "libcall_call_conv",
                    "probestack_strategy",
                    "probestack_size_log2",
                    "bb_padding_log2_minus_one",
                    "log2_min_function_alignment" -> this;
            default -> throw new IllegalArgumentException("unknown setting: " + name);
        };
    }

    private static OptLevel optLevel(String value) {
        return switch (value) {
            case "none" -> OptLevel.NONE;
            case "speed" -> OptLevel.SPEED;
            case "speed_and_size" -> OptLevel.SPEED_AND_SIZE;
            default -> throw new IllegalArgumentException("opt_level is none, speed or speed_and_size, not " + value);
        };
    }

    private static boolean bool(String name, String value) {
        return switch (value) {
            case "true", "1", "on", "yes", "" -> true;
            case "false", "0", "off", "no" -> false;
            default -> throw new IllegalArgumentException(name + " is true or false, not " + value);
        };
    }
}
