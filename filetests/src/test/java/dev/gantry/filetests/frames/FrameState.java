package dev.gantry.filetests.frames;

import java.util.HashMap;
import java.util.Map;

/**
 * What registers and stack hold as far as it matters to an unwinder: places on the stack ({@code @-16}, relative to the caller's stack pointer), the
 * caller's values of registers ({@code rbx}), the return address ({@code ra}), anything else ({@code ?}).
 */
final class FrameState {
    static final String UNKNOWN = "?";
    static final String RETURN_ADDRESS = "ra";

    final Map<String, String> registers;
    final Map<Integer, String> memory;

    private FrameState(Map<String, String> registers, Map<Integer, String> memory) {
        this.registers = registers;
        this.memory = memory;
    }

    /** At a function's first instruction. */
    static FrameState atEntry() {
        FrameState state = new FrameState(new HashMap<>(), new HashMap<>());
        state.registers.put("rsp", place(-8));
        state.memory.put(-8, RETURN_ADDRESS);
        return state;
    }

    FrameState copy() {
        return new FrameState(new HashMap<>(registers), new HashMap<>(memory));
    }

    static String place(int offset) {
        return "@" + offset;
    }

    static boolean isPlace(String value) {
        return value.startsWith("@");
    }

    static int offset(String place) {
        return Integer.parseInt(place.substring(1));
    }

    /** What a register holds; at the entry, its caller's value. */
    String register(String name) {
        return registers.getOrDefault(name, name);
    }

    String memory(int offset) {
        return memory.getOrDefault(offset, UNKNOWN);
    }
}
