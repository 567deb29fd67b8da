package dev.gantry.codegen;

import dev.gantry.asm.CodeBlob;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the live references of a frame are while one of its calls is under way, as the client listed them with {@code stack_map=[…]}.
 *
 * @param offset the call's return address, in bytes from the start of the function
 * @param frameBytes bytes from the frame pointer down to the stack pointer that the frame has outside calls
 * @param entries the references, in the client's order
 */
public record StackMap(int offset, int frameBytes, List<Entry> entries) {
    /**
     * A live reference.
     *
     * @param type its type
     * @param stackOffset its place, in bytes from the stack pointer that the frame has outside calls
     */
    public record Entry(Type type, int stackOffset) {}

    /** The address of a live reference in the frame that has this frame pointer. */
    public long address(int entry, long framePointer) {
        return framePointer - frameBytes + entries.get(entry).stackOffset();
    }

    /** The words of a record with so many entries, to be filled by {@link #encode}. */
    public static int[] words(int entryCount, int frameBytes) {
        int[] words = new int[1 + 2 * entryCount];
        words[0] = frameBytes;
        return words;
    }

    /** Writes entry {@code i} into the words of a record. */
    public static void encode(int[] words, int i, Type type, int stackOffset) {
        words[1 + 2 * i] = type.id();
        words[2 + 2 * i] = stackOffset;
    }

    /** Stack map {@code i} of a function's code, 0 to {@code code.stackMapCount() - 1}. */
    public static StackMap of(CodeBlob code, int i) {
        List<Entry> entries = new ArrayList<>();
        for (int j = 1; j < code.stackMapLength(i); j += 2) {
            entries.add(new Entry(Type.ofId(code.stackMapWord(i, j)), code.stackMapWord(i, j + 1)));
        }
        return new StackMap(code.stackMapOffset(i), code.stackMapWord(i, 0), List.copyOf(entries));
    }
}
