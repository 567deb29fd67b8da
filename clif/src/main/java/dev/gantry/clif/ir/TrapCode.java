package dev.gantry.clif.ir;

/**
 * Why a program stopped: one byte, 1 to 255. Codes 1 to 250 are the client's ({@code user1} ... {@code user250}), five
 * are the compiler's own. 0 is {@link #NONE}: no trap.
 */
public final class TrapCode {
    public static final int NONE = 0;
    /** Largest client code. */
    public static final int MAX_USER = 250;
    /** The stack limit was reached. */
    public static final int STACK_OVERFLOW = 251;
    /** An access to memory outside what is mapped. */
    public static final int HEAP_OUT_OF_BOUNDS = 252;
    /** The result of a signed division does not fit. */
    public static final int INTEGER_OVERFLOW = 253;

    public static final int INTEGER_DIVISION_BY_ZERO = 254;
    /** A float is not representable as integer. */
    public static final int BAD_CONVERSION_TO_INTEGER = 255;

    private TrapCode() {}

    /** The client's code {@code n}, from 1 to {@link #MAX_USER}. */
    public static int user(int n) {
        if (n < 1 || n > MAX_USER) {
            throw new IllegalArgumentException("user trap code out of range: " + n);
        }
        return n;
    }

    /** The name in the text format, {@code none} for {@link #NONE}. */
    public static String name(int code) {
        return switch (code) {
            case NONE -> "none";
            case STACK_OVERFLOW -> "stk_ovf";
            case HEAP_OUT_OF_BOUNDS -> "heap_oob";
            case INTEGER_OVERFLOW -> "int_ovf";
            case INTEGER_DIVISION_BY_ZERO -> "int_divz";
            case BAD_CONVERSION_TO_INTEGER -> "bad_toint";
            default -> "user" + code;
        };
    }

    /** The code of that name in the text format, or -1 if there is none. */
    public static int ofName(String name) {
        switch (name) {
            case "stk_ovf":
                return STACK_OVERFLOW;
            case "heap_oob":
                return HEAP_OUT_OF_BOUNDS;
            case "int_ovf":
                return INTEGER_OVERFLOW;
            case "int_divz":
                return INTEGER_DIVISION_BY_ZERO;
            case "bad_toint":
                return BAD_CONVERSION_TO_INTEGER;
            default:
                return userCode(name);
        }
    }

    private static int userCode(String name) {
        if (!name.startsWith("user") || name.length() < 5 || name.length() > 7 || name.charAt(4) == '0') {
            return -1;
        }
        int n = 0;
        for (int i = 4; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            n = 10 * n + digit;
        }
        return n >= 1 && n <= MAX_USER ? n : -1;
    }
}
