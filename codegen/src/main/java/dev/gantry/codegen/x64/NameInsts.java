package dev.gantry.codegen.x64;

import dev.gantry.asm.RelocKind;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/** Pseudo-instructions that put the address of an external name in a register. */
final class NameInsts {
    private NameInsts() {}

    /** What both have. */
    private abstract static class Load extends X64Inst {
        int dst;
        final int symbol;

        Load(int dst, int symbol) {
            this.dst = dst;
            this.symbol = symbol;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            dst = visitor.def(dst);
        }

        @Override
        public int result() {
            return dst;
        }
    }

    /** The address by its distance from rip: itself, or read from the global offset table. */
    static final class LoadRelative extends Load {
        private final int addend;
        private final boolean fromTable;

        LoadRelative(int dst, int symbol, int addend, boolean fromTable) {
            super(dst, symbol);
            this.addend = addend;
            this.fromTable = fromTable;
        }

        @Override
        void emit(X64Emitter emitter) {
            if (fromTable) {
                emitter.rm(Ops.movq_rm, dst, Mem.symbol(RelocKind.X64_GOT_PC_REL4, symbol, 0));
            } else {
                emitter.rm(Ops.leaq_rm, dst, Mem.symbol(RelocKind.X64_PC_REL4, symbol, addend));
            }
        }

        @Override
        public void print(StringBuilder out) {
            line(out, fromTable ? "load_got" : "load_near", dst);
            out.append(", symbol").append(symbol).append(" + ").append(addend);
        }
    }

    /** The address as 8 bytes of the instruction. */
    static final class LoadAbsolute extends Load {
        private final long addend;

        LoadAbsolute(int dst, int symbol, long addend) {
            super(dst, symbol);
            this.addend = addend;
        }

        @Override
        void emit(X64Emitter emitter) {
            int hw = Reg.hw(dst);
            emitter.buffer.put1(hw >= 8 ? 0x49 : 0x48);
            emitter.buffer.put1(0xb8 | (hw & 7));
            emitter.buffer.reloc(RelocKind.ABS8, symbol, addend);
            emitter.buffer.put8(0);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "load_symbol", dst);
            out.append(", symbol").append(symbol).append(" + ").append(addend);
        }
    }
}
