package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/** Pseudo-instructions of control flow: parameters and results, jumps, tail calls, traps. */
final class ControlInsts {
    private ControlInsts() {}

    /** Registers tied to physical ones: parameters at the entry, results at a return. */
    private abstract static class Tied extends X64Inst {
        final int[] regs;
        final int[] pregs;

        Tied(int[] regs, int[] pregs) {
            this.regs = regs;
            this.pregs = pregs;
        }

        final void printTied(StringBuilder out, String name) {
            out.append(name);
            for (int i = 0; i < regs.length; i++) {
                reg(out.append(i == 0 ? " " : ", "), regs[i]);
                reg(out.append('='), Reg.real(pregs[i]));
            }
        }
    }

    /** Defines the parameters that come in registers. */
    static final class Args extends Tied {
        Args(int[] regs, int[] pregs) {
            super(regs, pregs);
        }

        @Override
        public void operands(OperandVisitor visitor) {
            for (int i = 0; i < regs.length; i++) {
                regs[i] = visitor.defFixed(regs[i], pregs[i]);
            }
        }

        @Override
        void emit(X64Emitter emitter) {}

        @Override
        public void print(StringBuilder out) {
            printTied(out, "args");
        }
    }

    /** Leaves the function with results in registers. */
    static final class Ret extends Tied {
        Ret(int[] regs, int[] pregs) {
            super(regs, pregs);
        }

        @Override
        public void operands(OperandVisitor visitor) {
            for (int i = 0; i < regs.length; i++) {
                regs[i] = visitor.useFixed(regs[i], pregs[i]);
            }
        }

        @Override
        public Flow flow() {
            return Flow.EXIT;
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.epilogue();
            emitter.ret();
        }

        @Override
        public void print(StringBuilder out) {
            printTied(out, "ret");
        }
    }

    /** Goes to a block. */
    static final class Jmp extends X64Inst {
        private final int target;

        Jmp(int target) {
            this.target = target;
        }

        @Override
        public void operands(OperandVisitor visitor) {}

        @Override
        public Flow flow() {
            return Flow.BRANCH;
        }

        @Override
        void emit(X64Emitter emitter) {
            Encoder.jmp(emitter.buffer, emitter.label(target));
        }

        @Override
        public void print(StringBuilder out) {
            out.append("jmp block").append(target);
        }
    }

    /** Goes to one block if one of two conditions holds, else to another; the two conditions may be the same. */
    static final class JmpCond extends X64Inst {
        private final CC first;
        private final CC second;
        private final int then;
        private final int otherwise;

        JmpCond(CC first, CC second, int then, int otherwise) {
            this.first = first;
            this.second = second;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        public void operands(OperandVisitor visitor) {}

        @Override
        public Flow flow() {
            return Flow.BRANCH;
        }

        @Override
        void emit(X64Emitter emitter) {
            Encoder.jcc(emitter.buffer, first.cond(), emitter.label(then));
            if (second != first) {
                Encoder.jcc(emitter.buffer, second.cond(), emitter.label(then));
            }
            Encoder.jmp(emitter.buffer, emitter.label(otherwise));
        }

        @Override
        public void print(StringBuilder out) {
            out.append("j").append(first);
            if (second != first) {
                out.append(" or ").append(second);
            }
            out.append(" block").append(then).append(" else block").append(otherwise);
        }
    }

    /**
     * Goes to the block of an index, or to a default for an index beyond the table. Masked, an index beyond the table becomes 0 without a branch, so that
     * no entry outside the table is read where the check is mispredicted.
     */
    static final class JmpTable extends X64Inst {
        private int index;
        private int address;
        private int distance;
        private final int defaultTarget;
        private final int[] entries;
        private final boolean masked;

        JmpTable(int index, int address, int distance, int defaultTarget, int[] entries, boolean masked) {
            this.masked = masked;
            this.index = index;
            this.address = address;
            this.distance = distance;
            this.defaultTarget = defaultTarget;
            this.entries = entries;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            index = visitor.use(index);
            address = visitor.defEarly(address);
            distance = visitor.defEarly(distance);
        }

