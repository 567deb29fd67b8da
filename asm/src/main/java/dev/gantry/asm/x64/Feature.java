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
    F16C;

    private static final Feature[] ALL = values();

    static Feature of(int ordinal) {
        return ALL[ordinal];
    }
}
