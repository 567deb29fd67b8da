package dev.gantry.codegen.x64;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.CodeBuffer;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Signature;
import dev.gantry.codegen.CodeBlocks;
import dev.gantry.codegen.Setting;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.machinst.AllocatedCode;
import dev.gantry.codegen.machinst.Backend;
import dev.gantry.codegen.machinst.CallLayout;
import dev.gantry.codegen.machinst.ClobberSets;
import dev.gantry.codegen.machinst.LowerContext;
import dev.gantry.codegen.machinst.VCode;
import dev.gantry.codegen.machinst.WrittenRegs;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.Result;
import java.util.List;

/** The x86-64 back end. */
public final class X64Backend extends Backend {
    private final X64LowerContext context;
    private final MachineEnv env;
    private final CodeBuffer buffer = new CodeBuffer(X64Target.INSTANCE);
    private final StackLimit stackLimit;
    private final StackProbe stackProbe;
    private final X64Emitter emitter;
    /** The pinned register as a mask, if it is set aside: it belongs to the whole module, so that no function restores it. */
    private final long pinnedMask;
    /** The least alignment of functions in bytes. */
    private final int minAlignment;
    /** How many bytes follow each block. */
    private final int blockPadding;

    private final boolean recordsBlocks;
    private CodeBlocks blocks = CodeBlocks.NONE;

    /** A back end for code that may use the instructions of these flags. */
    public X64Backend(Settings settings, X64Flags flags) {
        context = new X64LowerContext(settings, flags);
        stackLimit = new StackLimit(context);
        stackProbe = new StackProbe(settings, context);
        env = X64Regs.env(settings.pinnedReg());
        pinnedMask = settings.pinnedReg() ? 1L << X64Regs.R15 : 0;
        minAlignment = 1 << settings.value(Setting.LOG2_MIN_FUNCTION_ALIGNMENT);
        int padding = settings.value(Setting.BB_PADDING_LOG2_MINUS_ONE);
        blockPadding = padding == 0 ? 0 : 1 << padding - 1;
        recordsBlocks = settings.isOn(Setting.MACHINE_CODE_CFG_INFO);
        emitter = new X64Emitter(buffer, context.frame, settings);
    }

    /** Where the signature's convention puts parameters and results. */
    public static CallLayout callLayout(Signature signature) {
        return X64Abi.layout(signature);
    }

    @Override
    protected LowerContext context() {
        return context;
    }

    @Override
    protected MachineEnv env() {
        return env;
    }

    @Override
    protected ClobberSets clobberSets() {
        return X64Regs.CLOBBERS;
    }

    @Override
    protected void layOutFrame(int spillSlots, WrittenRegs writtenRegs) {
        CallConv conv = context.function().signature().callConv();
        context.frame.layOut(
                context.function(),
                spillSlots,
                writtenRegs,
                X64Regs.savedBy(conv) & ~pinnedMask,
                X64Regs.savedXmmsBy(conv));
    }

    @Override
    protected CodeBlob emit(VCode vcode, Result allocation) {
        buffer.reset();
        buffer.alignStart(minAlignment);
        emitter.begin(vcode.blockCount(), vcode.hasWideFloats());
        stackLimit.reset(context.function(), context.layout());
        stackProbe.reset(context.function().signature().callConv());
        emitter.prologue(stackLimit, stackProbe);
        AllocatedCode code = new AllocatedCode(allocation);
        int srcLoc = CodeBuffer.NO_SRC_LOC;
        for (int block = 0; block < vcode.blockCount(); block++) {
            buffer.bindLabel(emitter.label(block));
            for (int i = vcode.blockStart(block); i < vcode.blockEnd(block); i++) {
                if (vcode.srcLoc(i) != srcLoc) {
                    srcLoc = vcode.srcLoc(i);
                    buffer.srcLoc(srcLoc);
                }
                moves(code, 2 * i);
                ((X64Inst) vcode.inst(i)).emit(emitter);
                moves(code, 2 * i + 1);
            }
            if (blockPadding > 0) {
                buffer.padding(blockPadding);
            }
        }
        CodeBlob blob = buffer.finish();
        if (recordsBlocks) {
            blocks = blocks(vcode, blob);
        }
        return blob;
    }

    private CodeBlocks blocks(VCode vcode, CodeBlob blob) {
        int[] starts = new int[vcode.blockCount()];
        int[] successors = new int[vcode.blockCount() + 1];
        int edges = 0;
        for (int block = 0; block < starts.length; block++) {
            starts[block] = blob.labelOffset(emitter.label(block));
            edges += vcode.succEnd(block) - vcode.succStart(block);
            successors[block + 1] = edges;
        }
        int[] targets = new int[edges];
        for (int block = 0; block < starts.length; block++) {
            for (int i = vcode.succStart(block); i < vcode.succEnd(block); i++) {
                targets[successors[block] + i - vcode.succStart(block)] = vcode.succ(i);
            }
        }
        return new CodeBlocks(starts, successors, targets);
    }

    @Override
    public CodeBlocks blocks() {
        return blocks;
    }

    private void moves(AllocatedCode code, int point) {
        while (code.nextMove(point)) {
            emitter.move(code.moveFrom(), code.moveTo(), code.moveClass());
        }
    }

    @Override
    public List<ExternalName> symbols() {
        return context.symbols();
    }

    @Override
    public int[] slotOffsets() {
        return context.frame.slotOffsets(context.function().stackSlots.limit());
    }

    @Override
    public int frameBytes() {
        return context.frame.size();
    }
}
