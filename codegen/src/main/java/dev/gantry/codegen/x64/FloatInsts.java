package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;

/** Pseudo-instructions on floats whose sequences contain branches, and so are one instruction to the allocator. */
final class FloatInsts {
    private FloatInsts() {}

    /** Positive zero. */
    static final class Zero extends X64Inst {
        private int dst;

        Zero(int dst) {
            this.dst = dst;
        }

        @Override
        public int result() {
            return dst;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            dst = visitor.def(dst);
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.rr(Ops.xorps_rm, dst, dst);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "zero", dst);
        }
    }

    /** All ones, whatever was in the register. */
    static final class Ones extends X64Inst {
        private int dst;

        Ones(int dst) {
            this.dst = dst;
        }

        @Override
        public int result() {
            return dst;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            dst = visitor.def(dst);
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.rr(Ops.pcmpeqd_rm, dst, dst);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "ones", dst);
        }
    }

    /** One of two values by condition: starts with {@code otherwise}, jumps over the move of {@code value}. */
    static final class Cmov extends X64Inst {
        private final CC first;
        private final CC second;
        private final boolean both;
        private int dst;
        private int value;
        private int otherwise;

        /** {@code value} if both (or either) of the two conditions, which may be the same, hold. */
        Cmov(CC first, CC second, boolean both, int dst, int value, int otherwise) {
            this.first = first;
            this.second = second;
            this.both = both;
            this.dst = dst;
            this.value = value;
            this.otherwise = otherwise;
        }

        @Override
        public int result() {
            return dst;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            int reused = visitor.count();
            otherwise = visitor.use(otherwise);
            value = visitor.use(value);
            dst = visitor.defReuse(dst, reused);
        }

        @Override
        void emit(X64Emitter emitter) {
            int next = emitter.buffer.newLabel();
            if (first == second) {
                Encoder.jcc(emitter.buffer, first.inverted().cond(), next);
                emitter.rr(Ops.movaps_rm, dst, value);
            } else if (both) {
                Encoder.jcc(emitter.buffer, first.inverted().cond(), next);
                Encoder.jcc(emitter.buffer, second.inverted().cond(), next);
                emitter.rr(Ops.movaps_rm, dst, value);
            } else {
                int take = emitter.buffer.newLabel();
                Encoder.jcc(emitter.buffer, first.cond(), take);
                Encoder.jcc(emitter.buffer, second.inverted().cond(), next);
                emitter.buffer.bindLabel(take);
                emitter.rr(Ops.movaps_rm, dst, value);
            }
            emitter.buffer.bindLabel(next);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "xmm_cmov", dst, value, otherwise);
            out.append(" if ").append(first);
            if (first != second) {
                out.append(both ? " and " : " or ").append(second);
            }
        }
    }

    /** Minimum or maximum with IEEE 754-2019 semantics: NaN if either is NaN, negative zero below positive zero. */
    static final class MinMax extends X64Inst {
        private final boolean isMin;
        private final boolean isDouble;
        private int dst;
        private int lhs;
        private int rhs;

        MinMax(boolean isMin, boolean isDouble, int dst, int lhs, int rhs) {
            this.isMin = isMin;
            this.isDouble = isDouble;
            this.dst = dst;
            this.lhs = lhs;
            this.rhs = rhs;
        }

        @Override
        public int result() {
            return dst;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            int reused = visitor.count();
            rhs = visitor.use(rhs);
            lhs = visitor.use(lhs);
            dst = visitor.defReuse(dst, reused);
        }

        @Override
        void emit(X64Emitter emitter) {
            int ordered = emitter.buffer.newLabel();
            int done = emitter.buffer.newLabel();
            int minMax = emitter.buffer.newLabel();
            emitter.rr(isDouble ? Ops.ucomisd_rm : Ops.ucomiss_rm, lhs, dst);
            Encoder.jcc(emitter.buffer, CC.NZ.cond(), minMax);
            Encoder.jcc(emitter.buffer, CC.NP.cond(), ordered);
            // Unordered: the sum is a quiet NaN.
            emitter.rr(isDouble ? Ops.addsd_rm : Ops.addss_rm, dst, lhs);
            Encoder.jmp(emitter.buffer, done);
            emitter.buffer.bindLabel(ordered);
            // Equal: they differ at most in the sign of zero.
            emitter.rr(isMin ? Ops.orps_rm : Ops.andps_rm, dst, lhs);
            Encoder.jmp(emitter.buffer, done);
            emitter.buffer.bindLabel(minMax);
            emitter.rr(minMaxOp(), dst, lhs);
            emitter.buffer.bindLabel(done);
        }

        private Op minMaxOp() {
            if (isMin) {
                return isDouble ? Ops.minsd_rm : Ops.minss_rm;
            }
            return isDouble ? Ops.maxsd_rm : Ops.maxss_rm;
        }

        @Override
        public void print(StringBuilder out) {
            line(out, isMin ? "fmin" : "fmax", dst, lhs, rhs);
        }
    }

    /** An unsigned integer of 64 bits to a float: halves it, keeping the lowest bit, where it would be negative. */
    static final class FromUint64 extends X64Inst {
        private final boolean isDouble;
        private int dst;
        private int src;
        private int half;
        private int low;

        FromUint64(boolean isDouble, int dst, int src, int half, int low) {
            this.isDouble = isDouble;
            this.dst = dst;
            this.src = src;
            this.half = half;
            this.low = low;
        }

        @Override
        public int result() {
            return dst;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            src = visitor.use(src);
            dst = visitor.defEarly(dst);
            half = visitor.defEarly(half);
            low = visitor.defEarly(low);
        }

        @Override
        void emit(X64Emitter emitter) {
            Op convert = isDouble ? Ops.cvtsi2sdq_rm : Ops.cvtsi2ssq_rm;
            int negative = emitter.buffer.newLabel();
            int done = emitter.buffer.newLabel();
            emitter.rr(Ops.xorps_rm, dst, dst);
            emitter.rr(Ops.testq_mr, src, src);
            Encoder.jcc(emitter.buffer, CC.S.cond(), negative);
            emitter.rr(convert, dst, src);
            Encoder.jmp(emitter.buffer, done);
            emitter.buffer.bindLabel(negative);
            emitter.rr(Ops.movq_rm, half, src);
            emitter.ri(Ops.shrq_mi8, half, 1);
            emitter.rr(Ops.movq_rm, low, src);
            emitter.ri(Ops.andl_mi8, low, 1);
            emitter.rr(Ops.orq_rm, half, low);
            emitter.rr(convert, dst, half);
            emitter.rr(isDouble ? Ops.addsd_rm : Ops.addss_rm, dst, dst);
            emitter.buffer.bindLabel(done);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, isDouble ? "u64_to_f64" : "u64_to_f32", dst, src);
        }
    }
}
