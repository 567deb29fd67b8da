package dev.gantry.clif.eval;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import java.math.BigInteger;

/** Division of scalars: traps for a divisor of zero, and where the quotient of a signed division does not fit. */
final class Division {
    private Division() {}

    static void divide(Opcode opcode, int bits, Evaluator e) {
        e.set(0, 0);
        if ((e.yLo | e.yHi) == 0) {
            e.trap = TrapCode.INTEGER_DIVISION_BY_ZERO;
        } else if (bits == 128) {
            wide(opcode, e);
        } else {
            int unused = 64 - bits;
            long a = e.xLo << unused >> unused;
            long b = e.yLo << unused >> unused;
            if (opcode == Opcode.SDIV && b == -1 && a == IntLanes.limit(bits, true)) {
                e.trap = TrapCode.INTEGER_OVERFLOW;
                return;
            }
            long value =
                    switch (opcode) {
                        case UDIV -> Long.divideUnsigned(e.xLo, e.yLo);
                        case UREM -> Long.remainderUnsigned(e.xLo, e.yLo);
                        case SDIV -> a / b;
                        case SREM -> a % b;
                        default -> throw Evaluator.notComputed(opcode);
                    };
            e.setLow(bits, value);
        }
    }

    private static void wide(Opcode opcode, Evaluator e) {
        boolean signed = opcode == Opcode.SDIV || opcode == Opcode.SREM;
        BigInteger a = signed ? Int128.signed(e.xLo, e.xHi) : Int128.unsigned(e.xLo, e.xHi);
        BigInteger b = signed ? Int128.signed(e.yLo, e.yHi) : Int128.unsigned(e.yLo, e.yHi);
        boolean quotient = opcode == Opcode.SDIV || opcode == Opcode.UDIV;
        BigInteger value = quotient ? a.divide(b) : a.remainder(b);
        if (opcode == Opcode.SDIV && value.bitLength() > 127) {
            e.trap = TrapCode.INTEGER_OVERFLOW;
            return;
        }
        e.set(value.longValue(), value.shiftRight(64).longValue());
    }
}
