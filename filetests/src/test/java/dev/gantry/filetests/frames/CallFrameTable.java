package dev.gantry.filetests.frames;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Executes call frame instructions up to a code offset, by the DWARF standard (version 5, section 6.4), and finds the caller's registers in a state. Knows
 * the initial rules of x86-64: CFA is rsp + 8, the return address lies at CFA - 8.
 */
final class CallFrameTable {
    private static final String[] NAMES = {
        "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"
    };

    private record Row(int cfaRegister, long cfaOffset, Map<Integer, String> rules) {}

    private final byte[] instructions;
    private final Deque<Row> remembered = new ArrayDeque<>();
    private final Map<Integer, String> rules = new HashMap<>();
    private int at;
    private int cfaRegister = 7;
    private long cfaOffset = 8;

    private CallFrameTable(byte[] instructions) {
        this.instructions = instructions;
        rules.put(16, "cfa-8");
    }

    /** The rules that hold at a code offset. */
    static CallFrameTable at(byte[] instructions, int offset) {
        CallFrameTable table = new CallFrameTable(instructions);
        table.execute(offset);
        return table;
    }

    private int byteAt() {
        return instructions[at++] & 0xff;
    }

    private int number(int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= byteAt() << 8 * i;
        }
        return value;
    }

    private long leb(boolean signed) {
        long value = 0;
        int shift = 0;
        int next;
        do {
            next = byteAt();
            value += (long) (next & 127) << shift;
            shift += 7;
        } while ((next & 128) != 0);
        return signed && (next & 64) != 0 ? value - (1L << shift) : value;
    }

    private void execute(int offset) {
        long location = 0;
        while (at < instructions.length) {
            int op = byteAt();
            int low = op & 63;
            if (op >= 0xc0) {
                rules.remove(low);
            } else if (op >= 0x80) {
                offsetRule(low, leb(false));
            } else if (op >= 0x40 || op >= 2 && op <= 4) {
                location += op >= 0x40 ? low : number(1 << op - 2);
                if (location > offset) {
                    return;
                }
            } else {
                extended(op);
            }
        }
    }

    private void extended(int op) {
        switch (op) {
            case 0x00 -> {}
            case 0x09 -> rules.put((int) leb(false), "register " + leb(false));
            case 0x0a -> remembered.push(new Row(cfaRegister, cfaOffset, new HashMap<>(rules)));
            case 0x0b -> {
                Row row = remembered.pop();
                cfaRegister = row.cfaRegister();
                cfaOffset = row.cfaOffset();
                rules.clear();
                rules.putAll(row.rules());
            }
            case 0x0c -> {
                cfaRegister = (int) leb(false);
                cfaOffset = leb(false);
            }
            case 0x0d -> cfaRegister = (int) leb(false);
            case 0x0e -> cfaOffset = leb(false);
            case 0x11 -> offsetRule((int) leb(false), leb(true));
            case 0x13 -> cfaOffset = leb(true) * -8;
            default -> throw new IllegalArgumentException("call frame instruction " + op);
        }
    }

    private void offsetRule(int register, long factored) {
        long offset = factored * -8;
        rules.put(register, "cfa" + (offset < 0 ? "" : "+") + offset);
    }

    private static String name(int register) {
        return register < 16 ? NAMES[register] : register == 16 ? "ra" : "xmm" + (register - 17);
    }

    /** What the rules take for the caller's stack pointer in a state. */
    String cfa(FrameState state) {
        String base = state.register(name(cfaRegister));
        return FrameState.isPlace(base) ? FrameState.place(FrameState.offset(base) + (int) cfaOffset) : base;
    }

    /** What the rules take for the caller's value of a register, or for the return address, in a state whose CFA is the caller's stack pointer. */
    String caller(FrameState state, String register) {
        for (Map.Entry<Integer, String> rule : rules.entrySet()) {
            if (name(rule.getKey()).equals(register)) {
                String how = rule.getValue();
                return how.startsWith("cfa")
                        ? state.memory(Integer.parseInt(how.substring(3)))
                        : state.register(name(Integer.parseInt(how.substring(9))));
            }
        }
        return state.register(register);
    }
}
