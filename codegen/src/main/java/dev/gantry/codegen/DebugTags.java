package dev.gantry.codegen;

import dev.gantry.asm.CodeBlob;
import dev.gantry.clif.ir.DebugTag;
import java.util.ArrayList;
import java.util.List;

/**
 * The tags that the client gave to a call or a sequence point.
 *
 * @param offset the call's return address, or where the code behind the sequence point starts; in bytes from the start of the function
 * @param tags the tags; of a stack slot, {@link CompiledFunction#slotOffset} tells where it is
 */
public record DebugTags(int offset, List<DebugTag> tags) {
    /** Words that a tag takes in the code's records. */
    public static final int WORDS = 2;

    private static final int USER = 0;
    private static final int SLOT = 1;

    /** Writes tag {@code i} into the words of a record. */
    public static void encode(int[] words, int i, DebugTag tag) {
        switch (tag) {
            case DebugTag.User user -> {
                words[i * WORDS] = USER;
                words[i * WORDS + 1] = user.value();
            }
            case DebugTag.Slot slot -> {
                words[i * WORDS] = SLOT;
                words[i * WORDS + 1] = slot.stackSlot();
            }
        }
    }

    /** Record {@code i} of a function's code, 0 to {@code code.debugTagsCount() - 1}. */
    public static DebugTags of(CodeBlob code, int i) {
        List<DebugTag> tags = new ArrayList<>();
        for (int j = 0; j < code.debugTagsLength(i); j += WORDS) {
            int value = code.debugTagsWord(i, j + 1);
            tags.add(code.debugTagsWord(i, j) == USER ? new DebugTag.User(value) : new DebugTag.Slot(value));
        }
        return new DebugTags(code.debugTagsOffset(i), List.copyOf(tags));
    }
}
