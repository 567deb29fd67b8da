package dev.gantry.clif.text;

import dev.gantry.clif.ir.AliasRegion;
import dev.gantry.clif.ir.DebugTag;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.EntityTable;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.MemFlags;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Prints functions in the text format. What {@link ClifReader} makes of the text prints as the same text again.
 *
 * <p>The type suffix of an opcode appears only where no operand defined in the same block implies it. Operands that are
 * constants are repeated with their value in a comment. If any instruction has a source location or a debug tag,
 * instructions start at column 36 to leave room for them.
 */
public final class ClifPrinter {
    private static final int NARROW_INDENT = 4;
    private static final int WIDE_INDENT = 36;

    private final Function function;
    private final Dfg dfg;
    private final StringBuilder out;
    private final InstPrinter insts;
    /** Aliases of each value as linked lists: the first of a value, and the next of an alias. */
    private final int[] firstAlias;

    private final int[] nextAlias;

    private ClifPrinter(Function function, StringBuilder out) {
        this.function = function;
        this.dfg = function.dfg;
        this.out = out;
        this.insts = new InstPrinter(function, out);
        this.firstAlias = new int[dfg.valueLimit()];
        this.nextAlias = new int[dfg.valueLimit()];
        collectAliases();
    }

    /** The text of a function, ending in a line break. */
    public static String print(Function function) {
        StringBuilder out = new StringBuilder();
        new ClifPrinter(function, out).function();
        return out.toString();
    }

    /** The text of one instruction without results, suffix comment and line break: {@code iadd v1, v2}. */
    public static String printInst(Function function, int inst) {
        StringBuilder out = new StringBuilder();
        new InstPrinter(function, out).opcodeAndOperands(inst);
        return out.toString();
    }

    /** The text of a block's head: {@code block0(v1: i32):}. */
    public static String printBlockHead(Function function, int block) {
        StringBuilder out = new StringBuilder();
        blockHead(function, block, out);
        return out.toString();
    }

    private void collectAliases() {
        Arrays.fill(firstAlias, -1);
        for (int value = dfg.valueLimit() - 1; value >= 0; value--) {
            int target = dfg.aliasTarget(value);
            if (target >= 0 && target < firstAlias.length) {
                nextAlias[value] = firstAlias[target];
                firstAlias[target] = value;
            }
        }
    }

    private void function() {
        out.append("function ")
                .append(function.name())
                .append(function.signature())
                .append(" {\n");
        boolean any = preamble();
        boolean wide = function.hasSrclocs() || function.hasDebugTags();
        int indent = wide ? WIDE_INDENT : NARROW_INDENT;
        for (int block = function.layout.firstBlock(); block >= 0; block = function.layout.nextBlock(block)) {
            if (any) {
                out.append('\n');
            }
            any = true;
            block(block, indent);
        }
        out.append("}\n");
    }

    // ---- Declarations ----

    private boolean preamble() {
        int start = out.length();
        table("ss", function.stackSlots);
        for (int i = 0; i < function.aliasRegions.limit(); i++) {
            if (function.aliasRegions.contains(i)) {
                AliasRegion region = function.aliasRegions.get(i);
                declare("region", i)
                        .append(Integer.toUnsignedString(region.userId()))
                        .append(' ')
                        .append(quoted(region.description()))
                        .append('\n');
            }
        }
        globalValues();
        table("dt", function.dynamicTypes);
        for (int i = 0; i < function.dynamicStackSlots.limit(); i++) {
            if (function.dynamicStackSlots.contains(i)) {
                declare("dss", i).append("explicit_dynamic_slot dt").append(function.dynamicStackSlots.get(i));
                out.append('\n');
            }
        }
        table("sig", function.signatures);
        functions();
        for (int i = 0; i < function.constants.limit(); i++) {
            if (function.constants.contains(i)) {
                NumberText.bytes(function.constants.get(i), declare("const", i));
                out.append('\n');
            }
        }
        if (function.stackLimit() >= 0) {
            out.append("    stack_limit = gv").append(function.stackLimit()).append('\n');
        }
        return out.length() > start;
    }

    private StringBuilder declare(String prefix, int number) {
        return out.append("    ").append(prefix).append(number).append(" = ");
    }

