package dev.gantry.filetests.frames;

import java.util.Map;

/**
 * Unwinds a frame from an {@code UNWIND_INFO}, by Microsoft's documentation of x64 exception handling: an epilogue is recognised in the code and executed;
 * elsewhere the codes that the prologue has reached are undone, from the last to the first.
 */
final class WindowsUnwinder {
    private static final String[] NAMES = {
        "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"
    };

    private final byte[] info;

    WindowsUnwinder(byte[] info) {
        this.info = info;
    }

    private int at(int index) {
        return info[index] & 0xff;
    }

    private int slot(int index) {
        return at(index) | at(index + 1) << 8;
    }

    /** The state in the caller, behind the return: rsp, and registers where they hold other values than in the state. */
    FrameState unwind(FrameState state, int pc, String instruction, String next) {
        FrameState caller = state.copy();
        if (instruction.startsWith("popq") && next.startsWith("retq")) {
            pop(caller, instruction.substring(6));
        } else if (!instruction.startsWith("retq")) {
            undo(caller, pc);
        }
        int rsp = FrameState.offset(caller.register("rsp"));
        caller.registers.put("rip", caller.memory(rsp));
        caller.registers.put("rsp", FrameState.place(rsp + 8));
        return caller;
    }

    private static void pop(FrameState state, String register) {
        int rsp = FrameState.offset(state.register("rsp"));
        state.registers.put(register, state.memory(rsp));
        state.registers.put("rsp", FrameState.place(rsp + 8));
    }

    private void undo(FrameState state, int pc) {
        int codes = at(2);
        int frameRegister = at(3) & 15;
        int frameOffset = (at(3) >> 4) * 16;
        int base = frameBase(state, pc, codes, frameRegister, frameOffset);
        for (int i = 0; i < codes; i++) {
            int place = 4 + 2 * i;
            boolean done = at(place) <= pc || pc >= at(1);
            int operand = at(place + 1) >> 4;
            switch (at(place + 1) & 15) {
                case 0 -> run(done, () -> pop(state, NAMES[operand]));
                case 1 -> {
                    int bytes = slot(place + 2) * 8;
                    run(done, () -> raise(state, bytes));
                    i++;
                }
                case 2 -> run(done, () -> raise(state, operand * 8 + 8));
                case 3 ->
                    run(done, () -> {
                        int frame = FrameState.offset(state.register(NAMES[frameRegister]));
                        state.registers.put("rsp", FrameState.place(frame - frameOffset));
                    });
                case 4 -> {
                    int offset = base + slot(place + 2) * 8;
                    run(done, () -> state.registers.put(NAMES[operand], state.memory(offset)));
                    i++;
                }
                case 8 -> {
                    int offset = base + slot(place + 2) * 16;
                    run(done, () -> state.registers.put("xmm" + operand, state.memory(offset)));
                    i++;
                }
                default -> throw new IllegalArgumentException("unwind code " + at(place + 1));
            }
        }
    }

    private static void run(boolean done, Runnable action) {
        if (done) {
            action.run();
        }
    }

    private static void raise(FrameState state, int bytes) {
        state.registers.put("rsp", FrameState.place(FrameState.offset(state.register("rsp")) + bytes));
    }

    private int frameBase(FrameState state, int pc, int codes, int frameRegister, int frameOffset) {
        boolean set = pc >= at(1);
        for (int i = 0; i < codes; i++) {
            int code = at(4 + 2 * i + 1) & 15;
            set |= code == 3 && at(4 + 2 * i) <= pc;
            i += code == 1 || code == 4 || code == 8 ? 1 : 0;
        }
        Map<String, String> registers = state.registers;
        return frameRegister != 0 && set
                ? FrameState.offset(state.register(NAMES[frameRegister])) - frameOffset
                : FrameState.offset(registers.getOrDefault("rsp", ""));
    }
}
