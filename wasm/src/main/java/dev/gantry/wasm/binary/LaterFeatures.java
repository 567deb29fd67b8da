package dev.gantry.wasm.binary;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.WasmException;

/**
 * Encodings of proposals after version 2.0, so that an error can say which feature a module needs. Sources: the
 * overviews of the proposals; WebAssembly Core Specification 3.0, 5.3 to 5.5.
 */
public final class LaterFeatures {
    /** Prefix of the operators on structures and arrays. */
    private static final int PREFIX_GC = 0xfb;

    private static final int PREFIX_MISC = 0xfc;
    private static final int PREFIX_SIMD = 0xfd;
    private static final int PREFIX_ATOMIC = 0xfe;

    private LaterFeatures() {}

    /** The error for a code that is no operator of version 2.0; {@code subcode} is 0 if there is no prefix. */
    public static WasmException illegalOpcode(ByteReader in, int lead, int subcode, int offset) {
        String hex = Integer.toHexString(lead);
        if (lead == PREFIX_SIMD) {
            boolean relaxed = subcode >= 0x100 && subcode <= 0x113;
            if (relaxed) return in.unsupported(Feature.RELAXED_SIMD, "relaxed vector operator", offset);
        } else if (lead == PREFIX_MISC) {
            if (subcode >= 19 && subcode <= 22) {
                return in.unsupported(Feature.WIDE_ARITHMETIC, "128-bit arithmetic", offset);
            }
        } else {
            return switch (lead) {
                case 0x06, 0x07, 0x08, 0x09, 0x0a, 0x18, 0x19, 0x1f ->
                    in.unsupported(Feature.EXCEPTIONS, "exception operator", offset);
                case 0x12, 0x13, 0x15 -> in.unsupported(Feature.TAIL_CALL, "tail call", offset);
                case 0x14, 0xd4, 0xd5, 0xd6 ->
                    in.unsupported(Feature.FUNCTION_REFERENCES, "operator on typed references", offset);
                case 0xd3, PREFIX_GC -> in.unsupported(Feature.GC, "operator on structures and arrays", offset);
                case PREFIX_ATOMIC -> in.unsupported(Feature.THREADS, "atomic operator", offset);
                default -> in.malformed("illegal opcode " + hex, offset);
            };
        }
        return in.malformed("illegal opcode " + hex + " " + Integer.toHexString(subcode), offset);
    }

    /** The error for a byte that is no value type of version 2.0. */
    static WasmException malformedType(ByteReader in, String what, int code, int offset) {
        return switch (code) {
            case 0x63, 0x64 -> in.unsupported(Feature.FUNCTION_REFERENCES, "typed reference", offset);
            case 0x6e, 0x6d, 0x6c, 0x6b, 0x6a, 0x71, 0x72, 0x73 -> in.unsupported(Feature.GC, "heap type", offset);
            case 0x69, 0x74 -> in.unsupported(Feature.EXCEPTIONS, "exception reference", offset);
            default -> in.malformed("malformed " + what + ": 0x" + Integer.toHexString(code), offset);
        };
    }

    /** The error for the flags of limits that are not 0 or 1. */
    static WasmException malformedLimits(ByteReader in, int flags, int offset) {
        if ((flags & ~0xf) != 0) return in.malformed("malformed limits flags", offset);
        if ((flags & 8) != 0) return in.unsupported(Feature.CUSTOM_PAGE_SIZES, "page size", offset);
        if ((flags & 4) != 0) return in.unsupported(Feature.MEMORY64, "64-bit addresses", offset);
        return in.unsupported(Feature.THREADS, "shared memory", offset);
    }
}
