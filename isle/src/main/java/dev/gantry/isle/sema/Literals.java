package dev.gantry.isle.sema;

import dev.gantry.isle.syntax.Pos;
import dev.gantry.isle.syntax.SyntaxException;
import java.math.BigInteger;

/** The values of literals: an integer may be written as signed or as unsigned, and is kept as Java has it. */
final class Literals {
    private Literals() {}

    static long integer(Pos pos, BigInteger value, Type type) {
        if (!type.javaKind().isInteger()) {
            throw new SyntaxException(pos, "expected a value of type `" + type + "`, found an integer");
        }
        int bits = bits(type.javaType());
        boolean fits = value.signum() < 0 ? value.bitLength() < bits : value.bitLength() <= bits;
        if (!fits) {
            throw new SyntaxException(
                    pos,
                    value + " does not fit in the " + bits + " bits of `" + type + "` (Java " + type.javaType() + ")");
        }
        long raw = value.longValue();
        return switch (type.javaType()) {
            case "byte" -> (byte) raw;
            case "short" -> (short) raw;
            case "char" -> (char) raw;
            case "int" -> (int) raw;
            default -> raw;
        };
    }

    static void requireBool(Pos pos, Type type) {
        if (type.javaKind() != JavaKind.BOOLEAN) {
            throw new SyntaxException(pos, "expected a value of type `" + type + "`, found a truth value");
        }
    }

    private static int bits(String javaType) {
        return switch (javaType) {
            case "byte" -> 8;
            case "short", "char" -> 16;
            case "int" -> 32;
            default -> 64;
        };
    }
}
