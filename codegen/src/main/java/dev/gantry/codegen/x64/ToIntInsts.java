package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.codegen.machinst.OperandVisitor;

/**
 * Floats to integers of 32 or 64 bits, trapping or saturating.
 *
 * <p>The machine's conversion gives the least integer for whatever it cannot represent. Signed: that result is looked at
 * again, to tell the least integer itself from NaN and from overflow. Unsigned: what lies below 2^(n-1) is converted as
 * signed, the rest after subtracting 2^(n-1).
 */
final class ToIntInsts {
    private ToIntInsts() {}

    /** A signed conversion. */
    static final class Signed extends X64Inst {
        private final boolean isDouble;
        private final boolean is64;
        private final boolean saturating;
        private int dst;
        private int src;
        private int tempInt;
        private int tempFloat;

        Signed(boolean isDouble, boolean is64, boolean saturating, int dst, int src, int tempInt, int tempFloat) {
            this.isDouble = isDouble;
            this.is64 = is64;
            this.saturating = saturating;
            this.dst = dst;
            this.src = src;
            this.tempInt = tempInt;
            this.tempFloat = tempFloat;
        }

        @Override
        public int result() {
            return dst;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            src = visitor.use(src);
            dst = visitor.defEarly(dst);
            tempInt = visitor.defEarly(tempInt);
            tempFloat = visitor.defEarly(tempFloat);
        }

        @Override
        void emit(X64Emitter emitter) {
            int done = emitter.buffer.newLabel();
            emitter.rr(convertOp(isDouble, is64), dst, src);
            // Only the least integer overflows when 1 is subtracted.
            emitter.ri(is64 ? Ops.cmpq_mi8 : Ops.cmpl_mi8, dst, 1);
            Encoder.jcc(emitter.buffer, CC.NO.cond(), done);
            if (saturating) {
                saturate(emitter, done);
            } else {
                check(emitter);
            }
            emitter.buffer.bindLabel(done);
        }

        private void saturate(X64Emitter emitter, int done) {
            int notNan = emitter.buffer.newLabel();
            emitter.rr(compareOp(isDouble), src, src);
            Encoder.jcc(emitter.buffer, CC.NP.cond(), notNan);
            emitter.rr(Ops.xorl_rm, dst, dst);
            Encoder.jmp(emitter.buffer, done);
            emitter.buffer.bindLabel(notNan);
            // Negative: the least integer is right. Positive: the greatest.
            emitter.rr(Ops.xorps_rm, tempFloat, tempFloat);
            emitter.rr(compareOp(isDouble), tempFloat, src);
            Encoder.jcc(emitter.buffer, CC.NB.cond(), done);
            if (is64) {
                emitter.ri(Ops.movq_ri64, dst, Long.MAX_VALUE);
            } else {
                emitter.ri(Ops.movl_ri32, dst, Integer.MAX_VALUE);
            }
        }

        /** The result is the least integer: right for floats from there on up to the next integer above, exclusively below. */
        private void check(X64Emitter emitter) {
            int nan = emitter.buffer.deferTrap(TrapCode.BAD_CONVERSION_TO_INTEGER);
            int overflow = emitter.buffer.deferTrap(TrapCode.INTEGER_OVERFLOW);
            emitter.rr(compareOp(isDouble), src, src);
            Encoder.jcc(emitter.buffer, CC.P.cond(), nan);
            // Doubles between -2^31 - 1 and -2^31 truncate to the least integer; elsewhere the bound itself is
            // representable.
            boolean strict = isDouble && !is64;
            double bound = is64 ? -0x1p63 : strict ? -0x1p31 - 1 : -0x1p31;
            loadConstant(emitter, tempInt, tempFloat, isDouble, bound);
            emitter.rr(compareOp(isDouble), src, tempFloat);
            Encoder.jcc(emitter.buffer, (strict ? CC.BE : CC.B).cond(), overflow);
            emitter.rr(Ops.xorps_rm, tempFloat, tempFloat);
            emitter.rr(compareOp(isDouble), tempFloat, src);
            Encoder.jcc(emitter.buffer, CC.B.cond(), overflow);
        }

        @Override
        public void print(StringBuilder out) {
            line(
                    out,
                    (isDouble ? "f64" : "f32") + "_to_i" + (is64 ? "64" : "32") + (saturating ? "_sat" : ""),
                    dst,
                    src);
        }
    }

    /** An unsigned conversion. */
    static final class Unsigned extends X64Inst {
        private final boolean isDouble;
        private final boolean is64;
        private final boolean saturating;
        private int dst;
        private int src;
        private int tempInt;
        private int tempFloat;
        private int tempFloat2;

