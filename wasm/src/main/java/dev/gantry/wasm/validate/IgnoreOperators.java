package dev.gantry.wasm.validate;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.FunctionState;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.OperatorVisitor;
import dev.gantry.wasm.ValType;

/** The visitor of those who only want a body checked. */
public enum IgnoreOperators implements OperatorVisitor {
    /** Has no state, so that one is enough. */
    INSTANCE;

    @Override
    public void begin(FunctionState state) {}

    @Override
    public void plain(Op op) {}

    @Override
    public void select(Op op, ValType type) {}

    @Override
    public void constI32(int value) {}

    @Override
    public void constI64(long value) {}

    @Override
    public void constF32(int bits) {}

    @Override
    public void constF64(long bits) {}

    @Override
    public void vector(Op op, long lo, long hi) {}

    @Override
    public void local(Op op, int index) {}

    @Override
    public void global(Op op, int index) {}

    @Override
    public void load(Op op, int memory, int alignLog2, long offset) {}

    @Override
    public void store(Op op, int memory, int alignLog2, long offset) {}

    @Override
    public void laneAccess(Op op, int memory, int alignLog2, long offset, int lane) {}

    @Override
    public void lane(Op op, int lane) {}

    @Override
    public void memory(Op op, int first, int second) {}

    @Override
    public void table(Op op, int first, int second) {}

    @Override
    public void refNull(ValType type) {}

    @Override
    public void refFunc(int function) {}

    @Override
    public void block(Op op, FuncType type) {}

    @Override
    public void else_() {}

    @Override
    public void end() {}

    @Override
    public void branch(Op op, int label) {}

    @Override
    public void branchTable(int[] labels, int count, int defaultLabel) {}

    @Override
    public void call(int function) {}

    @Override
    public void callIndirect(int typeIndex, int table) {}
}
