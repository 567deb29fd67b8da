package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/** Pseudo-instructions that speak of places in the code: addresses of blocks, sequence points, switches of stacks. */
final class PlaceInsts {
    private PlaceInsts() {}

    /** The address of a block's code. */
    static final class BlockAddress extends X64Inst {
        private int dst;
        private final int block;

        BlockAddress(int dst, int block) {
            this.dst = dst;
            this.block = block;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            dst = visitor.def(dst);
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.rm(Ops.leaq_rm, dst, Mem.label(emitter.label(block), 0));
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "block_address", dst);
            out.append(", block").append(block);
        }
    }

    /** Records the debug tags of the place it stands at; no code. */
    static final class SequencePoint extends X64Inst {
        private final CallRecords records;

        SequencePoint(CallRecords records) {
            this.records = records;
        }

        @Override
        public void operands(OperandVisitor visitor) {}

        @Override
        void emit(X64Emitter emitter) {
            records.emit(emitter);
        }

        @Override
        public void print(StringBuilder out) {
            out.append("sequence_point");
            records.print(out);
        }
    }

    /**
     * Saves where this stack is in one control context and continues where another says. A context is three words: stack pointer, frame pointer, program
     * counter. The payload goes over in rdi, so that a context may also begin a function, with a stack pointer as a call would leave it. The two contexts may
     * be the same: it is read before it is written, word by word. All other registers are lost.
     */
    static final class StackSwitch extends X64Inst {
        private static final int STACK_POINTER = 0;
        private static final int FRAME_POINTER = 8;
        private static final int PROGRAM_COUNTER = 16;

        private int storeContext;
        private int loadContext;
        private int payload;
        private int result;
        private int temp;
        private int place;

        StackSwitch(int storeContext, int loadContext, int payload, int result, int temp, int place) {
            this.storeContext = storeContext;
            this.loadContext = loadContext;
            this.payload = payload;
            this.result = result;
            this.temp = temp;
            this.place = place;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            storeContext = visitor.useFixed(storeContext, X64Regs.RAX);
            loadContext = visitor.useFixed(loadContext, X64Regs.RCX);
            payload = visitor.useFixed(payload, X64Regs.RDI);
            temp = visitor.defFixedEarly(temp, X64Regs.RDX);
            place = visitor.defFixedEarly(place, X64Regs.RSI);
            result = visitor.defFixed(result, X64Regs.RDI);
            visitor.clobbers(X64Regs.CLOBBERS_ALL);
        }

        @Override
        void emit(X64Emitter emitter) {
            exchange(emitter, X64Regs.SP, STACK_POINTER);
            exchange(emitter, X64Regs.FP, FRAME_POINTER);
            int resume = emitter.buffer.newLabel();
            emitter.rm(Ops.leaq_rm, place, Mem.label(resume, 0));
            emitter.rm(Ops.movq_rm, temp, emitter.at(loadContext, PROGRAM_COUNTER));
            emitter.mr(Ops.movq_mr, emitter.at(storeContext, PROGRAM_COUNTER), place);
            Encoder.emit(emitter.buffer, Ops.jmpq_m, Reg.hw(temp), -1, -1, -1, null, 0);
            emitter.buffer.bindLabel(resume);
        }

        private void exchange(X64Emitter emitter, int reg, int offset) {
            emitter.rm(Ops.movq_rm, temp, emitter.at(loadContext, offset));
            emitter.mr(Ops.movq_mr, emitter.at(storeContext, offset), reg);
            emitter.rr(Ops.movq_rm, reg, temp);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "stack_switch", result, storeContext, loadContext, payload);
        }
    }
}
