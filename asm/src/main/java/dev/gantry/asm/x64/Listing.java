package dev.gantry.asm.x64;

import dev.gantry.asm.CodeBlob;
import java.util.function.IntFunction;

/**
 * Prints the code of a function with labels where it jumps to, symbols where it is relocated, what may trap, the exception handlers of calls, calls
 * that may be patched, and the words of debug tags.
 *
 * <p>Two styles: {@link #plain} has neither offsets nor bytes, so that golden files change only where the code does; {@link
 * #full} has both. Example of the plain style:
 *
 * <pre>
 *     cmpq %rsi, %rdi
 *     jge L0
 *     callq f ; reloc
 * L0:
 *     movq 8(%rdi), %rax ; trap 3
 *     retq
 * </pre>
 */
public final class Listing {
    private static final int BYTES_COLUMN = 46;

    private final CodeBlob blob;
    private final IntFunction<String> symbols;
    private final boolean full;
    private final Disassembler disassembler = new Disassembler();
    private final StringBuilder out = new StringBuilder();
    private final boolean[] targets;
    private final int[] labelNumber;
    private int data;
    private int reloc;
    private int trap;
    private int callSite;
    private int patchable;
    private int tags;

    private Listing(CodeBlob blob, IntFunction<String> symbols, boolean full) {
        this.blob = blob;
        this.symbols = symbols;
        this.full = full;
        this.targets = new boolean[blob.size() + 1];
        this.labelNumber = new int[blob.size() + 1];
    }

    /**
     * The listing without offsets and bytes.
     *
     * @param symbols name of a relocation target by its number
     */
    public static String plain(CodeBlob blob, IntFunction<String> symbols) {
        return new Listing(blob, symbols, false).print();
    }

    /**
     * The listing with offsets and bytes.
     *
     * @param symbols name of a relocation target by its number
     */
    public static String full(CodeBlob blob, IntFunction<String> symbols) {
        return new Listing(blob, symbols, true).print();
    }

    private String print() {
        findTargets();
        data = 0;
        int at = 0;
        while (at < blob.size()) {
            if (targets[at]) {
                out.append('L').append(labelNumber[at]).append(":\n");
            }
            printTags(at);
            int to = dataEnd(at);
            at = to > at ? printData(at, to) : printInstruction(at);
        }
        return out.toString();
    }

    /** Where the data range ends in which an offset lies, the offset itself if it lies in none. */
    private int dataEnd(int at) {
        while (data < blob.dataCount() && blob.dataEnd(data) <= at) {
            data++;
        }
        return data < blob.dataCount() && blob.dataStart(data) <= at ? blob.dataEnd(data) : at;
    }

    private void findTargets() {
        int at = 0;
        while (at < blob.size()) {
            int to = dataEnd(at);
            if (to > at) {
                at = to;
                continue;
            }
            int length = disassembler.decode(blob.bytes(), at, blob.size());
            int target = disassembler.target();
            if (length > 0 && target >= 0 && target < blob.size() && !isRelocated(at, at + length)) {
                targets[target] = true;
            }
            at += Math.max(length, 1);
        }
        for (int site = 0; site < blob.callSiteCount(); site++) {
            for (int i = 0; i < blob.handlerCount(site); i++) {
                if (blob.handlerOffset(site, i) >= 0) {
                    targets[blob.handlerOffset(site, i)] = true;
                }
            }
        }
        int number = 0;
        for (int i = 0; i < blob.size(); i++) {
            if (targets[i]) {
                labelNumber[i] = number++;
            }
        }
        reloc = 0;
    }

    private boolean isRelocated(int from, int to) {
        while (reloc < blob.relocCount() && blob.relocOffset(reloc) < from) {
            reloc++;
        }
        return reloc < blob.relocCount() && blob.relocOffset(reloc) < to;
    }