        @Override
        public Flow flow() {
            return Flow.BRANCH;
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.rr(Ops.movl_rm, distance, index);
            emitter.ri(Ops.cmpl_mi32, distance, entries.length);
            if (masked) {
                emitter.ri(Ops.movl_ri32, address, 0);
            }
            Encoder.jcc(emitter.buffer, CC.NB.cond(), emitter.label(defaultTarget));
            if (masked) {
                emitter.rr(Ops.cmovael_rm, distance, address);
            }
            int table = emitter.buffer.newLabel();
            emitter.rm(Ops.leaq_rm, address, Mem.label(table, 0));
            emitter.rm(Ops.movslq_rm, distance, Mem.baseIndex(Reg.hw(address), Reg.hw(distance), 4, 0));
            emitter.rr(Ops.addq_rm, address, distance);
            Encoder.emit(emitter.buffer, Ops.jmpq_m, Reg.hw(address), -1, -1, -1, null, 0);
            emitter.buffer.bindLabel(table);
            int start = emitter.buffer.offset();
            for (int entry : entries) {
                Encoder.jumpTableEntry(emitter.buffer, start, emitter.label(entry));
            }
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "jmp_table", index);
            for (int entry : entries) {
                out.append(" block").append(entry);
            }
            out.append(" else block").append(defaultTarget);
        }
    }

    /** Traps if the condition holds, or both of two that may be the same, or either of two. */
    static final class TrapIf extends X64Inst {
        private final CC first;
        private final CC second;
        private final boolean both;
        private final int code;

        TrapIf(CC first, CC second, boolean both, int code) {
            this.first = first;
            this.second = second;
            this.both = both;
            this.code = code;
        }

        @Override
        public void operands(OperandVisitor visitor) {}

        @Override
        void emit(X64Emitter emitter) {
            int trap = emitter.buffer.deferTrap(code);
            if (first == second) {
                Encoder.jcc(emitter.buffer, first.cond(), trap);
            } else if (both) {
                int next = emitter.buffer.newLabel();
                Encoder.jcc(emitter.buffer, first.inverted().cond(), next);
                Encoder.jcc(emitter.buffer, second.cond(), trap);
                emitter.buffer.bindLabel(next);
            } else {
                Encoder.jcc(emitter.buffer, first.cond(), trap);
                Encoder.jcc(emitter.buffer, second.cond(), trap);
            }
        }

        @Override
        public void print(StringBuilder out) {
            out.append("trap_if ").append(first);
            if (first != second) {
                out.append(both ? " and " : " or ").append(second);
            }
            out.append(" code ").append(code);
        }
    }

    /** Traps. */
    static final class Trap extends X64Inst {
        private final int code;

        Trap(int code) {
            this.code = code;
        }

        @Override
        public void operands(OperandVisitor visitor) {}

        @Override
        public Flow flow() {
            return Flow.EXIT;
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.buffer.trap(code);
            Encoder.emit(emitter.buffer, Ops.ud2, -1, -1, -1, -1, null, 0);
        }

        @Override
        public void print(StringBuilder out) {
            out.append("ud2 code ").append(code);
        }
    }

    /** Replaces the frame by that of another function: the parameters in memory are stored already. */
    static final class TailCall extends X64Inst {
        private int callee;
        private final int[] uses;
        private final int[] usePregs;
        private final int argBytes;

        TailCall(int callee, int[] uses, int[] usePregs, int argBytes) {
            this.callee = callee;
            this.uses = uses;
            this.usePregs = usePregs;
            this.argBytes = argBytes;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            callee = visitor.useFixed(callee, X64Regs.R10);
            for (int i = 0; i < uses.length; i++) {
                uses[i] = visitor.useFixed(uses[i], usePregs[i]);
            }
        }

        @Override
        public Flow flow() {
            return Flow.EXIT;
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.leaveForTailCall(argBytes);
            Encoder.emit(emitter.buffer, Ops.jmpq_m, X64Regs.R10, -1, -1, -1, null, 0);
            emitter.endEpilogue();
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "tail_call", callee);
            for (int i = 0; i < uses.length; i++) {
                reg(out.append(", "), uses[i]);
                reg(out.append('='), Reg.real(usePregs[i]));
            }
        }
    }
}