        Unsigned(
                boolean isDouble,
                boolean is64,
                boolean saturating,
                int dst,
                int src,
                int tempInt,
                int tempFloat,
                int tempFloat2) {
            this.isDouble = isDouble;
            this.is64 = is64;
            this.saturating = saturating;
            this.dst = dst;
            this.src = src;
            this.tempInt = tempInt;
            this.tempFloat = tempFloat;
            this.tempFloat2 = tempFloat2;
        }

        @Override
        public int result() {
            return dst;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            src = visitor.use(src);
            dst = visitor.defEarly(dst);
            tempInt = visitor.defEarly(tempInt);
            tempFloat = visitor.defEarly(tempFloat);
            tempFloat2 = visitor.defEarly(tempFloat2);
        }

        @Override
        void emit(X64Emitter emitter) {
            int done = emitter.buffer.newLabel();
            int large = emitter.buffer.newLabel();
            int notNan = emitter.buffer.newLabel();
            loadConstant(emitter, tempInt, tempFloat, isDouble, is64 ? 0x1p63 : 0x1p31);
            emitter.rr(compareOp(isDouble), src, tempFloat);
            Encoder.jcc(emitter.buffer, CC.NB.cond(), large);
            if (saturating) {
                Encoder.jcc(emitter.buffer, CC.NP.cond(), notNan);
                emitter.rr(Ops.xorl_rm, dst, dst);
                Encoder.jmp(emitter.buffer, done);
            } else {
                int nan = emitter.buffer.deferTrap(TrapCode.BAD_CONVERSION_TO_INTEGER);
                Encoder.jcc(emitter.buffer, CC.P.cond(), nan);
            }
            emitter.buffer.bindLabel(notNan);
            small(emitter, done);
            emitter.buffer.bindLabel(large);
            large(emitter, done);
            emitter.buffer.bindLabel(done);
        }

        private void small(X64Emitter emitter, int done) {
            emitter.rr(convertOp(isDouble, is64), dst, src);
            emitter.rr(is64 ? Ops.testq_mr : Ops.testl_mr, dst, dst);
            Encoder.jcc(emitter.buffer, CC.NS.cond(), done);
            if (saturating) {
                emitter.rr(Ops.xorl_rm, dst, dst);
                Encoder.jmp(emitter.buffer, done);
            } else {
                Encoder.jmp(emitter.buffer, emitter.buffer.deferTrap(TrapCode.INTEGER_OVERFLOW));
            }
        }

        private void large(X64Emitter emitter, int done) {
            int fits = emitter.buffer.newLabel();
            emitter.rr(Ops.movaps_rm, tempFloat2, src);
            emitter.rr(isDouble ? Ops.subsd_rm : Ops.subss_rm, tempFloat2, tempFloat);
            emitter.rr(convertOp(isDouble, is64), dst, tempFloat2);
            emitter.rr(is64 ? Ops.testq_mr : Ops.testl_mr, dst, dst);
            if (saturating) {
                Encoder.jcc(emitter.buffer, CC.NS.cond(), fits);
                if (is64) {
                    emitter.ri(Ops.movq_mi32, dst, -1);
                } else {
                    emitter.ri(Ops.movl_ri32, dst, 0xffffffffL);
                }
                Encoder.jmp(emitter.buffer, done);
                emitter.buffer.bindLabel(fits);
            } else {
                Encoder.jcc(emitter.buffer, CC.S.cond(), emitter.buffer.deferTrap(TrapCode.INTEGER_OVERFLOW));
            }
            if (is64) {
                emitter.ri(Ops.movq_ri64, tempInt, Long.MIN_VALUE);
                emitter.rr(Ops.addq_rm, dst, tempInt);
            } else {
                emitter.ri(Ops.addl_mi32, dst, Integer.MIN_VALUE);
            }
        }

        @Override
        public void print(StringBuilder out) {
            line(
                    out,
                    (isDouble ? "f64" : "f32") + "_to_u" + (is64 ? "64" : "32") + (saturating ? "_sat" : ""),
                    dst,
                    src);
        }
    }

    private static Op convertOp(boolean isDouble, boolean is64) {
        if (isDouble) {
            return is64 ? Ops.cvttsd2si_q_rm : Ops.cvttsd2si_l_rm;
        }
        return is64 ? Ops.cvttss2si_q_rm : Ops.cvttss2si_l_rm;
    }

    private static Op compareOp(boolean isDouble) {
        return isDouble ? Ops.ucomisd_rm : Ops.ucomiss_rm;
    }

    private static void loadConstant(X64Emitter emitter, int tempInt, int tempFloat, boolean isDouble, double value) {
        if (isDouble) {
            emitter.ri(Ops.movq_ri64, tempInt, Double.doubleToRawLongBits(value));
            emitter.rr(Ops.movq_xm, tempFloat, tempInt);
        } else {
            emitter.ri(Ops.movl_ri32, tempInt, Float.floatToRawIntBits((float) value) & 0xffffffffL);
            emitter.rr(Ops.movd_xm, tempFloat, tempInt);
        }
    }
}
