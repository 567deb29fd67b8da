package dev.gantry.clif.interp;

import dev.gantry.clif.eval.Evaluator;
import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;

/**
 * Loads and stores of every kind. There is one thread, so atomic ones are ordinary, but they have to be aligned. The result is in {@link #lo} and {@link
 * #hi}.
 */
final class MemoryOps {
    private static final InstData[] COMBINING = combining();

    private final GuestMemory memory;
    private final Evaluator evaluator;
    long lo;
    long hi;

    MemoryOps(GuestMemory memory, Evaluator evaluator) {
        this.memory = memory;
        this.evaluator = evaluator;
    }

    /** For each operation the instruction that combines old value and operand, where there is one. */
    private static InstData[] combining() {
        InstData[] table = new InstData[AtomicRmwOp.values().length];
        for (AtomicRmwOp op : AtomicRmwOp.values()) {
            Opcode opcode =
                    switch (op) {
                        case ADD -> Opcode.IADD;
                        case SUB -> Opcode.ISUB;
                        case AND, NAND -> Opcode.BAND;
                        case OR, XCHG -> Opcode.BOR;
                        case XOR -> Opcode.BXOR;
                        case UMIN -> Opcode.UMIN;
                        case UMAX -> Opcode.UMAX;
                        case SMIN -> Opcode.SMIN;
                        case SMAX -> Opcode.SMAX;
                    };
            table[op.ordinal()] = new InstData.Binary(opcode, 0, 0);
        }
        return table;
    }

    /** Bytes in memory of an extending load or truncating store; 0 for one of its type's own width. */
    static int narrowBytes(Opcode opcode) {
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

    /**
     * Loads.
     *
     * @param narrow as {@link #narrowBytes} says
     */
    void load(Opcode opcode, int narrow, Type type, long address, int flags) {
        if (narrow == 0) {
            lo = memory.load(address, type.bytes(), flags);
            hi = memory.high;
        } else if (type.isVector()) {
            widen(isSigned(opcode), type, address, flags);
        } else {
            int unused = 64 - 8 * narrow;
            long value = memory.load(address, narrow, flags);
            long extended = isSigned(opcode) ? value << unused >> unused : value;
            int beyond = 64 - type.bits();
            lo = extended << beyond >>> beyond;
            hi = 0;
        }
    }

    /** Lanes at twice their width; in big-endian order the eight bytes are taken as one number. */
    private void widen(boolean signed, Type type, long address, int flags) {
        long word = memory.load(address, 8, flags);
        int to = type.laneBits();
        int from = to / 2;
        lo = 0;
        hi = 0;
        for (int i = 0; i < type.laneCount(); i++) {
            long lane = word << (64 - from - i * from);
            lane = (signed ? lane >> (64 - from) : lane >>> (64 - from)) << (64 - to) >>> (64 - to);
            int at = i * to;
            if (at < 64) {
                lo |= lane << at;
            } else {
                hi |= lane << (at - 64);
            }
        }
    }

    void store(int narrow, Type type, long low, long high, long address, int flags) {
        memory.store(address, narrow == 0 ? type.bytes() : narrow, flags, low, high);
    }

    private static int atomic(int flags) {
        return MemFlags.withAligned(flags);
    }

    void atomicLoad(Type type, long address, int flags) {
        lo = memory.load(address, type.bytes(), atomic(flags));
        hi = memory.high;
    }

    void atomicStore(Type type, long low, long high, long address, int flags) {
        memory.store(address, type.bytes(), atomic(flags), low, high);
    }

    /** The result is the old value. */
    void atomicRmw(AtomicRmwOp op, Type type, long address, int flags, long low, long high) {
        atomicLoad(type, address, flags);
        boolean exchange = op == AtomicRmwOp.XCHG;
        evaluator.operand(0, exchange ? 0 : lo, exchange ? 0 : hi);
        evaluator.operand(1, low, high);
        if (!evaluator.evaluate(COMBINING[op.ordinal()], type, type, type)) {
            throw new TrapSignal(TrapCode.HEAP_OUT_OF_BOUNDS);
        }
        long flip = op == AtomicRmwOp.NAND ? -1 : 0;
        memory.store(address, type.bytes(), atomic(flags), evaluator.lo() ^ flip, evaluator.hi() ^ flip);
    }

    /** The result is the old value; the new one is stored if the old one is as expected. */
    void atomicCas(Type type, long address, int flags, long expectedLo, long expectedHi, long newLo, long newHi) {
        atomicLoad(type, address, flags);
        if (lo == expectedLo && hi == expectedHi) {
            memory.store(address, type.bytes(), atomic(flags), newLo, newHi);
        }
    }
}
