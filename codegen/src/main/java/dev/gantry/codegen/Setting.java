package dev.gantry.codegen;

import java.util.List;
import java.util.Optional;

/**
 * The settings that {@code set} lines of CLIF files name: the only place that knows the name, values and default of each.
 *
 * <p>A value is an int: 0 or 1 of a switch, the index into {@link #names()} of a choice, the number itself of a number.
 */
public enum Setting {
    /** How hard to optimise. */
    OPT_LEVEL("opt_level", "how hard to optimise", "none", "speed", "speed_and_size"),
    /** Which register allocator; both names are accepted, and {@code single_pass} does the work of either. */
    REGALLOC_ALGORITHM(
            "regalloc_algorithm",
            "which register allocator; single_pass does the work of either so far",
            "backtracking",
            "single_pass"),
    /** Whether every register allocation is checked. */
    REGALLOC_CHECKER("regalloc_checker", "check every register allocation", false),
    /** No effect: what the allocator did is printed by the dump of its stage. */
    REGALLOC_VERBOSE_LOGS("regalloc_verbose_logs", "no effect: see the dump of the stage alloc", false),
    /** Whether every function is verified before it is compiled. */
    ENABLE_VERIFIER("enable_verifier", "verify every function before it is compiled", true),
    /** Whether the mid-end may forward stores to loads and remove redundant ones. */
    ENABLE_ALIAS_ANALYSIS("enable_alias_analysis", "remove redundant loads when optimising", true),
    /** Whether every float result that is a NaN becomes the canonical one. */
    ENABLE_NAN_CANONICALIZATION("enable_nan_canonicalization", "make every NaN that arises the canonical one", false),
    /** Whether one register is set aside for {@code get_pinned_reg} and {@code set_pinned_reg}. */
    ENABLE_PINNED_REG("enable_pinned_reg", "set a register aside for get_pinned_reg and set_pinned_reg", false),
    /** Whether i128 and other types beyond the platform's may be passed and returned by {@code system_v} and its kin. */
    ENABLE_LLVM_ABI_EXTENSIONS(
            "enable_llvm_abi_extensions",
            "pass i128 and other types that the platform's convention does not know",
            false),
    /** Deprecated: results that do not fit registers always go through memory. */
    ENABLE_MULTI_RET_IMPLICIT_SRET(
            "enable_multi_ret_implicit_sret",
            "deprecated, no effect: results beyond the registers go to memory",
            false),
    /** Whether addresses outside the compiled object are found through its global offset and procedure linkage tables. */
    IS_PIC("is_pic", "reach what is not colocated through the object's GOT and PLT", false),
    /** Whether library calls are within reach of a call instruction. */
    USE_COLOCATED_LIBCALLS("use_colocated_libcalls", "library routines are linked into the same object", false),
    /** By which convention library calls are made. */
    LIBCALL_CALL_CONV(
            "libcall_call_conv",
            "calling convention of library calls; isa_default is the platform's",
            "isa_default",
            "fast",
            "tail",
            "system_v",
            "windows_fastcall",
            "apple_aarch64",
            "probestack",
            "winch",
            "preserve_all"),
    /** How thread-local variables are addressed. */
    TLS_MODEL("tls_model", "how thread-local variables are addressed", "none", "elf_gd", "macho", "coff"),
    /** How {@code stack_switch} works. */
    STACK_SWITCH_MODEL("stack_switch_model", "how stack_switch works", "none", "basic", "update_windows_tib"),
    /** Whether unwind records are made. */
    UNWIND_INFO("unwind_info", "make unwind records", true),
    /** Whether leaf functions keep frame pointers too; no effect on x86-64, where all functions do. */
    PRESERVE_FRAME_POINTERS(
            "preserve_frame_pointers", "no effect on x86-64: every function keeps its frame pointer", false),
    /** Whether the offsets of basic blocks and the edges between them are recorded with the code. */
    MACHINE_CODE_CFG_INFO("machine_code_cfg_info", "record offsets and edges of basic blocks", false),
    /** Whether a function touches every page of its frame in order. */
    ENABLE_PROBESTACK("enable_probestack", "touch every page of a large frame in order", false),
    /** Whether the prologue or a library routine does that. */
    PROBESTACK_STRATEGY("probestack_strategy", "who touches the pages: a routine or the prologue", "outline", "inline"),
    /** Logarithm of the size in bytes of the guard pages that make it necessary. */
    PROBESTACK_SIZE_LOG2("probestack_size_log2", "logarithm of the guard's size in bytes", 12, 6, 28),
    /** Whether heap accesses are guarded; no effect: front ends write the {@code select_spectre_guard} themselves. */
    ENABLE_HEAP_ACCESS_SPECTRE_MITIGATION(
            "enable_heap_access_spectre_mitigation", "no effect: front ends write select_spectre_guard", true),
    /** Whether the index of {@code br_table} is masked where the bounds check is mispredicted. */
    ENABLE_TABLE_ACCESS_SPECTRE_MITIGATION(
            "enable_table_access_spectre_mitigation", "mask the index of br_table", true),
    /** No effect: there is no cache of compiled functions at this level. */
    ENABLE_INCREMENTAL_COMPILATION_CACHE_CHECKS("enable_incremental_compilation_cache_checks", "no effect", false),
    /** How much padding follows every basic block: 0 for none, n for 2<sup>n-1</sup> bytes. For tests of long branches. */
    BB_PADDING_LOG2_MINUS_ONE(
            "bb_padding_log2_minus_one", "padding after each block: none, or 2^(n-1) bytes", 0, 0, 28),
    /** Logarithm of the least alignment of functions in bytes. */
    LOG2_MIN_FUNCTION_ALIGNMENT("log2_min_function_alignment", "logarithm of functions' least alignment", 0, 0, 12);

