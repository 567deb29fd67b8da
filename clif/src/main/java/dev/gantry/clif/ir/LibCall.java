package dev.gantry.clif.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions of the run-time library that compiled code may call, all of convention {@code system_v}. A value of 128 bits is passed and
 * returned as two i64, low half first; a half float as an i64 whose upper 48 bits are zero where it is a result and anything where it is a
 * parameter; f32 and f64 as what they are. So every value is in a general register but f32 and f64.
 */
public enum LibCall {
    PROBESTACK("Probestack", "", ""),
    CEIL_F32("CeilF32", "s", "s"),
    CEIL_F64("CeilF64", "d", "d"),
    FLOOR_F32("FloorF32", "s", "s"),
    FLOOR_F64("FloorF64", "d", "d"),
    TRUNC_F32("TruncF32", "s", "s"),
    TRUNC_F64("TruncF64", "d", "d"),
    NEAREST_F32("NearestF32", "s", "s"),
    NEAREST_F64("NearestF64", "d", "d"),
    FMA_F32("FmaF32", "sss", "s"),
    FMA_F64("FmaF64", "ddd", "d"),
    MEMCPY("Memcpy", "lll", "l"),
    MEMSET("Memset", "lil", "l"),
    MEMMOVE("Memmove", "lll", "l"),
    MEMCMP("Memcmp", "lll", "i"),
    ELF_TLS_GET_ADDR("ElfTlsGetAddr", "l", "l"),
    ELF_TLS_GET_OFFSET("ElfTlsGetOffset", "l", "l"),
    X86_PSHUFB("X86Pshufb", "llll", "ll"),
    /**
     * {@code (tag: i32, payload0: i64, payload1: i64)}, never returns: throws an exception to the innermost active {@code try_call} that has a handler
     * for it. The items of one exception table are tried in their order: {@code default} takes every exception; {@code tagT} takes those thrown with tag T.
     * A {@code context vX} item has no influence on this; it is for embedders that throw by a rule of their own, in which a tag means something only
     * together with the value that the last {@code context} item before it has in that frame. {@code exn0} and {@code exn1} are the payloads. Without a
     * handler the call of the outermost function ends, and the embedder is told tag and payloads.
     */
    THROW("Throw", "ill", ""),

    // Integers of 128 bits. The divisor is not zero and the quotient fits: the caller has seen to it.
    UDIV_I128("UdivI128", "llll", "ll"),
    SDIV_I128("SdivI128", "llll", "ll"),
    UREM_I128("UremI128", "llll", "ll"),
    SREM_I128("SremI128", "llll", "ll"),

    // Floats of 128 bits.
    ADD_F128("AddF128", "llll", "ll"),
    SUB_F128("SubF128", "llll", "ll"),
    MUL_F128("MulF128", "llll", "ll"),
    DIV_F128("DivF128", "llll", "ll"),
    SQRT_F128("SqrtF128", "ll", "ll"),
    FMA_F128("FmaF128", "llllll", "ll"),
    FMIN_F128("FminF128", "llll", "ll"),
    FMAX_F128("FmaxF128", "llll", "ll"),
    CEIL_F128("CeilF128", "ll", "ll"),
    FLOOR_F128("FloorF128", "ll", "ll"),
    TRUNC_F128("TruncF128", "ll", "ll"),
    NEAREST_F128("NearestF128", "ll", "ll"),
    /** Gives -1 for less, 0 for equal, 1 for greater, 2 for unordered. */
    COMPARE_F128("CompareF128", "llll", "l"),

    // Between float types.
    F16_TO_F32("F16ToF32", "l", "s"),
    F16_TO_F64("F16ToF64", "l", "d"),
    F16_TO_F128("F16ToF128", "l", "ll"),
    F32_TO_F16("F32ToF16", "s", "l"),
    F32_TO_F128("F32ToF128", "s", "ll"),
    F64_TO_F16("F64ToF16", "d", "l"),
    F64_TO_F128("F64ToF128", "d", "ll"),
    F128_TO_F16("F128ToF16", "ll", "l"),
    F128_TO_F32("F128ToF32", "ll", "s"),
    F128_TO_F64("F128ToF64", "ll", "d"),
    /** Half floats: x * y + z, rounded once. */
    FMA_F16("FmaF16", "lll", "l"),

    // From integers; of narrower ones the caller extends.
    I64_TO_F16("I64ToF16", "l", "l"),
    U64_TO_F16("U64ToF16", "l", "l"),
    I128_TO_F16("I128ToF16", "ll", "l"),
    U128_TO_F16("U128ToF16", "ll", "l"),
    I128_TO_F32("I128ToF32", "ll", "s"),
    U128_TO_F32("U128ToF32", "ll", "s"),
    I128_TO_F64("I128ToF64", "ll", "d"),
    U128_TO_F64("U128ToF64", "ll", "d"),
    I64_TO_F128("I64ToF128", "l", "ll"),
    U64_TO_F128("U64ToF128", "l", "ll"),
    I128_TO_F128("I128ToF128", "ll", "ll"),
    U128_TO_F128("U128ToF128", "ll", "ll"),

    /**
     * To integers toward zero, of a width in bits from 1 to 64 that is the last parameter; what does not fit gives the nearest that does, NaN
     * gives 0.
     */
    F128_TO_SINT("F128ToSint", "lll", "l"),
    F128_TO_UINT("F128ToUint", "lll", "l"),
    /** Likewise of 128 bits; the greatest signed integer is the limit for unsigned ones, too, as it is for {@code fcvt_to_uint}. */
    F32_TO_I128("F32ToI128", "s", "ll"),
    F32_TO_U128("F32ToU128", "s", "ll"),
    F64_TO_I128("F64ToI128", "d", "ll"),
    F64_TO_U128("F64ToU128", "d", "ll"),
    F128_TO_I128("F128ToI128", "ll", "ll"),
    F128_TO_U128("F128ToU128", "ll", "ll"),
    /**
     * Whether a float, rounded toward zero, fits an integer of a width in bits that is the last parameter: 0 if so, 1 if not, 2 for NaN. Of 128
     * bits only negative numbers may not fit: greater ones than the greatest signed integer give that.
     */
    F128_FITS_SINT("F128FitsSint", "lll", "l"),
    F128_FITS_UINT("F128FitsUint", "lll", "l");

    private final String text;
    private final Signature signature;

    /** Parameters and results, a letter each: {@code i} i32, {@code l} i64, {@code s} f32, {@code d} f64. */
    LibCall(String text, String params, String results) {
        this.text = text;
        this.signature = Signature.of(CallConv.SYSTEM_V, types(params), types(results));
    }

    private static List<Type> types(String letters) {
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            types.add(
                    switch (letters.charAt(i)) {
                        case 'i' -> Type.I32;
                        case 'l' -> Type.I64;
                        case 's' -> Type.F32;
                        default -> Type.F64;
                    });
        }
        return types;
    }

    /** Parameters and results; empty for {@code Probestack}, which has a convention of its own. */
    public Signature signature() {
        return signature;
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
