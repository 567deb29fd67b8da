package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Type;
import org.jspecify.annotations.Nullable;

/**
 * What rules of every kind call: the fields through which generated code receives several outputs of one extractor, and
 * functions on types, immediates and conditions. The terms are declared in {@code prelude.isle}.
 */
public abstract class RuleContext {
    public int i0;
    public int i1;
    public int i2;
    public int i3;
    public int i4;
    public int i5;
    public long l0;
    public long l1;
    public long l2;
    public long l3;
    public boolean z0;
    public boolean z1;
    public @Nullable Object o0;
    public @Nullable Object o1;
    public @Nullable Object o2;
    public @Nullable Object o3;
    public @Nullable Object o4;
    public @Nullable Object o5;
    /** Set by an extractor or constructor of long or boolean result that does not match. */
    public boolean failed;

    /** Notes that a rule fired; called only if the rules were built with coverage. */
    public final void ruleFired(int rule) {
        RuleCoverage.fired(rule);
    }

    /** What a term that should not fail throws when none of its rules matches: a type it was not made for. */
    public final UnsupportedException noRuleMatched(String term) {
        return new UnsupportedException("operands of term " + term);
    }

    public final @Nullable Type tyInt8To64(Type type) {
        return type.isInt() && type.bits() <= 64 ? type : null;
    }

    public final @Nullable Type tyInt8Or16(Type type) {
        return type == Type.I8 || type == Type.I16 ? type : null;
    }

    public final @Nullable Type tyInt8To32(Type type) {
        return type.isInt() && type.bits() <= 32 ? type : null;
    }

    public final @Nullable Type tyInt16To64(Type type) {
        return type.isInt() && type.bits() <= 64 && type != Type.I8 ? type : null;
    }

    public final @Nullable Type tyInt32Or64(Type type) {
        return type == Type.I32 || type == Type.I64 ? type : null;
    }

    public final @Nullable Type tyFloat32Or64(Type type) {
        return type == Type.F32 || type == Type.F64 ? type : null;
    }

    public final long tyBits(Type type) {
        return type.bits();
    }

    public final long tyBytes(Type type) {
        return type.bytes();
    }

    public final long tyMask(Type type) {
        return type.bits() >= 64 ? -1L : (1L << type.bits()) - 1;
    }

    public final long tySmax(Type type) {
        return tyMask(type) >>> 1;
    }

    public final long tyShiftMask(Type type) {
        return type.laneBits() - 1L;
    }

    public final long i64Add(long x, long y) {
        return x + y;
    }

    public final long i64Sub(long x, long y) {
        return x - y;
    }

    public final long i64And(long x, long y) {
        return x & y;
    }

    public final long i64Or(long x, long y) {
        return x | y;
    }

    public final long i64Xor(long x, long y) {
        return x ^ y;
    }

    public final long i64Ushr(long x, long y) {
        return x >>> y;
    }

    public final long i64Neg(long x) {
        return -x;
    }

    public final long i64Not(long x) {
        return ~x;
    }

    public final long i64Shl(long x, long y) {
        return x << y;
    }

    public final boolean i64Eq(long x, long y) {
        return x == y;
    }

    public final boolean i64Lt(long x, long y) {
        return x < y;
    }

    public final long i64FromI32(int x) {
        return x;
    }

    public final long i64FromU8(int x) {
        return x;
    }

    public final long i64Log2(long x) {
        failed = Long.bitCount(x) != 1;
        return Long.numberOfTrailingZeros(x);
    }

    public final IntCC intccComplement(IntCC cc) {
        return cc.complement();
    }

    public final IntCC intccSwapArgs(IntCC cc) {
        return cc.swapArgs();
    }

    public final IntCC intccUnsigned(IntCC cc) {
        return cc.unsigned();
    }

    public final FloatCC floatccComplement(FloatCC cc) {
        return cc.complement();
    }

    public final @Nullable IntCC signedCond(IntCC cc) {
        return cc.isSigned() ? cc : null;
    }

    public final @Nullable IntCC equalityCond(IntCC cc) {
        return cc == IntCC.EQ || cc == IntCC.NE ? cc : null;
    }
}
