package dev.gantry.clif.interp;

import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/** Loads and stores of every kind. There is one thread, so atomic ones are ordinary. */
final class MemoryOps {
    private final GuestMemory memory;

    MemoryOps(GuestMemory memory) {
        this.memory = memory;
    }

    /** Bytes in memory of an extending load or truncating store; 0 for one of its type's own width. */
    private static int narrowBytes(Opcode opcode) {
        return switch (opcode) {
            case ULOAD8, SLOAD8, ISTORE8 -> 1;
            case ULOAD16, SLOAD16, ISTORE16 -> 2;
            case ULOAD32, SLOAD32, ISTORE32 -> 4;
            case ULOAD8X8, SLOAD8X8, ULOAD16X4, SLOAD16X4, ULOAD32X2, SLOAD32X2 -> 8;
            default -> 0;
        };
    }

    private static boolean isSigned(Opcode opcode) {
        return switch (opcode) {
            case SLOAD8, SLOAD16, SLOAD32, SLOAD8X8, SLOAD16X4, SLOAD32X2 -> true;
            default -> false;
        };
    }

    Word load(InstData.Load data, Type type, Word address) {
        int narrow = narrowBytes(data.opcode());
        long at = address.lo() + data.offset();
        if (narrow == 0) {
            return memory.load(at, type.bytes(), data.flags());
        }
        Word word = memory.load(at, narrow, data.flags());
        boolean signed = isSigned(data.opcode());
        int lanes = type.laneCount();
        int bits = 8 * narrow / lanes;
        Word result = Word.ZERO;
        for (int i = 0; i < lanes; i++) {
            result = result.withLane(type.laneBits(), i, signed ? word.signed(bits, i) : word.unsigned(bits, i));
        }
        return result;
    }

    void store(InstData.Store data, Type type, Word value, Word address) {
        int narrow = narrowBytes(data.opcode());
        memory.store(address.lo() + data.offset(), narrow == 0 ? type.bytes() : narrow, data.flags(), value);
    }

    Word atomicLoad(InstData.LoadNoOffset data, Type type, Word address) {
        return memory.load(address.lo(), type.bytes(), data.flags());
    }

    void atomicStore(InstData.StoreNoOffset data, Type type, Word value, Word address) {
        memory.store(address.lo(), type.bytes(), data.flags(), value);
    }

    /** Gives the old value. */
    Word atomicRmw(InstData.AtomicRmw data, Type type, Word address, Word operand) {
        Word old = memory.load(address.lo(), type.bytes(), data.flags());
        memory.store(address.lo(), type.bytes(), data.flags(), combine(data.op(), type, old, operand));
        return old;
    }

    private static Word combine(AtomicRmwOp op, Type type, Word old, Word operand) {
        return switch (op) {
            case ADD -> IntOps.binary(Opcode.IADD, type, old, operand);
            case SUB -> IntOps.binary(Opcode.ISUB, type, old, operand);
            case AND -> old.and(operand);
            case NAND -> old.and(operand).not(type);
            case OR -> old.or(operand);
            case XOR -> old.xor(operand);
            case XCHG -> operand;
            case UMIN -> IntOps.binary(Opcode.UMIN, type, old, operand);
            case UMAX -> IntOps.binary(Opcode.UMAX, type, old, operand);
            case SMIN -> IntOps.binary(Opcode.SMIN, type, old, operand);
            case SMAX -> IntOps.binary(Opcode.SMAX, type, old, operand);
        };
    }

    /** Gives the old value. */
    Word atomicCas(InstData.AtomicCas data, Type type, Word address, Word expected, Word replacement) {
        Word old = memory.load(address.lo(), type.bytes(), data.flags());
        if (old.equals(expected)) {
            memory.store(address.lo(), type.bytes(), data.flags(), replacement);
        }
        return old;
    }
}
