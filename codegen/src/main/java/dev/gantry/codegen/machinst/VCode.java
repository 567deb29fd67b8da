package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.Type;
import java.util.Arrays;

/**
 * A function as machine instructions on virtual registers: blocks in final order, each a range of instructions ending in a
 * branch or an exit, with block parameters. Lowering fills it back to front; {@link #finish} turns it round.
 *
 * <p>Flat arrays, reused from function to function. A block is named by its position in the {@link BlockOrder}.
 * Aliases say that a virtual register is another one by a second name; {@link #resolve} follows them and is what every
 * reader must use.
 */
public final class VCode {
    private MachInst[] insts = new MachInst[64];
    private int[] srcLocs = new int[64];
    private int instCount;

    private int blockCount;
    private int[] blockStart = new int[0];
    private int[] blockEnd = new int[0];
    private int[] succStart = new int[0];
    private int[] succEnd = new int[0];
    private int[] paramStart = new int[0];
    private int[] paramEnd = new int[0];

    private int succCount;
    private int[] succs = new int[64];
    private int[] argStart = new int[64];
    private int[] argEnd = new int[64];
    private int argCount;
    private int[] args = new int[64];
    private int paramCount;
    private int[] params = new int[64];

    private int vregCount;
    private boolean wideFloats;
    private byte[] vregClass = new byte[256];
    private int[] alias = new int[256];

    /** Empties the function and makes room for a number of blocks. */
    public void reset(int blocks) {
        Arrays.fill(insts, 0, instCount, null);
        instCount = 0;
        succCount = 0;
        argCount = 0;
        paramCount = 0;
        vregCount = 0;
        wideFloats = false;
        blockCount = blocks;
        if (blockStart.length < blocks) {
            int n = Math.max(blocks, blockStart.length * 2);
            blockStart = new int[n];
            blockEnd = new int[n];
            succStart = new int[n];
            succEnd = new int[n];
            paramStart = new int[n];
            paramEnd = new int[n];
        }
    }

    /** A new virtual register of a register class. */
    public int newVreg(int regClass) {
        if (vregCount == vregClass.length) {
            vregClass = Arrays.copyOf(vregClass, vregCount * 2);
            alias = Arrays.copyOf(alias, vregCount * 2);
        }
        vregClass[vregCount] = (byte) regClass;
        alias[vregCount] = vregCount;
        return vregCount++;
    }

    /** Notes that registers of the float class hold up to 16 bytes in this function: they are spilled to slots of 16. */
    public void setWideFloats() {
        wideFloats = true;
    }

    /** Whether values of the float class are spilled to slots of 16 bytes, aligned so, instead of 8. */
    public boolean hasWideFloats() {
        return wideFloats;
    }

    /** Number of virtual registers, aliases included. */
    public int vregCount() {
        return vregCount;
    }

    /** The register class of a virtual register. */
    public int vregClass(int vreg) {
        return vregClass[vreg];
    }

    /** Makes {@code vreg}, which no instruction defines, another name of {@code target}. */
    public void setAlias(int vreg, int target) {
        int to = resolve(target);
        if (to != vreg) {
            alias[vreg] = to;
        }
    }

    /** The virtual register that {@code vreg} is a name of. */
    public int resolve(int vreg) {
        int to = alias[vreg];
        if (to == vreg) {
            return vreg;
        }
        while (alias[to] != to) {
            to = alias[to];
        }
        int node = vreg;
        while (node != to) {
            int next = alias[node];
            alias[node] = to;
            node = next;
        }
        return to;
    }

    // Filling, back to front: blocks from the last to the first, in each the instructions from the last to the first.

    /** Starts the block at a position; blocks come in descending order. */
    void startBlock(int position) {
        blockStart[position] = instCount;
        succStart[position] = succCount;
        paramStart[position] = paramCount;
        paramEnd[position] = paramCount;
        succEnd[position] = succCount;
    }

    /** Adds a successor edge to the block being filled; its arguments follow by {@link #addArg}. */
    void addSucc(int position, int target) {
        if (succCount == succs.length) {
            succs = Arrays.copyOf(succs, succCount * 2);
            argStart = Arrays.copyOf(argStart, succCount * 2);
            argEnd = Arrays.copyOf(argEnd, succCount * 2);
        }
        succs[succCount] = target;
        argStart[succCount] = argCount;
        argEnd[succCount] = argCount;
        succEnd[position] = ++succCount;
    }

