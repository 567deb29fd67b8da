package dev.gantry.filetests.random;

import dev.gantry.clif.ir.Type;
import java.util.List;
import java.util.Random;

/** Writes random instructions that are not branches. */
final class RandomOps {
    private static final String[] INT_BINARY = {
        "iadd", "iadd", "iadd", "isub", "isub", "imul", "band", "band", "bor", "bxor", "umulhi", "smulhi", "smin",
        "smax", "umin", "umax"
    };
    private static final String[] SHIFTS = {"ishl", "ushr", "sshr", "rotl", "rotr"};
    private static final String[] DIVISIONS = {"udiv", "urem", "sdiv", "srem"};
    private static final String[] INT_UNARY = {"ineg", "iabs", "bnot", "clz", "ctz", "cls", "popcnt", "bitrev", "bswap"
    };
    private static final String[] OVERFLOW = {
        "uadd_overflow", "sadd_overflow", "usub_overflow", "ssub_overflow", "umul_overflow", "smul_overflow"
    };
    private static final String[] CARRY = {
        "uadd_overflow_cin", "sadd_overflow_cin", "usub_overflow_bin", "ssub_overflow_bin"
    };
    private static final String[] FLOAT_BINARY = {"fadd", "fsub", "fmul", "fdiv", "fmin", "fmax", "fcopysign"};
    private static final String[] FLOAT_BITS = {"band", "bor", "bxor"};
    private static final String[] FLOAT_UNARY = {"fneg", "fabs", "ceil", "floor", "trunc", "nearest", "sqrt"};
    private static final String[] INT_CONDITIONS = {"eq", "ne", "slt", "sge", "sgt", "sle", "ult", "uge", "ugt", "ule"};
    private static final String[] FLOAT_CONDITIONS = {
        "ord", "uno", "eq", "ne", "one", "ueq", "lt", "le", "gt", "ge", "ult", "ule", "ugt", "uge"
    };

    private final RandomFunction function;
    private final Random random;
    private final RandomMemory memory;

    RandomOps(Random random, RandomFunction function) {
        this.function = function;
        this.random = random;
        this.memory = new RandomMemory(random, function);
    }

