package dev.gantry.clif.interp;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;

/** Computes global values. A chain of values that build on each other is followed in a loop, from its end. */
final class GlobalValues {
    private final Program program;

    GlobalValues(Program program) {
        this.program = program;
    }

    /** The value of a global value in a frame; what builds on loads reads memory each time. */
    long value(Frame frame, int number) {
        Function function = frame.code.function;
        int depth = 1;
        for (int n = number; base(function.globalValues.get(n)) >= 0; n = base(function.globalValues.get(n))) {
            if (++depth > function.globalValues.limit()) {
                throw new UninterpretableException("global value gv" + number + " builds on itself");
            }
        }
        int[] chain = new int[depth];
        for (int i = depth - 1, n = number; i >= 0; i--) {
            chain[i] = n;
            n = base(function.globalValues.get(n));
        }
        long value = 0;
        for (int n : chain) {
            value = step(frame, function.globalValues.get(n), value);
        }
        return value;
    }

    private static int base(GlobalValue value) {
        return switch (value) {
            case GlobalValue.Load load -> load.base();
            case GlobalValue.IaddImm add -> add.base();
            default -> -1;
        };
    }

    private long step(Frame frame, GlobalValue value, long base) {
        return switch (value) {
            case GlobalValue.VmContext context -> vmctx(frame);
            case GlobalValue.Load load ->
                program.memory.load(base + load.offset(), load.type().bytes(), load.flags());
            case GlobalValue.IaddImm add -> cut(base + add.imm(), add.type().bits());
            case GlobalValue.Symbol symbol -> program.addressOf(symbol.name()) + symbol.offset();
            case GlobalValue.DynScaleTargetConst scale -> 1;
        };
    }

    private static long cut(long value, int bits) {
        return bits >= 64 ? value : value & ((1L << bits) - 1);
    }

    private static long vmctx(Frame frame) {
        int param = frame.code.function.signature().specialParam(AbiParam.Purpose.VMCONTEXT);
        if (param < 0) {
            throw new UninterpretableException(frame.code.function.name() + " has no parameter of purpose vmctx");
        }
        return frame.words[frame.code.params[param]];
    }
}
