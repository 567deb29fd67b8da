package dev.gantry.clif.ir;

import java.util.Locale;

/** Calling conventions. {@link #FAST} is what the text format assumes where none is written. */
public enum CallConv {
    /** Free to change from release to release; the one for internal calls. */
    FAST,
    /** Guarantees tail calls; the callee pops stack arguments. */
    TAIL,
    SYSTEM_V,
    WINDOWS_FASTCALL,
    APPLE_AARCH64,
    PROBESTACK,
    WINCH,
    /** Clobbers no register; for patchable calls. */
    PRESERVE_ALL;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The convention of that name in the text format; throws {@link IllegalArgumentException} for any other text. */
    public static CallConv ofName(String name) {
        for (CallConv cc : values()) {
            if (cc.text.equals(name)) {
                return cc;
            }
        }
        throw new IllegalArgumentException("unknown calling convention: " + name);
    }

    /** Whether {@code return_call} may be used under this convention. */
    public boolean supportsTailCalls() {
        return this == TAIL;
    }

    /** Whether {@code try_call} may call a function of this convention. */
    public boolean supportsExceptions() {
        return exceptionPayloads() > 0;
    }

    /** Number of pointer-sized values that an exception carries to its handler; 0 where exceptions are not supported. */
    public int exceptionPayloads() {
        return switch (this) {
            case TAIL, SYSTEM_V, WINCH, PRESERVE_ALL, APPLE_AARCH64 -> 2;
            default -> 0;
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
