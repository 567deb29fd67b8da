package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import java.util.Arrays;

/**
 * What lowering must know before it merges one instruction into another: who uses a value, and which side effects lie
 * between two instructions.
 *
 * <p>Uses: a value has no user, exactly one instruction as user, or many (two uses by one instruction and a use as block
 * argument count as many). Colors: a number for every instruction such that two instructions of equal color have no side
 * effect between them that a load could notice or precede. Stores, calls, atomics, fences and instructions that can trap
 * start a new color after themselves, so does the start of a block; a load that can trap starts a new one only if an
 * earlier load of this color traps with another code, since faults with the same code are the same event to the program.
 *
 * <p>A load may be computed at a later instruction if that is its only user and has the load's color.
 */
final class ValueUses {
    private static final int NOBODY = -1;
    private static final int MANY = -2;

    private int[] user = new int[0];
    private int[] color = new int[0];
    private int lastColor;
    private int trapCodeOfColor;

    /** Scans the blocks of an order; value aliases must have been replaced. */
    void compute(Function function, BlockOrder order) {
        Dfg dfg = function.dfg;
        Layout layout = function.layout;
        if (user.length < dfg.valueLimit()) {
            user = new int[Math.max(dfg.valueLimit(), user.length * 2)];
        }
        if (color.length < dfg.instLimit()) {
            color = new int[Math.max(dfg.instLimit(), color.length * 2)];
        }
        Arrays.fill(user, 0, dfg.valueLimit(), NOBODY);
        lastColor = 0;
        for (int position = 0; position < order.count(); position++) {
            if (order.isEdge(position)) {
                continue;
            }
            lastColor++;
            trapCodeOfColor = 0;
            for (int inst = layout.firstInst(order.block(position)); inst >= 0; inst = layout.nextInst(inst)) {
                InstData data = dfg.instData(inst);
                scanUses(inst, data);
                scanEffects(inst, data);
            }
        }
    }

    private void scanUses(int inst, InstData data) {
        for (int i = 0, n = data.argCount(); i < n; i++) {
            int value = data.arg(i);
            user[value] = user[value] == NOBODY ? inst : MANY;
        }
        if (data.opcode().isCall() && data.opcode().isBranch()) {
            for (int context : ExceptionTable.contextsOf(data)) {
                user[context] = MANY;
            }
        }
        for (int i = 0, n = data.destCount(); i < n; i++) {
            BlockCall dest = data.dest(i);
            for (int j = 0, m = dest.argCount(); j < m; j++) {
                if (BlockCall.isValue(dest.arg(j))) {
                    user[dest.arg(j)] = MANY;
                }
            }
        }
    }

    private void scanEffects(int inst, InstData data) {
        color[inst] = lastColor;
        Opcode opcode = data.opcode();
        if (isPlainLoad(data)) {
            int code = MemFlags.trapCode(((InstData.Load) data).flags());
            if (code != 0 && trapCodeOfColor != 0 && trapCodeOfColor != code) {
                color[inst] = ++lastColor;
            }
            trapCodeOfColor = code != 0 ? code : trapCodeOfColor;
        } else if (opcode.hasSideEffects() || opcode.canLoad()) {
            lastColor++;
            trapCodeOfColor = 0;
        }
    }

    /** Whether the payload is a load without other effects. */
    static boolean isPlainLoad(InstData data) {
        return data instanceof InstData.Load;
    }

    /** The only instruction that uses the value, or a negative number if there is none or more than one. */
    int onlyUser(int value) {
        return user[value];
    }

    /** The color of an instruction. */
    int color(int inst) {
        return color[inst];
    }
}
