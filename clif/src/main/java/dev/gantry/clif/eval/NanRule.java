package dev.gantry.clif.eval;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import java.util.List;

/**
 * Which results CLIF leaves open, and how results are compared.
 *
 * <p><b>The rule.</b> Where the result of an opcode of {@link #leavesNanOpen} is a NaN, it is a quiet one; its sign and its payload are open, and
 * may differ from run to run. Everything else is determined bit by bit: numbers, infinities, signed zeros, and NaNs that are
 * only carried ({@code fneg}, {@code fabs}, {@code fcopysign}, {@code bitcast}, {@code select}, loads, stores, lane moves). The evaluator
 * gives what an x86-64 machine gives for the operands in their order: the first operand that is a NaN, made quiet, else the
 * NaN with the sign bit set and no payload.
 *
 * <p>So results are compared by {@link #matches}: bit for bit, but a NaN lane matches every NaN. A test that lets open bits get into
 * integers (by {@code bitcast}, by memory) has to make NaNs canonical first: after an opcode of {@link #leavesNanOpen}, {@code select(fcmp(uno, v, v), NaN, v)}.
 */
public final class NanRule {
    private NanRule() {}

    /** {@return whether sign and payload of a NaN that the opcode gives are open} */
    public static boolean leavesNanOpen(Opcode opcode) {
        return switch (opcode) {
            case FADD,
                    FSUB,
                    FMUL,
                    FDIV,
                    SQRT,
                    FMA,
                    FMIN,
                    FMAX,
                    CEIL,
                    FLOOR,
                    TRUNC,
                    NEAREST,
                    FPROMOTE,
                    FDEMOTE,
                    FVDEMOTE,
                    FVPROMOTE_LOW -> true;
            default -> false;
        };
    }

    /** {@return whether two values of one type are the same but for what is open} */
    public static boolean matches(DataValue expected, DataValue actual) {
        if (expected.equals(actual)) {
            return true;
        }
        Type type = expected.type();
        if (type != actual.type() || !type.hasFloatLanes()) {
            return false;
        }
        int size = type.laneBits() / 8;
        for (int at = 0; at < expected.bytes().length; at += size) {
            boolean same = true;
            for (int i = at; i < at + size; i++) {
                same &= expected.bytes()[i] == actual.bytes()[i];
            }
            if (!same && !(isNan(expected, at, size) && isNan(actual, at, size))) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether two lists of results are the same but for what is open} */
    public static boolean matches(List<DataValue> expected, List<DataValue> actual) {
        boolean matches = expected.size() == actual.size();
        for (int i = 0; matches && i < expected.size(); i++) {
            matches = matches(expected.get(i), actual.get(i));
        }
        return matches;
    }

    private static boolean isNan(DataValue value, int at, int size) {
        long low = 0;
        long high = 0;
        for (int i = size - 1; i >= 0; i--) {
            high = size == 16 ? high << 8 | low >>> 56 : 0;
            low = low << 8 | value.bytes()[at + i] & 0xff;
        }
        return size == 16 ? QuadLanes.isNan(low, high) : FloatLanes.isNan(8 * size, low);
    }
}
