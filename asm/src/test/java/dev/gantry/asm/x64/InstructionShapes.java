package dev.gantry.asm.x64;

import dev.gantry.asm.CodeBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All operands worth trying with a row: every register in every place, every form of address with the registers that are
 * special in it, every width of displacement, immediates of both signs.
 */
final class InstructionShapes {
    /** One instruction: a row, the registers in operand order (-1 where there is none), memory or null, an immediate. */
    record Shape(Op op, int[] registers, Mem memory, long immediate) {
        void emit(CodeBuffer buffer) {
            Encoder.emit(buffer, op, at(0), at(1), at(2), at(3), memory, immediate);
        }

        private int at(int i) {
            return i < registers.length ? registers[i] : -1;
        }
    }

    private static final int[] DISPLACEMENTS = {
        0, 8, 127, -128, 128, -129, 2032, -2048, 2048, 0x12345678, Integer.MIN_VALUE
    };
    private static final int[] SPECIAL_BASES = {Gpr.RAX, Gpr.RSP, Gpr.RBP, Gpr.R8, Gpr.R12, Gpr.R13};
    private static final int[] SPECIAL_INDICES = {Gpr.RCX, Gpr.RBP, Gpr.R9, Gpr.R12, Gpr.R13};

    private InstructionShapes() {}

    static List<Shape> of(Op op) {
        List<Shape> shapes = new ArrayList<>();
        int memory = op.memoryOperand();
        if (memory < 0 || op.operandKind(memory) != OperandKind.MEM) {
            registerShapes(op, shapes, null, -1);
        }
        if (memory >= 0) {
            List<Mem> addresses = addresses();
            for (int i = 0; i < addresses.size(); i++) {
                int[] registers = spread(op, i);
                registers[memory] = -1;
                shapes.add(new Shape(op, registers, addresses.get(i), immediate(op, i)));
            }
            registerShapes(op, shapes, Mem.base(Gpr.RDX, 16), memory);
        }
        return shapes;
    }

    private static void registerShapes(Op op, List<Shape> shapes, Mem memory, int memoryOperand) {
        boolean any = false;
        for (int i = 0; i < op.operandCount(); i++) {
            if (i == memoryOperand || !isRegister(op.operandKind(i))) {
                continue;
            }
            any = true;
            for (int register = 0; register < 16; register++) {
                int[] registers = spread(op, register + 5);
                registers[i] = register;
                if (memoryOperand >= 0) {
                    registers[memoryOperand] = -1;
                }
                shapes.add(new Shape(op, registers, memory, immediate(op, register)));
            }
        }
        if (!any && memory == null) {
            for (int i = 0; i < (op.immediateOperand() < 0 ? 1 : 4); i++) {
                shapes.add(new Shape(op, new int[0], null, immediate(op, i)));
            }
        }
    }

    private static boolean isRegister(OperandKind kind) {
        return switch (kind) {
            case GPR, XMM, RM_GPR, RM_XMM -> true;
            default -> false;
        };
    }

    private static int[] spread(Op op, int seed) {
        int[] registers = new int[Math.min(4, op.operandCount())];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = isRegister(op.operandKind(i)) ? (seed + 7 * i) & 15 : -1;
        }
        return registers;
    }

    /** Immediates that no assembler has a special name for (as {@code cmpps $1} or {@code pclmulqdq $0} have). */
    private static long immediate(Op op, int seed) {
        int operand = op.immediateOperand();
        if (operand < 0) {
            return 0;
        }
        boolean negative = (seed & 1) != 0;
        return switch (op.operandKind(operand)) {
            case IMM8 -> op.isUnsigned(operand) ? (negative ? 0xea : 0x2a) : negative ? -86 : 42;
            case IMM16 -> negative ? -30000 : 30000;
            case IMM32, REL32 -> negative ? -1234567890 : 1234567890;
            case IMM64 -> negative ? -1234567890123456789L : 1234567890123456789L;
            default -> negative ? -100 : 100;
        };
    }

    private static List<Mem> addresses() {
        List<Mem> all = new ArrayList<>();
        for (int base = 0; base < 16; base++) {
            all.add(Mem.base(base, 0));
        }
        for (int base : SPECIAL_BASES) {
            for (int disp : DISPLACEMENTS) {
                all.add(Mem.base(base, disp));
            }
            for (int index : SPECIAL_INDICES) {
                for (int scale = 1; scale <= 8; scale *= 2) {
                    all.add(Mem.baseIndex(base, index, scale, scale == 4 ? 1000 : scale == 2 ? -3 : 0));
                }
            }
        }
        for (int index = 0; index < 16; index++) {
            if (index != Gpr.RSP) {
                all.add(Mem.index(index, 1 << (index & 3), index * 100));
            }
        }
        all.add(Mem.absolute(0x1000));
        all.add(Mem.absolute(-16));
        all.add(Mem.base(Gpr.RAX, 4).segment(Mem.Segment.FS));
        all.add(Mem.baseIndex(Gpr.R15, Gpr.R14, 2, 4).segment(Mem.Segment.GS));
        all.add(Mem.symbol(dev.gantry.asm.RelocKind.X64_PC_REL4, 3, 0));
        return all;
    }
}
