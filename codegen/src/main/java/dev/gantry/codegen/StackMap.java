package dev.gantry.codegen;

import dev.gantry.asm.CodeBlob;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the live references of a frame are while one of its calls is under way, as the client listed them with {@code stack_map=[…]}.
 *
 * @param offset the call's return address, in bytes from the start of the function
 * @param entries the references, in the client's order
 */
public record StackMap(int offset, List<Entry> entries) {
    /** Words that an entry takes in the code's records. */
    public static final int WORDS = 2;

    /**
     * A live reference.
     *
     * @param type its type
     * @param stackOffset its place, in bytes from the stack pointer that the frame has once the call has returned
     */
    public record Entry(Type type, int stackOffset) {}

    /** Writes entry {@code i} into the words of a record. */
    public static void encode(int[] words, int i, Type type, int stackOffset) {
        words[i * WORDS] = type.id();
        words[i * WORDS + 1] = stackOffset;
    }

    /** Stack map {@code i} of a function's code, 0 to {@code code.stackMapCount() - 1}. */
    public static StackMap of(CodeBlob code, int i) {
        List<Entry> entries = new ArrayList<>();
        for (int j = 0; j < code.stackMapLength(i); j += WORDS) {
            entries.add(new Entry(Type.ofId(code.stackMapWord(i, j)), code.stackMapWord(i, j + 1)));
        }
        return new StackMap(code.stackMapOffset(i), List.copyOf(entries));
    }
}
