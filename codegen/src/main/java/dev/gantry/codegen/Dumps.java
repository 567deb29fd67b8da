package dev.gantry.codegen;

import dev.gantry.asm.x64.Listing;
import dev.gantry.clif.ir.Function;
import dev.gantry.codegen.machinst.Backend;
import java.util.EnumSet;
import java.util.Set;

/** Collects, as text, what a function looks like after each stage that was asked for. */
public final class Dumps {
    /** The stages that can be printed. */
    public enum Stage {
        /** CLIF as it goes into lowering. */
        OPT,
        /** Machine instructions on virtual registers. */
        VCODE,
        /** Machine instructions on physical registers and spill slots, with the allocator's moves. */
        ALLOC,
        /** Disassembled code. */
        ASM
    }

    /** Prints nothing. */
    public static final Dumps NONE = new Dumps(EnumSet.noneOf(Stage.class));

    private final Set<Stage> stages;
    private final StringBuilder out = new StringBuilder();

    private Dumps(Set<Stage> stages) {
        this.stages = stages;
    }

    /** Collects some stages. */
    public static Dumps of(Set<Stage> stages) {
        return new Dumps(stages.isEmpty() ? EnumSet.noneOf(Stage.class) : EnumSet.copyOf(stages));
    }

    /** What has been collected. */
    public String text() {
        return out.toString();
    }

    private boolean begin(Stage stage, String title) {
        if (!stages.contains(stage)) {
            return false;
        }
        out.append("; ---- ").append(title).append('\n');
        return true;
    }

    void opt(Function function) {
        if (begin(Stage.OPT, "opt")) {
            out.append(dev.gantry.clif.text.ClifPrinter.print(function));
        }
    }

    void vcode(Backend backend) {
        if (begin(Stage.VCODE, "vcode")) {
            backend.printVcode(out);
        }
    }

    void alloc(Backend backend) {
        if (begin(Stage.ALLOC, "alloc")) {
            backend.printAllocated(out);
        }
    }

    void code(CompiledFunction compiled) {
        if (begin(Stage.ASM, "asm")) {
            out.append(Listing.plain(
                    compiled.code(), i -> compiled.symbols().get(i).toString()));
            for (StackMap map : compiled.stackMaps()) {
                out.append("; stack map at ").append(map.offset()).append(':');
                for (StackMap.Entry entry : map.entries()) {
                    out.append(' ')
                            .append(entry.type())
                            .append(" @ ")
                            .append(entry.stackOffset())
                            .append("(%rsp)");
                }
                out.append('\n');
            }
            for (DebugTags tags : compiled.debugTags()) {
                out.append("; debug tags at ")
                        .append(tags.offset())
                        .append(": ")
                        .append(tags.tags())
                        .append('\n');
            }
        }
    }
}
