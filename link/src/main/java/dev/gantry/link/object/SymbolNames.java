package dev.gantry.link.object;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.LibCall;

/** What the names in CLIF are called in an object. */
@FunctionalInterface
public interface SymbolNames {
    /** {@return the symbol of a name; nothing about it is changed or checked} */
    String symbol(ExternalName name);

    /**
     * The rule unless another is given: {@code %name} is {@code name}; {@code u1:2} is {@code u1_2}; library calls are the C library's functions where it
     * has them ({@code ceilf}, {@code memcpy}, {@code __tls_get_addr}) and else {@code gantry_} with their name in CLIF ({@code gantry_UdivI128}).
     */
    SymbolNames DEFAULT = name -> switch (name) {
        case ExternalName.TestCase test -> test.name();
        case ExternalName.User user ->
            "u" + Integer.toUnsignedString(user.namespace()) + "_" + Integer.toUnsignedString(user.index());
        case ExternalName.UserRef ref -> ref.toString();
        case ExternalName.Library library -> ofLibraryCall(library.call());
        case ExternalName.KnownSymbol known ->
            switch (known) {
                case ELF_GLOBAL_OFFSET_TABLE -> "_GLOBAL_OFFSET_TABLE_";
                case COFF_TLS_INDEX -> "_tls_index";
            };
    };

    private static String ofLibraryCall(LibCall call) {
        return switch (call) {
            case CEIL_F32 -> "ceilf";
            case CEIL_F64 -> "ceil";
            case FLOOR_F32 -> "floorf";
            case FLOOR_F64 -> "floor";
            case TRUNC_F32 -> "truncf";
            case TRUNC_F64 -> "trunc";
            case NEAREST_F32 -> "nearbyintf";
            case NEAREST_F64 -> "nearbyint";
            case FMA_F32 -> "fmaf";
            case FMA_F64 -> "fma";
            case MEMCPY -> "memcpy";
            case MEMSET -> "memset";
            case MEMMOVE -> "memmove";
            case MEMCMP -> "memcmp";
            case ELF_TLS_GET_ADDR -> "__tls_get_addr";
            default -> "gantry_" + call;
        };
    }
}