    static String oneOf(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    void operation() {
        switch (random.nextInt(21)) {
            case 0, 1, 2, 3 -> binary(oneOf(random, INT_BINARY), function.intType());
            case 4, 5 -> shift();
            case 6 -> division();
            case 7 -> intUnary();
            case 8 -> overflow();
            case 9, 10 -> condition();
            case 11 -> select();
            case 12, 13 -> width();
            case 14 -> convert();
            case 15 -> binary(oneOf(random, FLOAT_BINARY), function.floatType());
            case 16 -> floatUnary();
            case 17, 18, 19 -> memory.access();
            default -> rare();
        }
    }

    private void binary(String op, Type type) {
        function.define(type, op + " " + function.pick(type) + ", " + function.pick(type));
    }

    private void shift() {
        Type type = function.intType();
        Type amount = random.nextBoolean() ? type : function.intType();
        function.define(type, oneOf(random, SHIFTS) + " " + function.pick(type) + ", " + function.pick(amount));
    }

    private void division() {
        Type type = function.intType();
        String divisor = function.pick(type);
        if (random.nextInt(8) != 0) {
            divisor = function.define(type, "bor " + divisor + ", " + constant(type, 1))
                    .name();
        }
        function.define(type, oneOf(random, DIVISIONS) + " " + function.pick(type) + ", " + divisor);
    }

    private String constant(Type type, long value) {
        return function.define(type, "iconst." + type + " " + value).name();
    }

    private void intUnary() {
        Type type = function.intType();
        String op = oneOf(random, INT_UNARY);
        if (op.equals("bswap") && type == Type.I8) {
            type = Type.I16;
        }
        function.define(type, op + " " + function.pick(type));
    }

    private void overflow() {
        Type type = function.intType();
        String operands = " " + function.pick(type) + ", " + function.pick(type);
        if (random.nextBoolean()) {
            function.define(List.of(type, Type.I8), oneOf(random, OVERFLOW) + operands);
        } else {
            function.define(List.of(type, Type.I8), oneOf(random, CARRY) + operands + ", " + comparison());
        }
    }

    /** An integer to branch on: a comparison, one of those negated or masked, or anything. */
    String condition() {
        return switch (random.nextInt(6)) {
            case 0 -> function.pick(function.intType());
            case 1 -> {
                Type type = function.intType();
                yield function.define(type, "band " + function.pick(type) + ", " + function.pick(type))
                        .name();
            }
            case 2 -> {
                String zero = constant(Type.I8, 0);
                String op = random.nextBoolean() ? "icmp eq " : "icmp ne ";
                yield function.define(Type.I8, op + comparison() + ", " + zero).name();
            }
            default -> comparison();
        };
    }

    private String comparison() {
        if (random.nextInt(3) == 0) {
            Type type = function.floatType();
            String op = "fcmp " + oneOf(random, FLOAT_CONDITIONS) + " ";
            return function.define(Type.I8, op + function.pick(type) + ", " + function.pick(type))
                    .name();
        }
        Type type = function.intType();
        String op = "icmp " + oneOf(random, INT_CONDITIONS) + " ";
        return function.define(Type.I8, op + function.pick(type) + ", " + function.pick(type))
                .name();
    }

    private void select() {
        Type type = function.anyType();
        String operands = function.pick(type) + ", " + function.pick(type);
        String op = random.nextInt(8) == 0 && type.isInt() ? "select_spectre_guard " : "select ";
        function.define(type, op + condition() + ", " + operands);
    }

    /** Extends, reduces, or makes a mask. */
    private void width() {
        Type from = function.intType();
        Type to = function.intType();
        if (from == to || random.nextInt(8) == 0) {
            function.define(to, "bmask." + to + " " + function.pick(from));
        } else if (from.bits() > to.bits()) {
            function.define(to, "ireduce." + to + " " + function.pick(from));
        } else {
            String op = random.nextBoolean() ? "uextend." : "sextend.";
            function.define(to, op + to + " " + function.pick(from));
        }
    }

    private void convert() {
        Type integer = function.intType();
        Type floating = function.floatType();
        String sign = random.nextBoolean() ? "s" : "u";
        switch (random.nextInt(5)) {
            case 0 -> function.define(floating, "fcvt_from_" + sign + "int." + floating + " " + function.pick(integer));
            case 1 ->
                function.define(integer, "fcvt_to_" + sign + "int_sat." + integer + " " + function.pick(floating));
            case 2 -> {
                if (random.nextInt(4) == 0) {
                    function.define(integer, "fcvt_to_" + sign + "int." + integer + " " + function.pick(floating));
                }
            }
            case 3 -> {
                boolean wide = random.nextBoolean();
                Type to = wide ? Type.F64 : Type.F32;
                function.define(
                        to, (wide ? "fpromote.f64 " : "fdemote.f32 ") + function.pick(wide ? Type.F32 : Type.F64));
            }
            default -> {
                boolean toFloat = random.nextBoolean();
                Type same = floating == Type.F32 ? Type.I32 : Type.I64;
                Type to = toFloat ? floating : same;
                function.define(to, "bitcast." + to + " " + function.pick(toFloat ? same : floating));
            }
        }
    }

    private void floatUnary() {
        Type type = function.floatType();
        function.define(type, oneOf(random, FLOAT_UNARY) + " " + function.pick(type));
    }

    private void rare() {
        Type type = function.intType();
        Type floating = function.floatType();
        switch (random.nextInt(6)) {
            case 0 -> ternary("bitselect", type);
            case 1 -> ternary("bitselect", floating);
            case 2 -> ternary("fma", floating);
            case 3 -> binary(oneOf(random, FLOAT_BITS), floating);
            case 4 -> {
                if (random.nextInt(4) == 0) {
                    function.line((random.nextBoolean() ? "trapz " : "trapnz ") + condition() + ", user"
                            + (1 + random.nextInt(9)));
                }
            }
            default -> {
                Type wide = random.nextBoolean() ? Type.I32 : Type.I64;
                function.define(
                        wide,
                        "uadd_overflow_trap " + function.pick(wide) + ", " + constant(wide, random.nextInt(9))
                                + ", user20");
            }
        }
    }

    private void ternary(String op, Type type) {
        String operands = function.pick(type) + ", " + function.pick(type) + ", " + function.pick(type);
        function.define(type, op + " " + operands);
    }
}