    private void table(String prefix, EntityTable<?> table) {
        for (int i = 0; i < table.limit(); i++) {
            if (table.contains(i)) {
                declare(prefix, i).append(table.get(i)).append('\n');
            }
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void functions() {
        for (int i = 0; i < function.extFuncs.limit(); i++) {
            if (function.extFuncs.contains(i)) {
                ExtFunc func = function.extFuncs.get(i);
                declare("fn", i)
                        .append(func.colocated() ? "colocated " : "")
                        .append(func.patchable() ? "patchable " : "")
                        .append(func.name())
                        .append(" sig")
                        .append(func.signature())
                        .append('\n');
            }
        }
    }

    private void globalValues() {
        Map<ExternalName, Integer> userNames = new HashMap<>();
        for (int i = 0; i < function.globalValues.limit(); i++) {
            if (function.globalValues.contains(i)) {
                globalValue(function.globalValues.get(i), declare("gv", i), userNames);
                out.append('\n');
            }
        }
    }

    private static void globalValue(GlobalValue value, StringBuilder out, Map<ExternalName, Integer> userNames) {
        switch (value) {
            case GlobalValue.VmContext v -> out.append("vmctx");
            case GlobalValue.Load v -> {
                MemFlags.print(v.flags(), out.append("load.").append(v.type()));
                NumberText.offset(v.offset(), out.append(" gv").append(v.base()));
            }
            case GlobalValue.IaddImm v -> {
                out.append("iadd_imm.").append(v.type()).append(" gv").append(v.base());
                NumberText.immediate(v.imm(), out.append(", "));
            }
            case GlobalValue.Symbol v -> {
                out.append("symbol ").append(v.colocated() ? "colocated " : "").append(v.tls() ? "tls " : "");
                if (v.name() instanceof ExternalName.User user) {
                    out.append("userextname").append(userNames.computeIfAbsent(user, u -> userNames.size()));
                } else {
                    out.append(v.name());
                }
                NumberText.offset(v.offset(), out);
            }
            case GlobalValue.DynScaleTargetConst v ->
                out.append("dyn_scale_target_const.").append(v.vectorType());
        }
    }

    // ---- Blocks ----

    private static void blockHead(Function function, int block, StringBuilder out) {
        Dfg dfg = function.dfg;
        out.append("block").append(block);
        int count = dfg.blockParamCount(block);
        for (int i = 0; i < count; i++) {
            int param = dfg.blockParam(block, i);
            out.append(i == 0 ? "(v" : ", v").append(param).append(": ").append(dfg.valueType(param));
        }
        out.append(count == 0 ? "" : ")");
        out.append(function.layout.isCold(block) ? " cold:" : ":");
    }

    private void block(int block, int indent) {
        pad(indent - NARROW_INDENT);
        blockHead(function, block, out);
        out.append('\n');
        for (int i = 0; i < dfg.blockParamCount(block); i++) {
            aliases(dfg.blockParam(block, i), indent);
        }
        for (int inst = function.layout.firstInst(block); inst >= 0; inst = function.layout.nextInst(inst)) {
            line(inst, indent);
            for (int i = 0; i < dfg.instResultCount(inst); i++) {
                aliases(dfg.instResult(inst, i), indent);
            }
        }
    }

    private void pad(int width) {
        for (int i = 0; i < width; i++) {
            out.append(' ');
        }
    }

    /** Prints the aliases of a value, and after each alias those of the alias. */
    private void aliases(int value, int indent) {
        int at = firstAlias[value];
        while (at >= 0) {
            pad(indent);
            out.append('v')
                    .append(at)
                    .append(" -> v")
                    .append(dfg.aliasTarget(at))
                    .append('\n');
            if (firstAlias[at] >= 0) {
                at = firstAlias[at];
                continue;
            }
            while (at != value && nextAlias[at] < 0) {
                at = dfg.aliasTarget(at);
            }
            at = at == value ? -1 : nextAlias[at];
        }
    }

    private void line(int inst, int indent) {
        int start = out.length();
        if (!function.debugTags(inst).isEmpty()) {
            String separator = "<";
            for (DebugTag tag : function.debugTags(inst)) {
                out.append(separator).append(tag);
                separator = ", ";
            }
            out.append("> ");
        }
        int srcloc = function.srcloc(inst);
        if (srcloc != Function.NO_SRCLOC) {
            String hex = Integer.toHexString(srcloc);
            out.append('@')
                    .append("0".repeat(Math.max(0, 4 - hex.length())))
                    .append(hex)
                    .append(' ');
        }
        pad(indent - (out.length() - start));
        insts.whole(inst);
        out.append('\n');
    }
}
