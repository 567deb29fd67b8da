package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.DebugTag;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.ir.UserStackMapEntry;
import dev.gantry.codegen.DebugTags;
import dev.gantry.codegen.StackMap;
import dev.gantry.codegen.machinst.UnsupportedException;
import java.util.List;

/**
 * What a client wants recorded of a call or sequence point: the live references in stack slots, debug tags, whether it may be patched.
 *
 * @param stackMap live references
 * @param debugTags tags for debuggers
 * @param patchable whether the call may be replaced by an instruction that does nothing
 */
record CallRecords(List<UserStackMapEntry> stackMap, List<DebugTag> debugTags, boolean patchable) {
    /** Nothing is recorded. */
    static final CallRecords NONE = new CallRecords(List.of(), List.of(), false);

    /** What the function says of an instruction. */
    static CallRecords of(Function function, int inst, boolean patchable) {
        List<UserStackMapEntry> map = function.userStackMap(inst);
        for (UserStackMapEntry entry : map) {
            if (X64Frame.isOverAligned(function.stackSlots.get(entry.stackSlot()))) {
                throw new UnsupportedException("stack map of a slot aligned to more than the stack");
            }
        }
        for (UserStackMapEntry entry : map) {
            if (X64Frame.isOverAligned(function.stackSlots.get(entry.stackSlot()))) {
                throw new UnsupportedException("stack map of a slot aligned to more than the stack");
            }
        }
        List<DebugTag> tags = function.debugTags(inst);
        return map.isEmpty() && tags.isEmpty() && !patchable ? NONE : new CallRecords(map, tags, patchable);
    }

    /** Records it at the current offset. */
    void emit(X64Emitter emitter) {
        if (!stackMap.isEmpty()) {
            int[] words = StackMap.words(stackMap.size(), emitter.frame.size());
            for (int i = 0; i < stackMap.size(); i++) {
                UserStackMapEntry entry = stackMap.get(i);
                StackMap.encode(words, i, entry.type(), emitter.frame.slotOffset(entry.stackSlot()) + entry.offset());
            }
            emitter.buffer.userStackMap(words, 0, words.length);
        }
        if (!debugTags.isEmpty()) {
            int[] words = new int[debugTags.size() * DebugTags.WORDS];
            for (int i = 0; i < debugTags.size(); i++) {
                DebugTags.encode(words, i, debugTags.get(i));
            }
            emitter.buffer.debugTags(words, 0, words.length);
        }
    }

    /** Appends it to the instruction's text. */
    void print(StringBuilder out) {
        if (!stackMap.isEmpty()) {
            out.append(" ; stack map");
            for (UserStackMapEntry entry : stackMap) {
                Type type = entry.type();
                out.append(' ').append(type).append(" ss").append(entry.stackSlot());
                out.append('+').append(entry.offset());
            }
        }
        if (!debugTags.isEmpty()) {
            out.append(" ; debug tags ").append(debugTags);
        }
        if (patchable) {
            out.append(" ; patchable");
        }
    }
}
