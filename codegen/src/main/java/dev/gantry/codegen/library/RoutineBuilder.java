package dev.gantry.codegen.library;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.build.FunctionBuilderContext;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Type;
import java.util.function.Supplier;

/**
 * Writes a routine: 64-bit words in straight lines, with returns on the way for special cases and selects where ways meet.
 *
 * <p>A word is a CLIF value of type i64, a condition one of type i8 that is 0 or 1. A number of several words is an array, least significant first.
 * Shift amounts are below 64 unless a method says otherwise.
 */
class RoutineBuilder {
    private final Function function;
    private final FunctionBuilder builder;
    private final int entry;

    /** Starts the routine of a library call. */
    RoutineBuilder(LibCall call) {
        function = new Function(new ExternalName.Library(call), call.signature());
        builder = new FunctionBuilder(function, new FunctionBuilderContext());
        entry = builder.createBlock();
        builder.appendBlockParamsForFunctionParams(entry);
        builder.switchToBlock(entry);
        builder.sealBlock(entry);
    }

    /** The complete routine. */
    final Function finish() {
        builder.finish();
        return function;
    }

    /** For instructions that have no method here. */
    final FunctionBuilder builder() {
        return builder;
    }

    /** A parameter as it is. */
    final int param(int i) {
        return builder.blockParam(entry, i);
    }

    /** Ends the routine, or the special case being written, with these results, bits of floats turned into floats where the signature says so. */
    final void ret(int... words) {
        int[] results = words.clone();
        for (int i = 0; i < results.length; i++) {
            Type type = function.signature().result(i).type();
            if (type == Type.F64) {
                results[i] = builder.bitcast(Type.F64, words[i]);
            } else if (type == Type.F32) {
                results[i] = builder.bitcast(Type.F32, builder.ireduce(Type.I32, words[i]));
            }
        }
        builder.return_(results);
    }

    /** The bits of a parameter that is an f32 or f64, zero-extended. */
    final int floatParam(int i) {
        int value = param(i);
        return function.dfg.valueType(value) == Type.F64
                ? builder.bitcast(Type.I64, value)
                : builder.uextend(Type.I64, builder.bitcast(Type.I32, value));
    }

    /** If the condition holds, does what {@code special} writes, which ends with {@link #ret}. */
    final void when(int condition, Runnable special) {
        int then = builder.createBlock();
        int otherwise = builder.createBlock();
        builder.brif(condition, then, otherwise);
        builder.sealBlock(then);
        builder.sealBlock(otherwise);
        builder.switchToBlock(then);
        special.run();
        builder.switchToBlock(otherwise);
    }

    /** The words that one of two ways computes; the other is not run. */
    final int[] eitherOf(int condition, Supplier<int[]> yes, Supplier<int[]> no) {
        int then = builder.createBlock();
        int otherwise = builder.createBlock();
        int join = builder.createBlock();
        builder.brif(condition, then, otherwise);
        builder.sealBlock(then);
        builder.sealBlock(otherwise);
        builder.switchToBlock(then);
        int[] first = yes.get();
        builder.jump(join, first);
        builder.switchToBlock(otherwise);
        builder.jump(join, no.get());
        builder.sealBlock(join);
        builder.switchToBlock(join);
        int[] result = new int[first.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = builder.appendBlockParam(join, Type.I64);
        }
        return result;
    }

    // Words.

    final int word(long constant) {
        return builder.iconst(Type.I64, constant);
    }

    final int add(int x, int y) {
        return builder.iadd(x, y);
    }

    final int addImm(int x, long y) {
        return y == 0 ? x : builder.iadd(x, word(y));
    }

    final int sub(int x, int y) {
        return builder.isub(x, y);
    }

    final int subImm(int x, long y) {
        return addImm(x, -y);
    }

    final int neg(int x) {
        return builder.ineg(x);
    }

    final int mul(int x, int y) {
        return builder.imul(x, y);
    }

    final int mulHigh(int x, int y) {
        return builder.umulhi(x, y);
    }

    final int div(int x, int y) {
        return builder.udiv(x, y);
    }

    final int and(int x, int y) {
        return builder.band(x, y);
    }

    final int andImm(int x, long y) {
        return builder.band(x, word(y));
    }

    final int or(int x, int y) {
        return builder.bor(x, y);
    }

    final int orImm(int x, long y) {
        return builder.bor(x, word(y));
    }

    final int xor(int x, int y) {
        return builder.bxor(x, y);
    }

    final int xorImm(int x, long y) {
        return builder.bxor(x, word(y));
    }

    final int not(int x) {
        return builder.bnot(x);
    }

    final int shl(int x, int n) {
        return builder.ishl(x, n);
    }

    final int shlImm(int x, long n) {
        return n == 0 ? x : builder.ishl(x, word(n));
    }

    final int shr(int x, int n) {
        return builder.ushr(x, n);
    }

    final int shrImm(int x, long n) {
        return n == 0 ? x : builder.ushr(x, word(n));
    }

    final int sarImm(int x, long n) {
        return builder.sshr(x, word(n));
    }

    /** All bits the sign bit of a word. */
    final int signMask(int x) {
        return builder.sshr(x, word(63));
    }

    /** Leading zeros: 64 for zero. */
    final int clz(int x) {
        return builder.clz(x);
    }

    // Conditions.

    final int is(IntCC cond, int x, int y) {
        return builder.icmp(cond, x, y);
    }

    final int isImm(IntCC cond, int x, long y) {
        return builder.icmp(cond, x, word(y));
    }

    final int isZero(int x) {
        return isImm(IntCC.EQ, x, 0);
    }

    final int isNonzero(int x) {
        return isImm(IntCC.NE, x, 0);
    }

    final int below(int x, int y) {
        return is(IntCC.ULT, x, y);
    }

    final int all(int c, int d) {
        return builder.band(c, d);
    }

    final int any(int c, int d) {
        return builder.bor(c, d);
    }

    final int nor(int c) {
        return builder.bxor(c, builder.iconst(Type.I8, 1));
    }

    /** A condition as a word, 0 or 1. */
    final int asWord(int condition) {
        return builder.uextend(Type.I64, condition);
    }

    final int select(int condition, int x, int y) {
        return builder.select(condition, x, y);
    }

    final int[] select(int condition, int[] x, int[] y) {
        int[] result = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = select(condition, x[i], y[i]);
        }
        return result;
    }
}
