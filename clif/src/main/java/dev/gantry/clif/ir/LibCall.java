package dev.gantry.clif.ir;

import org.jspecify.annotations.Nullable;

/** Functions of the run-time library that compiled code may call. */
public enum LibCall {
    PROBESTACK("Probestack"),
    CEIL_F32("CeilF32"),
    CEIL_F64("CeilF64"),
    FLOOR_F32("FloorF32"),
    FLOOR_F64("FloorF64"),
    TRUNC_F32("TruncF32"),
    TRUNC_F64("TruncF64"),
    NEAREST_F32("NearestF32"),
    NEAREST_F64("NearestF64"),
    FMA_F32("FmaF32"),
    FMA_F64("FmaF64"),
    MEMCPY("Memcpy"),
    MEMSET("Memset"),
    MEMMOVE("Memmove"),
    MEMCMP("Memcmp"),
    ELF_TLS_GET_ADDR("ElfTlsGetAddr"),
    ELF_TLS_GET_OFFSET("ElfTlsGetOffset"),
    X86_PSHUFB("X86Pshufb");

    private final String text;

    LibCall(String text) {
        this.text = text;
    }

    /** The library call of that name in the text format, or null if there is none. */
    public static @Nullable LibCall ofName(String name) {
        for (LibCall call : values()) {
            if (call.text.equals(name)) {
                return call;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return text;
    }
}
