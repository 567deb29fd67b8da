package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import java.util.Arrays;

/**
 * Which 32-bit values are in registers whose upper half is zero, so that extending them costs nothing.
 *
 * <p>The machine clears the upper half whenever it writes 32 bits, which is how the rules compute 32-bit values, but for a
 * few opcodes listed below, and for parameters and results of calls, of which the convention says nothing. A block parameter
 * is clear if all its arguments are: optimistically all are taken to be clear, then those reached from an unclear value
 * are struck off, each block argument being looked at once per value struck off. Linear.
 */
final class UpperHalves {
    private static final byte CLEAR = 0;
    private static final byte UNKNOWN = 1;

    private byte[] state = new byte[0];
    private int[] worklist = new int[16];
    private int pending;
    // Block arguments by value: heads by value, links and parameters by argument.
    private int[] firstUse = new int[0];
    private int[] nextUse = new int[16];
    private int[] useParam = new int[16];
    private int useCount;

    /** Computes the answer for a function whose aliases are resolved. */
    void compute(Function function) {
        Dfg dfg = function.dfg;
        int values = dfg.valueLimit();
        if (state.length < values) {
            state = new byte[Math.max(values, state.length * 2)];
            firstUse = new int[state.length];
        }
        Arrays.fill(state, 0, values, UNKNOWN);
        Arrays.fill(firstUse, 0, values, -1);
        useCount = 0;
        pending = 0;
        Layout layout = function.layout;
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            startBlock(dfg, block, block == layout.entryBlock());
            for (int inst = layout.firstInst(block); inst >= 0; inst = layout.nextInst(inst)) {
                startInst(dfg, inst);
            }
        }
        spread(values);
    }

    /** Whether the upper half of the value's register is zero. */
    boolean isClear(int value) {
        return state[value] == CLEAR;
    }

    private void startBlock(Dfg dfg, int block, boolean entry) {
        for (int i = 0, n = dfg.blockParamCount(block); i < n && !entry; i++) {
            int param = dfg.blockParam(block, i);
            if (dfg.valueType(param) == Type.I32) {
                state[param] = CLEAR;
            }
        }
    }

    private void startInst(Dfg dfg, int inst) {
        Opcode opcode = dfg.opcode(inst);
        if (dfg.instResultCount(inst) > 0) {
            int result = dfg.firstResult(inst);
            if (dfg.valueType(result) == Type.I32 && clearsUpperHalf(opcode)) {
                state[result] = CLEAR;
            }
        }
        if (opcode.isBranch()) {
            InstData data = dfg.instData(inst);
            for (int d = 0, n = data.destCount(); d < n; d++) {
                addUses(dfg, data.dest(d));
            }
        }
    }

    /** Whether every rule of an opcode ends in an instruction that writes 32 bits, if the result has 32. */
    private static boolean clearsUpperHalf(Opcode opcode) {
        return switch (opcode) {
            case IREDUCE, ISPLIT, BITCAST, BMASK, SMULHI, ATOMIC_CAS, GET_PINNED_REG -> false;
            default -> !opcode.isCall();
        };
    }

    private void addUses(Dfg dfg, BlockCall call) {
        for (int i = 0, n = call.argCount(); i < n; i++) {
            int arg = call.arg(i);
            int param = dfg.blockParam(call.block(), i);
            if (!BlockCall.isValue(arg)) {
                strike(param);
            } else if (dfg.valueType(param) == Type.I32) {
                addUse(arg, param);
            }
        }
    }

    private void addUse(int arg, int param) {
        if (useCount == nextUse.length) {
            nextUse = Arrays.copyOf(nextUse, useCount * 2);
            useParam = Arrays.copyOf(useParam, useCount * 2);
        }
        nextUse[useCount] = firstUse[arg];
        useParam[useCount] = param;
        firstUse[arg] = useCount++;
    }

    private void spread(int values) {
        for (int value = 0; value < values; value++) {
            if (firstUse[value] >= 0 && state[value] == UNKNOWN) {
                strikeUses(value);
            }
        }
        while (pending > 0) {
            strikeUses(worklist[--pending]);
        }
    }

    private void strikeUses(int value) {
        for (int use = firstUse[value]; use >= 0; use = nextUse[use]) {
            if (state[useParam[use]] == CLEAR) {
                strike(useParam[use]);
            }
        }
        firstUse[value] = -1;
    }

    private void strike(int param) {
        state[param] = UNKNOWN;
        if (pending == worklist.length) {
            worklist = Arrays.copyOf(worklist, pending * 2);
        }
        worklist[pending++] = param;
    }
}
