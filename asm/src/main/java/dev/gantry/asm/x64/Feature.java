package dev.gantry.asm.x64;

/** CPU features that rows of the table ask for. */
public enum Feature {
    /** In every x86-64 CPU: the general instructions, SSE and SSE2. */
    BASE,
    SSE3,
    SSSE3,
    SSE41,
    SSE42,
    /** {@code cmpxchg16b}. */
    CX16,
    POPCNT,
    LZCNT,
    BMI1,
    BMI2,
    ADX,
    MOVBE,
    PCLMUL,
    FSGSBASE,
    AVX,
    AVX2,
    FMA,
    F16C,
    /** The VEX-coded dot products. */
    AVX_VNNI,
    GFNI,
    AVX512F,
    /** AVX512F with registers of 128 and 256 bits. */
    AVX512VL,
    AVX512DQ,
    AVX512BW,
    AVX512CD,
    AVX512VBMI,
    AVX512VBMI2,
    AVX512BITALG,
    AVX512VPOPCNTDQ,
    AVX512VNNI;

    private static final Feature[] ALL = values();

    static Feature of(int ordinal) {
        return ALL[ordinal];
    }
}