    /** What kind of value a setting has. */
    public enum Kind {
        /** On or off. */
        SWITCH,
        /** One of some names. */
        CHOICE,
        /** A number in a range. */
        NUMBER
    }

    private static final List<Setting> ALL = List.of(values());

    private final String text;
    private final String description;
    private final Kind kind;
    private final List<String> names;
    private final int defaultValue;
    private final int least;
    private final int greatest;

    Setting(String text, String description, boolean defaultValue) {
        this(text, description, Kind.SWITCH, List.of("false", "true"), defaultValue ? 1 : 0, 0, 1);
    }

    Setting(String text, String description, String... names) {
        this(text, description, Kind.CHOICE, List.of(names), 0, 0, names.length - 1);
    }

    Setting(String text, String description, int defaultValue, int least, int greatest) {
        this(text, description, Kind.NUMBER, List.of(), defaultValue, least, greatest);
    }

    Setting(String text, String description, Kind kind, List<String> names, int defaultValue, int least, int greatest) {
        this.text = text;
        this.description = description;
        this.kind = kind;
        this.names = names;
        this.defaultValue = defaultValue;
        this.least = least;
        this.greatest = greatest;
    }

    /** All settings, in the order in which help texts list them. */
    public static List<Setting> all() {
        return ALL;
    }

    /** The setting of a name, if there is one. */
    public static Optional<Setting> named(String name) {
        for (Setting setting : ALL) {
            if (setting.text.equals(name)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /** Its name in CLIF files. */
    public String text() {
        return text;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** What kind of value it has. */
    public Kind kind() {
        return kind;
    }

    /** The names of its values, by value: {@code false} and {@code true} of a switch, none of a number. */
    public List<String> names() {
        return names;
    }

    /** The default. */
    public int defaultValue() {
        return defaultValue;
    }

    /** The least value. */
    public int least() {
        return least;
    }

    /** The greatest value. */
    public int greatest() {
        return greatest;
    }

    /** A value as text. */
    public String text(int value) {
        return kind == Kind.NUMBER ? Integer.toString(value) : names.get(value);
    }

    /**
     * The value that a text stands for. A switch also takes {@code 0 1 on off yes no}.
     *
     * @throws IllegalArgumentException if the text stands for none
     */
    public int parse(String value) {
        int parsed =
                switch (kind) {
                    case SWITCH -> parseSwitch(value);
                    case CHOICE -> names.indexOf(value);
                    case NUMBER -> parseNumber(value);
                };
        return checked(parsed, value);
    }

    /** The value itself, or an {@link IllegalArgumentException} if it is out of range; {@code shown} is what the message calls it. */
    int checked(int value, String shown) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(text + " is " + expected() + ", not " + shown);
        }
        return value;
    }

    /** The values it may have, for messages and help texts: {@code none, speed or speed_and_size}; {@code a number from 6 to 28}. */
    public String expected() {
        if (kind == Kind.NUMBER) {
            return "a number from " + least + " to " + greatest;
        }
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }

    private static int parseSwitch(String value) {
        return switch (value) {
            case "true", "1", "on", "yes", "" -> 1;
            case "false", "0", "off", "no" -> 0;
            default -> -1;
        };
    }

    private static int parseNumber(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