    /** Adds a block argument to the successor edge added last. */
    void addArg(int vreg) {
        if (argCount == args.length) {
            args = Arrays.copyOf(args, argCount * 2);
        }
        args[argCount++] = vreg;
        argEnd[succCount - 1] = argCount;
    }

    /** Adds a block parameter to the block being filled. */
    void addParam(int position, int vreg) {
        if (paramCount == params.length) {
            params = Arrays.copyOf(params, paramCount * 2);
        }
        params[paramCount++] = vreg;
        paramEnd[position] = paramCount;
    }

    /** Adds the instruction that comes before all those added so far. */
    void prepend(MachInst inst, int srcLoc) {
        if (instCount == insts.length) {
            insts = Arrays.copyOf(insts, instCount * 2);
            srcLocs = Arrays.copyOf(srcLocs, instCount * 2);
        }
        insts[instCount] = inst;
        srcLocs[instCount++] = srcLoc;
    }

    /** Ends the block at a position. */
    void endBlock(int position) {
        blockEnd[position] = instCount;
    }

    /** Turns instructions into program order. */
    void finish() {
        for (int i = 0, j = instCount - 1; i < j; i++, j--) {
            MachInst inst = insts[i];
            insts[i] = insts[j];
            insts[j] = inst;
            int loc = srcLocs[i];
            srcLocs[i] = srcLocs[j];
            srcLocs[j] = loc;
        }
        for (int b = 0; b < blockCount; b++) {
            int start = blockStart[b];
            blockStart[b] = instCount - blockEnd[b];
            blockEnd[b] = instCount - start;
        }
    }

    // Reading, in program order.

    /** Number of instructions. */
    public int instCount() {
        return instCount;
    }

    /** The instruction at an index. */
    public MachInst inst(int index) {
        return insts[index];
    }

    /** Source location of an instruction; -1 if it has none. */
    public int srcLoc(int index) {
        return srcLocs[index];
    }

    /** Number of blocks. */
    public int blockCount() {
        return blockCount;
    }

    /** Index of a block's first instruction. */
    public int blockStart(int block) {
        return blockStart[block];
    }

    /** Index after a block's last instruction. */
    public int blockEnd(int block) {
        return blockEnd[block];
    }

    /** Index of a block's first successor edge. */
    public int succStart(int block) {
        return succStart[block];
    }

    /** Index after a block's last successor edge. */
    public int succEnd(int block) {
        return succEnd[block];
    }

    /** Target block of a successor edge. */
    public int succ(int edge) {
        return succs[edge];
    }

    /** Index of an edge's first block argument. */
    public int argStart(int edge) {
        return argStart[edge];
    }

    /** Index after an edge's last block argument. */
    public int argEnd(int edge) {
        return argEnd[edge];
    }

    /** The virtual register of a block argument, aliases resolved. */
    public int arg(int index) {
        return resolve(args[index]);
    }

    /** Index of a block's first parameter. */
    public int paramStart(int block) {
        return paramStart[block];
    }

    /** Index after a block's last parameter. */
    public int paramEnd(int block) {
        return paramEnd[block];
    }

    /** The virtual register of a block parameter. */
    public int param(int index) {
        return params[index];
    }

    /** The register class that values of a type live in: 0 integers, 1 floats and vectors. */
    public static int classOf(Type type) {
        return type.isInt() ? 0 : 1;
    }

    /** The code as text: blocks with parameters, instructions, successors with arguments. */
    public void print(StringBuilder out) {
        for (int b = 0; b < blockCount; b++) {
            out.append("block").append(b);
            list(out, params, paramStart[b], paramEnd[b]);
            out.append(":\n");
            for (int i = blockStart[b]; i < blockEnd[b]; i++) {
                out.append("    ");
                insts[i].print(out);
                out.append('\n');
            }
            for (int s = succStart[b]; s < succEnd[b]; s++) {
                out.append("    ; to block").append(succs[s]);
                list(out, args, argStart[s], argEnd[s]);
                out.append('\n');
            }
        }
    }

    private void list(StringBuilder out, int[] vregs, int from, int to) {
        for (int i = from; i < to; i++) {
            out.append(i == from ? "(v" : ", v").append(resolve(vregs[i]));
        }
        if (from < to) {
            out.append(')');
        }
    }
}
