package dev.gantry.codegen.x64;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which instruction-set extensions compiled code may use. Immutable; the baseline is SSE2. */
public final class X64Flags {
    public static final int SSE3 = 1;
    public static final int SSSE3 = 1 << 1;
    public static final int CMPXCHG16B = 1 << 2;
    public static final int SSE41 = 1 << 3;
    public static final int SSE42 = 1 << 4;
    public static final int AVX = 1 << 5;
    public static final int AVX2 = 1 << 6;
    public static final int FMA = 1 << 7;
    public static final int AVX_VNNI = 1 << 8;
    public static final int AVX512BITALG = 1 << 9;
    public static final int AVX512DQ = 1 << 10;
    public static final int AVX512VL = 1 << 11;
    public static final int AVX512VBMI = 1 << 12;
    public static final int AVX512F = 1 << 13;
    public static final int AVX512VNNI = 1 << 14;
    public static final int POPCNT = 1 << 15;
    public static final int BMI1 = 1 << 16;
    public static final int BMI2 = 1 << 17;
    public static final int LZCNT = 1 << 18;
    public static final int F16C = 1 << 19;
    public static final int AVX512BW = 1 << 20;
    public static final int AVX512CD = 1 << 21;
    public static final int AVX512VBMI2 = 1 << 22;
    public static final int AVX512VPOPCNTDQ = 1 << 23;
    public static final int GFNI = 1 << 24;

    /** The names of the flags in target lines, without {@code has_}, in the order of the bits; then as the OS calls them. */
    private static final String[] NAMES = {
        "sse3",
        "ssse3",
        "cmpxchg16b",
        "sse41",
        "sse42",
        "avx",
        "avx2",
        "fma",
        "avx_vnni",
        "avx512bitalg",
        "avx512dq",
        "avx512vl",
        "avx512vbmi",
        "avx512f",
        "avx512vnni",
        "popcnt",
        "bmi1",
        "bmi2",
        "lzcnt",
        "f16c",
        "avx512bw",
        "avx512cd",
        "avx512vbmi2",
        "avx512vpopcntdq",
        "gfni"
    };

    private static final String[] OS_NAMES = {
        "pni",
        "ssse3",
        "cx16",
        "sse4_1",
        "sse4_2",
        "avx",
        "avx2",
        "fma",
        "avx_vnni",
        "avx512_bitalg",
        "avx512dq",
        "avx512vl",
        "avx512vbmi",
        "avx512f",
        "avx512_vnni",
        "popcnt",
        "bmi1",
        "bmi2",
        "abm",
        "f16c",
        "avx512bw",
        "avx512cd",
        "avx512_vbmi2",
        "avx512_vpopcntdq",
        "gfni"
    };

    /** Nothing beyond SSE2. */
    public static final X64Flags BASELINE = new X64Flags(0);

    private final int bits;

    private X64Flags(int bits) {
        this.bits = bits;
    }

    /** The extensions of the machine that this runs on; the baseline where they cannot be found out. */
    public static X64Flags detectHost() {
        try {
            String info = Files.readString(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1);
            int start = info.indexOf("\nflags");
            int end = start < 0 ? -1 : info.indexOf('\n', start + 1);
            if (end < 0) {
                return BASELINE;
            }
            String flags = info.substring(start, end) + ' ';
            int bits = 0;
            for (int i = 0; i < OS_NAMES.length; i++) {
                if (flags.contains(' ' + OS_NAMES[i] + ' ')) {
                    bits |= 1 << i;
                }
            }
            return new X64Flags(bits);
        } catch (IOException e) {
            return BASELINE;
        }
    }

    /** Whether a flag is set, one of the constants of this class. */
    public boolean has(int flag) {
        return (bits & flag) != 0;
    }

    /** Whether all flags of another are set here as well. */
    public boolean covers(X64Flags other) {
        return (other.bits & ~bits) == 0;
    }

    /** With a flag set or cleared. */
    public X64Flags with(int flag, boolean on) {
        return new X64Flags(on ? bits | flag : bits & ~flag);
    }

    /**
     * With what a word of a target line says: {@code has_avx}, {@code has_avx=false}, {@code sse41}, {@code skylake}.
     *
     * @throws IllegalArgumentException if there is no such flag or preset, or a flag is neither true nor false
     */
    public X64Flags with(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        if (name.startsWith("has_")) {
            for (int i = 0; i < NAMES.length; i++) {
                if (name.regionMatches(4, NAMES[i], 0, NAMES[i].length()) && name.length() == 4 + NAMES[i].length()) {
                    return with(1 << i, equals < 0 || isTrue(name, word.substring(equals + 1)));
                }
            }
        }
        if (equals >= 0) {
            throw new IllegalArgumentException("a preset or unknown flag of x86-64 with a value: " + word);
        }
        return new X64Flags(bits | X64Presets.flags(name));
    }

    private static boolean isTrue(String name, String value) {
        return switch (value) {
            case "true", "1", "on", "yes" -> true;
            case "false", "0", "off", "no" -> false;
            default -> throw new IllegalArgumentException(name + " is true or false, not " + value);
        };
    }

    /** All flags by their names in target lines ({@code has_sse3}); flag i is the constant {@code 1 << i}. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(NAMES.length);
        for (String name : NAMES) {
            names.add("has_" + name);
        }
        return names;
    }

    /** The names of all presets: levels of SSE, levels of x86-64, processors. */
    public static List<String> presets() {
        return X64Presets.names();
    }

    /** The flags of both, for subsets. */
    public X64Flags and(X64Flags other) {
        return new X64Flags(bits & other.bits);
    }

    /** These flags as bits. */
    public int bits() {
        return bits;
    }

    /** The flags that are bits of {@code bits}; bits that are no flags are left out. */
    public static X64Flags of(int bits) {
        return new X64Flags(bits & (1 << NAMES.length) - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof X64Flags flags && flags.bits == bits;
    }

    @Override
    public int hashCode() {
        return bits;
    }

    /** The flags that are set, as a target line has them, each preceded by a space. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < NAMES.length; i++) {
            if (has(1 << i)) {
                out.append(" has_").append(NAMES[i]);
            }
        }
        return out.toString();
    }
}
