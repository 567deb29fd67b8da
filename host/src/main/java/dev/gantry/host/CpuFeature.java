package dev.gantry.host;

/**
 * Features of this x86-64 processor that the operating system lets programs use, by the names that compiler settings have ({@code has_sse41} …).
 * Found by the instructions cpuid and xgetbv, as the vendor's manual describes under "CPUID".
 */
public enum CpuFeature {
    /** SSE3. */
    SSE3("has_sse3", 1, 2, 0, false),
    /** SSSE3. */
    SSSE3("has_ssse3", 1, 2, 9, false),
    /** FMA3. */
    FMA("has_fma", 1, 2, 12, true),
    /** CMPXCHG16B. */
    CMPXCHG16B("has_cmpxchg16b", 1, 2, 13, false),
    /** SSE4.1. */
    SSE41("has_sse41", 1, 2, 19, false),
    /** SSE4.2. */
    SSE42("has_sse42", 1, 2, 20, false),
    /** POPCNT. */
    POPCNT("has_popcnt", 1, 2, 23, false),
    /** AVX. */
    AVX("has_avx", 1, 2, 28, true),
    /** BMI1. */
    BMI1("has_bmi1", 7, 1, 3, false),
    /** AVX2. */
    AVX2("has_avx2", 7, 1, 5, true),
    /** BMI2. */
    BMI2("has_bmi2", 7, 1, 8, false),
    /** LZCNT. */
    LZCNT("has_lzcnt", 0x80000001, 2, 5, false);

    /**
     * cpuid(leaf, subleaf, out): push rbx; mov r8, rdx; mov eax, edi; mov ecx, esi; cpuid; the four registers to [r8]; pop rbx; ret. At 32:
     * xgetbv(0): xor ecx, ecx; xgetbv; shl rdx, 32; or rax, rdx; ret.
     */
    private static final byte[] CODE = {
        0x53,
        0x49,
        (byte) 0x89,
        (byte) 0xd0,
        (byte) 0x89,
        (byte) 0xf8,
        (byte) 0x89,
        (byte) 0xf1,
        0x0f,
        (byte) 0xa2,
        0x41,
        (byte) 0x89,
        0x00,
        0x41,
        (byte) 0x89,
        0x58,
        0x04,
        0x41,
        (byte) 0x89,
        0x48,
        0x08,
        0x41,
        (byte) 0x89,
        0x50,
        0x0c,
        0x5b,
        (byte) 0xc3,
        0,
        0,
        0,
        0,
        0,
        0x31,
        (byte) 0xc9,
        0x0f,
        0x01,
        (byte) 0xd0,
        0x48,
        (byte) 0xc1,
        (byte) 0xe2,
        0x20,
        0x48,
        0x09,
        (byte) 0xd0,
        (byte) 0xc3
    };

    private static final int XGETBV = 32;
    private static final int OUT = 64;
    private static final int OSXSAVE = 27;

    private final String flagName;
    private final int leaf;
    private final int register;
    private final int bit;
    private final boolean needsYmm;

    /** A feature that cpuid reports at {@code leaf} in a register (0 eax, 1 ebx, 2 ecx, 3 edx). */
    CpuFeature(String flagName, int leaf, int register, int bit, boolean needsYmm) {
        this.flagName = flagName;
        this.leaf = leaf;
        this.register = register;
        this.bit = bit;
        this.needsYmm = needsYmm;
    }

    /** {@return the name of the compiler setting} */
    public String flagName() {
        return flagName;
    }

    /**
     * Asks the processor.
     *
     * @return a set of bits: bit {@code ordinal()} of each feature that is there
     */
    public static long detect() {
        try (ExecutableMemory code = ExecutableMemory.allocate(CODE.length)) {
            RawMemory.copyIn(CODE, 0, code.address(), CODE.length);
            code.publish();
            long out = VirtualMemory.allocate(VirtualMemory.PAGE_SIZE);
            long found = detect(code, out);
            VirtualMemory.free(out, VirtualMemory.PAGE_SIZE);
            return found;
        }
    }

    private static long detect(ExecutableMemory code, long out) {
        var cpuid = RawMemory.code(code.address());
        NativeCall.call(cpuid, 0, 0, out + OUT);
        int maxLeaf = RawMemory.getInt(out + OUT);
        NativeCall.call(cpuid, 1, 0, out + OUT);
        boolean ymm = false;
        if ((RawMemory.getInt(out + OUT + 8) >>> OSXSAVE & 1) != 0) {
            long state = NativeCall.call(RawMemory.code(code.address() + XGETBV), 0, 0, 0);
            ymm = (state & 6) == 6;
        }
        long found = 0;
        for (CpuFeature feature : values()) {
            if (feature.leaf > maxLeaf || feature.needsYmm && !ymm) {
                continue;
            }
            NativeCall.call(cpuid, feature.leaf, 0, out + OUT);
            int value = RawMemory.getInt(out + OUT + 4L * feature.register);
            found |= (long) (value >>> feature.bit & 1) << feature.ordinal();
        }
        return found;
    }

    /** {@return whether a set that {@link #detect()} gave has this feature} */
    public boolean in(long detected) {
        return (detected >>> ordinal() & 1) != 0;
    }
}