    private int printInstruction(int at) {
        int length = disassembler.decode(blob.bytes(), at, blob.size());
        int end = at + Math.max(length, 1);
        start(at, end);
        boolean relocated = isRelocated(at, end);
        if (length == 0) {
            out.append(".byte ");
            hex(blob.bytes()[at]);
        } else if (relocated) {
            disassembler.print(out, symbols.apply(blob.relocTarget(reloc)));
        } else {
            int target = disassembler.target();
            boolean named = target >= 0 && target < blob.size() && targets[target];
            disassembler.print(out, named ? "L" + labelNumber[target] : "");
        }
        if (relocated) {
            printReloc(end);
        }
        while (trap < blob.trapCount() && blob.trapOffset(trap) < end) {
            out.append(" ; trap ").append(blob.trapCode(trap++));
        }
        printCall(at, end);
        out.append('\n');
        return end;
    }

    /** What is recorded of a call that ends at {@code end}. */
    private void printCall(int at, int end) {
        while (patchable < blob.patchableCallCount() && blob.patchableCallOffset(patchable) <= at) {
            if (blob.patchableCallOffset(patchable++) == at) {
                out.append(" ; patchable");
            }
        }
        while (callSite < blob.callSiteCount() && blob.callSiteOffset(callSite) <= end) {
            if (blob.callSiteOffset(callSite) == end && blob.handlerCount(callSite) > 0) {
                printHandlers(callSite);
            }
            callSite++;
        }
    }

    private void printHandlers(int site) {
        out.append(" ; handlers");
        for (int i = 0; i < blob.handlerCount(site); i++) {
            out.append(i == 0 ? " " : ", ");
            switch (blob.handlerKind(site, i)) {
                case TAG ->
                    out.append("tag").append(blob.handlerOperand(site, i)).append(' ');
                case DEFAULT -> out.append("default ");
                case CONTEXT ->
                    out.append("context ").append(blob.handlerOperand(site, i)).append("(%rsp)");
            }
            if (blob.handlerOffset(site, i) >= 0) {
                out.append('L').append(labelNumber[blob.handlerOffset(site, i)]);
            }
        }
    }

    private void printTags(int at) {
        while (tags < blob.debugTagsCount() && blob.debugTagsOffset(tags) <= at) {
            out.append("    ; debug tags");
            for (int i = 0; i < blob.debugTagsLength(tags); i++) {
                out.append(' ').append(blob.debugTagsWord(tags, i));
            }
            out.append('\n');
            tags++;
        }
    }

    private void printReloc(int end) {
        out.append(" ; reloc");
        if (full) {
            out.append(' ').append(blob.relocKind(reloc)).append(' ').append(symbols.apply(blob.relocTarget(reloc)));
        }
        boolean relative = disassembler.target() != Disassembler.NO_TARGET;
        long addend = blob.relocAddend(reloc) + (relative ? end - blob.relocOffset(reloc) : 0);
        if (addend != 0) {
            out.append(addend > 0 ? " +" : " ").append(addend);
        }
    }

    private int printData(int at, int to) {
        int end = Math.min(to, at + 8);
        for (int i = at + 1; i < end; i++) {
            if (targets[i]) {
                end = i;
            }
        }
        start(at, end);
        out.append(".byte");
        for (int i = at; i < end; i++) {
            out.append(' ');
            hex(blob.bytes()[i]);
        }
        out.append('\n');
        return end;
    }

    private void start(int at, int end) {
        if (!full) {
            out.append("    ");
            return;
        }
        int lineStart = out.length();
        String offset = Integer.toHexString(at);
        out.append("      ", 0, Math.max(0, 6 - offset.length())).append(offset).append(':');
        for (int i = at; i < end; i++) {
            out.append(' ');
            hex(blob.bytes()[i]);
        }
        do {
            out.append(' ');
        } while (out.length() - lineStart < BYTES_COLUMN);
    }

    private void hex(byte b) {
        out.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
}
