package dev.gantry.codegen.x64;

import dev.gantry.asm.RelocKind;
import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/**
 * Pseudo-instructions that put the address of the running thread's copy of a variable in a register, each the sequence that the platform's ABI prescribes
 * and its linker looks for.
 */
final class TlsInsts {
    private TlsInsts() {}

    /** A call whose result is the address, in rax. */
    private abstract static class Call extends X64Inst {
        int dst;
        final int symbol;

        Call(int dst, int symbol) {
            this.dst = dst;
            this.symbol = symbol;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            dst = visitor.defFixed(dst, X64Regs.RAX);
            visitor.clobbers(X64Regs.CLOBBERS_SYSTEM_V);
        }

        @Override
        public int result() {
            return dst;
        }

        final void print(StringBuilder out, String name) {
            line(out, name, dst);
            out.append(", symbol").append(symbol);
        }
    }

    /**
     * The general-dynamic model of ELF: {@code __tls_get_addr} is called with the address of the variable's module and offset. Prefixes that do nothing
     * give the sequence the 16 bytes that linkers replace by a faster one.
     */
    static final class ElfGeneralDynamic extends Call {
        private final int getAddr;

        ElfGeneralDynamic(int dst, int symbol, int getAddr) {
            super(dst, symbol);
            this.getAddr = getAddr;
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.buffer.put1(0x66);
            emitter.rm(Ops.leaq_rm, X64Regs.RDI, Mem.symbol(RelocKind.X64_TLS_GD, symbol, 0));
            emitter.buffer.put2(0x6666);
            emitter.buffer.put1(0x48);
            Encoder.callSymbol(emitter.buffer, RelocKind.X64_CALL_PLT_REL4, getAddr, 0);
            emitter.buffer.callSite(emitter.frame.size());
        }

        @Override
        public void print(StringBuilder out) {
            print(out, "elf_tls_gd");
        }
    }

    /** Mach-O: the variable's descriptor begins with the address of the function that finds the copy. */
    static final class MachO extends Call {
        MachO(int dst, int symbol) {
            super(dst, symbol);
        }

        @Override
        void emit(X64Emitter emitter) {
            emitter.rm(Ops.movq_rm, X64Regs.RDI, Mem.symbol(RelocKind.X64_MACHO_TLV, symbol, 0));
            Encoder.emit(emitter.buffer, Ops.callq_m, -1, -1, -1, -1, Mem.base(X64Regs.RDI, 0), 0);
            emitter.buffer.callSite(emitter.frame.size());
        }

        @Override
        public void print(StringBuilder out) {
            print(out, "macho_tls");
        }
    }

    /** COFF: the module's number is an index into the thread's array of storage; the variable has an offset in its section. */
    static final class Coff extends X64Inst {
        private static final int THREAD_STORAGE = 0x58;

        private int dst;
        private int array;
        private final int symbol;
        private final int index;

        Coff(int dst, int array, int symbol, int index) {
            this.dst = dst;
            this.array = array;
            this.symbol = symbol;
            this.index = index;
        }

        @Override
        public void operands(OperandVisitor visitor) {
            dst = visitor.def(dst);
            array = visitor.defEarly(array);
        }

        @Override
        public int result() {
            return dst;
        }

        @Override
        void emit(X64Emitter emitter) {
            int storage = Reg.hw(array);
            emitter.rm(Ops.movl_rm, dst, Mem.symbol(RelocKind.X64_PC_REL4, index, 0));
            emitter.rm(Ops.movq_rm, array, Mem.absolute(THREAD_STORAGE).segment(Mem.Segment.GS));
            emitter.rm(Ops.movq_rm, dst, Mem.baseIndex(storage, Reg.hw(dst), 8, 0));
            // lea with a displacement of 32 bits, whatever its value
            int hw = Reg.hw(dst);
            emitter.buffer.put1(hw >= 8 ? 0x4d : 0x48);
            emitter.buffer.put1(0x8d);
            emitter.buffer.put1(0x80 | (hw & 7) << 3 | hw & 7);
            if ((hw & 7) == X64Regs.RSP) {
                emitter.buffer.put1(0x24);
            }
            emitter.buffer.reloc(RelocKind.X64_SECTION_REL4, symbol, 0);
            emitter.buffer.put4(0);
        }

        @Override
        public void print(StringBuilder out) {
            line(out, "coff_tls", dst, array);
            out.append(", symbol").append(symbol);
        }
    }
}
