package dev.gantry.codegen.library;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.library.FloatRounding.Mode;
import java.util.Optional;

/** The routines of the run-time library that Gantry brings along, as functions in CLIF, each made anew at every call. Thread-safe. */
public final class RuntimeLibrary {
    private RuntimeLibrary() {}

    /** Whether there is a routine for a call; the others are the C library's or the linker's. */
    public static boolean has(LibCall call) {
        return switch (call) {
            case PROBESTACK, MEMCPY, MEMSET, MEMMOVE, MEMCMP, ELF_TLS_GET_ADDR, ELF_TLS_GET_OFFSET, X86_PSHUFB, THROW ->
                false;
            default -> true;
        };
    }

    /**
     * The routine of a call, under its name, with {@link LibCall#signature()}. It refers to no symbol.
     *
     * @return empty if there is none
     */
    public static Optional<Function> function(LibCall call) {
        return has(call) ? Optional.of(make(call)) : Optional.empty();
    }

    private static Function make(LibCall call) {
        return switch (call) {
            case UDIV_I128, SDIV_I128, UREM_I128, SREM_I128 -> WideDivision.make(call);
            case ADD_F128, SUB_F128, MUL_F128, DIV_F128, SQRT_F128 -> FloatArithmetic.make(call);
            case FMIN_F128, FMAX_F128, COMPARE_F128 -> FloatOrder.make(call);
            case FMA_F16 -> FloatFma.make(call, FloatFormat.F16);
            case FMA_F32 -> FloatFma.make(call, FloatFormat.F32);
            case FMA_F64 -> FloatFma.make(call, FloatFormat.F64);
            case FMA_F128 -> FloatFma.make(call, FloatFormat.F128);
            case CEIL_F32 -> FloatRounding.make(call, FloatFormat.F32, Mode.CEIL);
            case CEIL_F64 -> FloatRounding.make(call, FloatFormat.F64, Mode.CEIL);
            case CEIL_F128 -> FloatRounding.make(call, FloatFormat.F128, Mode.CEIL);
            case FLOOR_F32 -> FloatRounding.make(call, FloatFormat.F32, Mode.FLOOR);
            case FLOOR_F64 -> FloatRounding.make(call, FloatFormat.F64, Mode.FLOOR);
            case FLOOR_F128 -> FloatRounding.make(call, FloatFormat.F128, Mode.FLOOR);
            case TRUNC_F32 -> FloatRounding.make(call, FloatFormat.F32, Mode.TRUNC);
            case TRUNC_F64 -> FloatRounding.make(call, FloatFormat.F64, Mode.TRUNC);
            case TRUNC_F128 -> FloatRounding.make(call, FloatFormat.F128, Mode.TRUNC);
            case NEAREST_F32 -> FloatRounding.make(call, FloatFormat.F32, Mode.NEAREST);
            case NEAREST_F64 -> FloatRounding.make(call, FloatFormat.F64, Mode.NEAREST);
            case NEAREST_F128 -> FloatRounding.make(call, FloatFormat.F128, Mode.NEAREST);
            default -> conversion(call);
        };
    }

    private static Function conversion(LibCall call) {
        return switch (call) {
            case F16_TO_F32 -> FloatConversion.between(call, FloatFormat.F16, FloatFormat.F32);
            case F16_TO_F64 -> FloatConversion.between(call, FloatFormat.F16, FloatFormat.F64);
            case F16_TO_F128 -> FloatConversion.between(call, FloatFormat.F16, FloatFormat.F128);
            case F32_TO_F16 -> FloatConversion.between(call, FloatFormat.F32, FloatFormat.F16);
            case F32_TO_F128 -> FloatConversion.between(call, FloatFormat.F32, FloatFormat.F128);
            case F64_TO_F16 -> FloatConversion.between(call, FloatFormat.F64, FloatFormat.F16);
            case F64_TO_F128 -> FloatConversion.between(call, FloatFormat.F64, FloatFormat.F128);
            case F128_TO_F16 -> FloatConversion.between(call, FloatFormat.F128, FloatFormat.F16);
            case F128_TO_F32 -> FloatConversion.between(call, FloatFormat.F128, FloatFormat.F32);
            case F128_TO_F64 -> FloatConversion.between(call, FloatFormat.F128, FloatFormat.F64);
            case I64_TO_F16 -> FloatConversion.fromInt(call, 1, true, FloatFormat.F16);
            case U64_TO_F16 -> FloatConversion.fromInt(call, 1, false, FloatFormat.F16);
            case I128_TO_F16 -> FloatConversion.fromInt(call, 2, true, FloatFormat.F16);
            case U128_TO_F16 -> FloatConversion.fromInt(call, 2, false, FloatFormat.F16);
            case I128_TO_F32 -> FloatConversion.fromInt(call, 2, true, FloatFormat.F32);
            case U128_TO_F32 -> FloatConversion.fromInt(call, 2, false, FloatFormat.F32);
            case I128_TO_F64 -> FloatConversion.fromInt(call, 2, true, FloatFormat.F64);
            case U128_TO_F64 -> FloatConversion.fromInt(call, 2, false, FloatFormat.F64);
            case I64_TO_F128 -> FloatConversion.fromInt(call, 1, true, FloatFormat.F128);
            case U64_TO_F128 -> FloatConversion.fromInt(call, 1, false, FloatFormat.F128);
            case I128_TO_F128 -> FloatConversion.fromInt(call, 2, true, FloatFormat.F128);
            case U128_TO_F128 -> FloatConversion.fromInt(call, 2, false, FloatFormat.F128);
            case F32_TO_I128 -> FloatConversion.toWide(call, FloatFormat.F32, true);
            case F32_TO_U128 -> FloatConversion.toWide(call, FloatFormat.F32, false);
            case F64_TO_I128 -> FloatConversion.toWide(call, FloatFormat.F64, true);
            case F64_TO_U128 -> FloatConversion.toWide(call, FloatFormat.F64, false);
            case F128_TO_I128 -> FloatConversion.toWide(call, FloatFormat.F128, true);
            case F128_TO_U128 -> FloatConversion.toWide(call, FloatFormat.F128, false);
            case F128_TO_SINT -> FloatConversion.toNarrow(call, true);
            case F128_TO_UINT -> FloatConversion.toNarrow(call, false);
            case F128_FITS_SINT -> FloatConversion.fits(call, true);
            case F128_FITS_UINT -> FloatConversion.fits(call, false);
            default -> throw new IllegalArgumentException("no routine for " + call);
        };
    }
}
