package dev.gantry.codegen.machinst;

import dev.gantry.asm.CodeBlob;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.codegen.CodeBlocks;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import dev.gantry.codegen.analysis.LoopAnalysis;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.Result;
import dev.gantry.regalloc.singlepass.SinglePass;
import java.util.List;

/**
 * A back end at work on one function at a time: lowering, allocation, emission, called in this order. Holds tables and
 * buffers that are reused; for one thread.
 */
public abstract class Backend {
    private final BlockOrder order = new BlockOrder();
    private final Lower lower = new Lower();
    private final Problem problem = new Problem();
    private final Result result = new Result();
    private final WrittenRegs written = new WrittenRegs();
    private final SinglePass allocator = new SinglePass();
    private int[] loopDepths = new int[0];

    /** The context of the machine's rules, which holds the VCode. */
    protected abstract LowerContext context();

    /** The registers to allocate. */
    protected abstract MachineEnv env();

    /** The clobber sets that instructions name. */
    protected abstract ClobberSets clobberSets();

    /** Fixes the frame, given the size of the spill area in units of 8 bytes. */
    protected abstract void layOutFrame(int spillSlots, WrittenRegs writtenRegs);

    /** Appends all code of the allocated function. */
    protected abstract CodeBlob emit(VCode vcode, Result allocation);

    /** External names by the numbers that relocations use. */
    public abstract List<ExternalName> symbols();

    /** Where the blocks of the function are in its code, if the settings ask for it. */
    public abstract CodeBlocks blocks();

    /** Size in bytes of the frame. */
    public abstract int frameBytes();

    /** Offset in bytes of each stack slot from the stack pointer. */
    public abstract int[] slotOffsets();

    /** Lowers a function. */
    public final void lower(Function function, ControlFlowGraph cfg, DominatorTree domtree, LoopAnalysis loops) {
        order.compute(function, cfg, domtree);
        if (loopDepths.length < order.count()) {
            loopDepths = new int[Math.max(order.count(), loopDepths.length * 2)];
        }
        for (int i = 0; i < order.count(); i++) {
            loopDepths[i] = order.isEdge(i) ? edgeDepth(cfg, loops, order.edge(i)) : loops.loopDepth(order.block(i));
        }
        lower.lower(function, cfg, order, context());
    }

    private int edgeDepth(ControlFlowGraph cfg, LoopAnalysis loops, int edge) {
        return Math.min(loops.loopDepth(order.edgeSource(edge)), loops.loopDepth(cfg.succAt(edge)));
    }

    /** Allocates registers and fixes the frame. */
    public final void allocate(boolean check) {
        VCode vcode = context().vcode();
        new OperandCollector(problem, vcode).collect(clobberSets(), loopDepths);
        allocator.allocate(problem, env(), result);
        if (check) {
            dev.gantry.regalloc.Checker.check(problem, env(), result);
        }
        new AllocationWriter(result, written, clobberSets()).write(vcode);
        layOutFrame(result.spillSlots(), written);
    }

    /** Makes the code. */
    public final CodeBlob emit() {
        return emit(context().vcode(), result);
    }

    /** Prints the machine instructions before allocation. */
    public final void printVcode(StringBuilder out) {
        context().vcode().print(out);
    }

    /** Prints the machine instructions after allocation, with the moves between them. */
    public final void printAllocated(StringBuilder out) {
        new AllocatedPrinter(context().vcode(), result).print(out);
    }
}
