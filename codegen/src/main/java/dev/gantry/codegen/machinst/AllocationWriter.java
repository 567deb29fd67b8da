package dev.gantry.codegen.machinst;

import dev.gantry.regalloc.Allocation;
import dev.gantry.regalloc.Result;

/** Writes the allocator's choices back into the instructions, and notes which physical registers were written. */
final class AllocationWriter extends OperandVisitor {
    private final Result result;
    private final WrittenRegs written;
    private final ClobberSets clobberSets;
    private int operand;
    private int first;

    AllocationWriter(Result result, WrittenRegs written, ClobberSets clobberSets) {
        this.clobberSets = clobberSets;
        this.result = result;
        this.written = written;
    }

    /** Writes all allocations and adds the registers that edits write. */
    void write(VCode vcode) {
        operand = 0;
        written.clear();
        for (int i = 0, n = vcode.instCount(); i < n; i++) {
            first = operand;
            vcode.inst(i).operands(this);
        }
        for (int i = 0, n = result.editCount(); i < n; i++) {
            if (Allocation.isReg(result.editTo(i))) {
                written.add(Allocation.preg(result.editTo(i)));
            }
        }
    }

    private int next(int reg) {
        if (!Reg.isVirtual(reg)) {
            return reg;
        }
        return locationOf(result.alloc(operand++));
    }

    private int nextDef(int reg) {
        int location = next(reg);
        if (Reg.isReal(location)) {
            written.add(Reg.preg(location));
        }
        return location;
    }

    /** The register or spill slot of an allocation. */
    static int locationOf(int allocation) {
        return Allocation.isReg(allocation)
                ? Reg.real(Allocation.preg(allocation))
                : Reg.spill(Allocation.slot(allocation));
    }

    @Override
    public int count() {
        return operand - first;
    }

    @Override
    public int use(int reg) {
        return next(reg);
    }

    @Override
    public int useAny(int reg) {
        return next(reg);
    }

    @Override
    public int useAnyWide(int reg) {
        return next(reg);
    }

    @Override
    public int useStack(int reg) {
        return next(reg);
    }

    @Override
    public int useLate(int reg) {
        return next(reg);
    }

    @Override
    public int useFixed(int reg, int preg) {
        return next(reg);
    }

    @Override
    public int def(int reg) {
        return nextDef(reg);
    }

    @Override
    public int defEarly(int reg) {
        return nextDef(reg);
    }

    @Override
    public int defFixed(int reg, int preg) {
        return nextDef(reg);
    }

    @Override
    public int defFixedEarly(int reg, int preg) {
        return nextDef(reg);
    }

    @Override
    public int defReuse(int reg, int input) {
        return nextDef(reg);
    }

    @Override
    public void clobbers(int set) {
        written.add(clobberSets.set(set));
    }
}
