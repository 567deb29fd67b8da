package dev.gantry.codegen.x64;

import static dev.gantry.codegen.x64.X64Flags.AVX;
import static dev.gantry.codegen.x64.X64Flags.AVX2;
import static dev.gantry.codegen.x64.X64Flags.AVX512BITALG;
import static dev.gantry.codegen.x64.X64Flags.AVX512BW;
import static dev.gantry.codegen.x64.X64Flags.AVX512CD;
import static dev.gantry.codegen.x64.X64Flags.AVX512DQ;
import static dev.gantry.codegen.x64.X64Flags.AVX512F;
import static dev.gantry.codegen.x64.X64Flags.AVX512VBMI;
import static dev.gantry.codegen.x64.X64Flags.AVX512VBMI2;
import static dev.gantry.codegen.x64.X64Flags.AVX512VL;
import static dev.gantry.codegen.x64.X64Flags.AVX512VNNI;
import static dev.gantry.codegen.x64.X64Flags.AVX512VPOPCNTDQ;
import static dev.gantry.codegen.x64.X64Flags.AVX_VNNI;
import static dev.gantry.codegen.x64.X64Flags.BMI1;
import static dev.gantry.codegen.x64.X64Flags.BMI2;
import static dev.gantry.codegen.x64.X64Flags.CMPXCHG16B;
import static dev.gantry.codegen.x64.X64Flags.F16C;
import static dev.gantry.codegen.x64.X64Flags.FMA;
import static dev.gantry.codegen.x64.X64Flags.GFNI;
import static dev.gantry.codegen.x64.X64Flags.LZCNT;
import static dev.gantry.codegen.x64.X64Flags.POPCNT;
import static dev.gantry.codegen.x64.X64Flags.SSE3;
import static dev.gantry.codegen.x64.X64Flags.SSE41;
import static dev.gantry.codegen.x64.X64Flags.SSE42;
import static dev.gantry.codegen.x64.X64Flags.SSSE3;

import java.util.List;

/**
 * Sets of flags by name: levels of an extension, the levels of the x86-64 ABI supplement, processors. What a processor has
 * is its vendor's documentation's, as the compilers' {@code -march} options list it.
 */
final class X64Presets {
    private static final int UP_TO_SSSE3 = SSE3 | SSSE3;
    private static final int UP_TO_SSE41 = UP_TO_SSSE3 | SSE41;
    private static final int UP_TO_SSE42 = UP_TO_SSE41 | SSE42;

    private static final int V2 = UP_TO_SSE42 | CMPXCHG16B | POPCNT;
    private static final int V3 = V2 | AVX | AVX2 | F16C | FMA | BMI1 | BMI2 | LZCNT;
    private static final int V4 = V3 | AVX512F | AVX512CD | AVX512BW | AVX512DQ | AVX512VL;

    private static final int CORE2 = UP_TO_SSSE3 | CMPXCHG16B;
    private static final int PENRYN = CORE2 | SSE41;
    private static final int IVYBRIDGE = V2 | AVX | F16C;
    private static final int ALDERLAKE = V3 | AVX_VNNI | GFNI;
    private static final int CASCADELAKE = V4 | AVX512VNNI;
    private static final int CANNONLAKE = V4 | AVX512VBMI;
    private static final int ICELAKE = CANNONLAKE | AVX512VBMI2 | AVX512VNNI | AVX512BITALG | AVX512VPOPCNTDQ | GFNI;
    private static final int SAPPHIRERAPIDS = ICELAKE | AVX_VNNI;
    private static final int K8_SSE3 = SSE3 | CMPXCHG16B;
    private static final int BARCELONA = K8_SSE3 | POPCNT | LZCNT;
    private static final int BTVER1 = BARCELONA | SSSE3;
    private static final int BDVER1 = V2 | AVX | LZCNT;
    private static final int BDVER2 = BDVER1 | F16C | FMA | BMI1;
    private static final int BDVER4 = BDVER2 | AVX2 | BMI2;

    /** Name and flags, one after the other. */
    private static final Object[] TABLE = {
        "baseline", 0,
        "generic", 0,
        "sse3", SSE3,
        "ssse3", UP_TO_SSSE3,
        "sse41", UP_TO_SSE41,
        "sse42", UP_TO_SSE42,
        "x86-64", 0,
        "x86-64-v2", V2,
        "x86-64-v3", V3,
        "x86-64-v4", V4,
        "nocona", K8_SSE3,
        "core2", CORE2,
        "penryn", PENRYN,
        "atom", CORE2,
        "bonnell", CORE2,
        "silvermont", V2,
        "goldmont", V2,
        "goldmont-plus", V2,
        "tremont", V2 | GFNI,
        "nehalem", V2,
        "westmere", V2,
        "sandybridge", V2 | AVX,
        "ivybridge", IVYBRIDGE,
        "haswell", V3,
        "broadwell", V3,
        "skylake", V3,
        "knights-landing", V3 | AVX512F | AVX512CD,
        "knights-mill", V3 | AVX512F | AVX512CD,
        "skylake-avx512", V4,
        "cascadelake", CASCADELAKE,
        "cooperlake", CASCADELAKE,
        "cannonlake", CANNONLAKE,
        "icelake", ICELAKE,
        "icelake-client", ICELAKE,
        "icelake-server", ICELAKE,
        "rocketlake", ICELAKE,
        "tigerlake", ICELAKE,
        "alderlake", ALDERLAKE,
        "raptorlake", ALDERLAKE,
        "meteorlake", ALDERLAKE,
        "arrowlake", ALDERLAKE,
        "lunarlake", ALDERLAKE,
        "sierraforest", ALDERLAKE,
        "grandridge", ALDERLAKE,
        "sapphirerapids", SAPPHIRERAPIDS,
        "emeraldrapids", SAPPHIRERAPIDS,
        "graniterapids", SAPPHIRERAPIDS,
        "opteron", 0,
        "k8", 0,
        "athlon64", 0,
        "athlon-fx", 0,
        "opteron-sse3", K8_SSE3,
        "k8-sse3", K8_SSE3,
        "athlon64-sse3", K8_SSE3,
        "barcelona", BARCELONA,
        "amdfam10", BARCELONA,
        "btver1", BTVER1,
        "btver2", BTVER1 | V2 | AVX | F16C | BMI1,
        "bdver1", BDVER1,
        "bdver2", BDVER2,
        "bdver3", BDVER2,
        "bdver4", BDVER4,
        "znver1", V3,
        "znver2", V3,
        "znver3", V3,
        "znver4", ICELAKE,
        "znver5", SAPPHIRERAPIDS
    };

    private X64Presets() {}

    /** The names, in an order to be read. */
    static List<String> names() {
        String[] names = new String[TABLE.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = (String) TABLE[2 * i];
        }
        return List.of(names);
    }

    /**
     * The flags of a preset.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    static int flags(String name) {
        for (int i = 0; i < TABLE.length; i += 2) {
            if (TABLE[i].equals(name)) {
                return (int) TABLE[i + 1];
            }
        }
        throw new IllegalArgumentException("unknown flag or preset of x86-64: " + name);
    }
}
