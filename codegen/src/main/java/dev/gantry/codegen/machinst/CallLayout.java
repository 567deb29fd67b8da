package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.Type;

/**
 * Where a calling convention puts the parameters and results of one signature.
 *
 * <p>Each is in a physical register or in memory. Parameters in memory are at an offset from the stack pointer that the
 * caller has just before its call instruction (the callee finds them above the return address). Results in memory are at
 * an offset in the return area, memory of the caller whose address it passes as a hidden first parameter in {@link
 * #returnAreaReg}.
 *
 * <p>Immutable once built; made by {@code TargetIsa.callLayout}.
 */
public final class CallLayout {
    /** Stands for "in memory" where a register is asked for, and for "in a register" where an offset is. */
    public static final int NONE = -1;

    private final Type[] paramTypes;
    private final int[] paramRegs;
    private final int[] paramOffsets;
    private final int stackArgBytes;
    private final Type[] resultTypes;
    private final int[] resultRegs;
    private final int[] resultOffsets;
    private final int returnAreaBytes;
    private final int returnAreaReg;
    private final boolean calleePops;

    /**
     * A layout of given places; arrays are kept.
     *
     * @param paramRegs for each parameter its preg ({@code class << 6 | hardware number}) or {@link #NONE}
     * @param paramOffsets for each parameter its offset in bytes or {@link #NONE}
     * @param stackArgBytes size of all parameters in memory, a multiple of the stack's alignment
     * @param returnAreaBytes size of the results in memory; 0 if all are in registers
     * @param returnAreaReg the preg of the hidden parameter, or {@link #NONE}
     * @param calleePops whether the callee removes the parameters in memory from the stack
     */
    public CallLayout(
            Type[] paramTypes,
            int[] paramRegs,
            int[] paramOffsets,
            int stackArgBytes,
            Type[] resultTypes,
            int[] resultRegs,
            int[] resultOffsets,
            int returnAreaBytes,
            int returnAreaReg,
            boolean calleePops) {
        this.paramTypes = paramTypes;
        this.paramRegs = paramRegs;
        this.paramOffsets = paramOffsets;
        this.stackArgBytes = stackArgBytes;
        this.resultTypes = resultTypes;
        this.resultRegs = resultRegs;
        this.resultOffsets = resultOffsets;
        this.returnAreaBytes = returnAreaBytes;
        this.returnAreaReg = returnAreaReg;
        this.calleePops = calleePops;
    }

    /** Number of parameters, the hidden one not counted. */
    public int paramCount() {
        return paramRegs.length;
    }

    /** Type of a parameter. */
    public Type paramType(int i) {
        return paramTypes[i];
    }

    /** The preg of a parameter, or {@link #NONE} if it is in memory. */
    public int paramReg(int i) {
        return paramRegs[i];
    }

    /** Offset in bytes of a parameter in memory. */
    public int paramOffset(int i) {
        return paramOffsets[i];
    }

    /** Size in bytes of the parameters in memory, a multiple of 16. */
    public int stackArgBytes() {
        return stackArgBytes;
    }

    /** Number of results. */
    public int resultCount() {
        return resultRegs.length;
    }

    /** Type of a result. */
    public Type resultType(int i) {
        return resultTypes[i];
    }

    /** The preg of a result, or {@link #NONE} if it is in the return area. */
    public int resultReg(int i) {
        return resultRegs[i];
    }

    /** Offset in bytes of a result in the return area. */
    public int resultOffset(int i) {
        return resultOffsets[i];
    }

    /** Size in bytes of the return area, a multiple of 16; 0 if there is none. */
    public int returnAreaBytes() {
        return returnAreaBytes;
    }

    /** The preg in which the caller passes the return area's address, or {@link #NONE}. */
    public int returnAreaReg() {
        return returnAreaReg;
    }

    /** Whether the callee removes the parameters in memory from the stack as it returns. */
    public boolean calleePops() {
        return calleePops;
    }
}
