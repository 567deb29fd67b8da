package dev.gantry.codegen.machinst;

/**
 * Where a calling convention puts the parameters and results of one signature.
 *
 * <p>Parameters in memory are at an offset from the stack pointer that the caller has just before its call instruction
 * (the callee finds them above the return address). Results in memory are at an offset in the return area, memory of the
 * caller whose address it passes as a hidden first parameter in {@link #returnAreaReg}.
 *
 * <p>Made by {@code TargetIsa.callLayout}.
 *
 * @param params places of the parameters, the hidden one not counted
 * @param stackArgBytes size in bytes of all parameters in memory, copies of values passed by reference included; a
 *     multiple of 16
 * @param results places of the results
 * @param returnAreaBytes size in bytes of the results in memory, a multiple of 16; 0 if all are in registers
 * @param returnAreaReg the preg in which the caller passes the return area's address, or {@link Places#NONE}
 * @param calleePops whether the callee removes the parameters in memory from the stack as it returns
 */
public record CallLayout(
        Places params, int stackArgBytes, Places results, int returnAreaBytes, int returnAreaReg, boolean calleePops) {}
