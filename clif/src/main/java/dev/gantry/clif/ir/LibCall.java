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
    X86_PSHUFB("X86Pshufb"),
    /**
     * {@code (tag: i32, payload0: i64, payload1: i64)}, never returns: throws an exception to the innermost active {@code try_call} that has a handler
     * for it. The items of one exception table are tried in their order: {@code default} takes every exception; {@code tagT} takes those thrown with tag T.
     * A {@code context vX} item has no influence on this; it is for embedders that throw by a rule of their own, in which a tag means something only
     * together with the value that the last {@code context} item before it has in that frame. {@code exn0} and {@code exn1} are the payloads. Without a
     * handler the call of the outermost function ends, and the embedder is told tag and payloads.
     */
    THROW("Throw");

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
