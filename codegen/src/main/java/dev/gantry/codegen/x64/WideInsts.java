package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;

/** Pseudo-instructions on i128 in two integer registers. */
final class WideInsts {
    private WideInsts() {}

    /** Compares: carry says less as unsigned numbers, sign other than overflow less as signed ones; zero says nothing. */
    static final class Compare extends X64Inst {
        private int xLow;
        private int yLow;
        private int xHigh;
        private int yHigh;
        private int difference;

        Compare(int xLow, int yLow, int xHigh, int yHigh, int difference) {
            this.xLow = xLow;
            this.yLow = yLow;
            this.xHigh = xHigh;
            this.yHigh = yHigh;
            this.difference = difference;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            xHigh = visitor.use(xHigh);
            xLow = visitor.use(xLow);
            yLow = visitor.use(yLow);
            yHigh = visitor.use(yHigh);
            difference = visitor.defReuse(difference, 0);
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.rr(Ops.cmpq_rm, xLow, yLow);
            emitter.rr(Ops.sbbq_rm, difference, yHigh);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "cmp_wide", xLow, xHigh, yLow, yHigh);
        }
    }

    /** Compares 16 bytes in memory with a value and, if equal, replaces them; gives what was there. */
    static final class CompareExchange extends X64Inst {
        private final Amode address;
        private int expectedLow;
        private int expectedHigh;
        private int newLow;
        private int newHigh;
        private int oldLow;
        private int oldHigh;

        CompareExchange(
                Amode address, int expectedLow, int expectedHigh, int newLow, int newHigh, int oldLow, int oldHigh) {
            this.address = address.own();
            this.expectedLow = expectedLow;
            this.expectedHigh = expectedHigh;
            this.newLow = newLow;
            this.newHigh = newHigh;
            this.oldLow = oldLow;
            this.oldHigh = oldHigh;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            expectedLow = visitor.useFixed(expectedLow, X64Regs.RAX);
            expectedHigh = visitor.useFixed(expectedHigh, X64Regs.RDX);
            newLow = visitor.useFixed(newLow, X64Regs.RBX);
            newHigh = visitor.useFixed(newHigh, X64Regs.RCX);
            address.operands(visitor);
            oldLow = visitor.defFixed(oldLow, X64Regs.RAX);
            oldHigh = visitor.defFixed(oldHigh, X64Regs.RDX);
        }

        @Override
        void emit(X64Emitter emitter) {
            Encoder.emit(emitter.buffer, Ops.lock_cmpxchg16b_m, -1, -1, -1, -1, emitter.mem(address), 0);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "lock_cmpxchg16b", oldLow, oldHigh, expectedLow, expectedHigh, newLow, newHigh);
            address.print(out.append(", "));
        }
    }
}
