package dev.gantry.filetests.frames;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.UnwindOp;
import dev.gantry.asm.x64.Disassembler;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Executes a function's code in the order in which it stands, as far as frames are concerned. Behind the prologue rsp and rbp stay what they are, every
 * saved register may hold anything; that is also what holds behind the return or jump at the end of an epilogue.
 */
final class FrameSimulation {
    private final CodeBlob blob;
    private final Disassembler disassembler = new Disassembler();
    private final Map<Integer, FrameState> states = new TreeMap<>();
    private FrameState state = FrameState.atEntry();
    private @Nullable FrameState body;
    private int bodyStart;

    private FrameSimulation(CodeBlob blob) {
        this.blob = blob;
    }

    /** The state before each instruction, by its offset. */
    static Map<Integer, FrameState> run(CodeBlob blob) {
        FrameSimulation simulation = new FrameSimulation(blob);
        simulation.run();
        return simulation.states;
    }

    private void run() {
        for (int i = 0; i < blob.unwindCount() && blob.unwindOp(i) != UnwindOp.BEGIN_EPILOGUE; i++) {
            bodyStart = blob.unwindOffset(i);
        }
        int at = 0;
        while (at < blob.codeSize()) {
            if (at == bodyStart) {
                body = bodyState();
                state = body.copy();
            }
            int skip = dataEnd(at);
            if (skip > at) {
                at = skip;
                continue;
            }
            states.put(at, state.copy());
            int length = disassembler.decode(blob.bytes(), at, blob.size());
            if (length > 0) {
                StringBuilder text = new StringBuilder();
                disassembler.print(text);
                execute(text.toString().trim().replace("lock ", ""));
            }
            at += Math.max(1, length);
        }
    }

    private int dataEnd(int at) {
        for (int i = 0; i < blob.dataCount(); i++) {
            if (blob.dataStart(i) <= at && at < blob.dataEnd(i)) {
                return blob.dataEnd(i);
            }
        }
        return at;
    }

    private FrameState bodyState() {
        FrameState result = state.copy();
        for (String value : state.memory.values()) {
            if (!FrameState.isPlace(value) && !value.equals("rbp")) {
                result.registers.put(value, FrameState.UNKNOWN);
            }
        }
        return result;
    }

    private void execute(String text) {
        int space = text.indexOf(' ');
        String mnemonic = space < 0 ? text : text.substring(0, space);
        String[] operands = space < 0 ? new String[0] : split(text.substring(space + 1));
        switch (mnemonic) {
            case "pushq" -> {
                int rsp = moveStackPointer(-8);
                state.memory.put(rsp, read(operands[0]));
            }
            case "popq" -> {
                int rsp = FrameState.offset(state.register("rsp"));
                write(operands[0], state.memory(rsp));
                moveStackPointer(8);
            }
            case "movq", "movaps" -> write(operands[1], read(operands[0]));
            case "leaq" -> write(operands[1], address(operands[0]));
            case "subq", "addq" -> add(operands, mnemonic.equals("addq") ? 1 : -1);
            case "cmpq" -> {
                // the end of a loop that lowers rsp down to r11
                if (operands[0].equals("%r11") && FrameState.isPlace(state.register("r11"))) {
                    state.registers.put("rsp", state.register("r11"));
                }
            }
            case "retq", "jmpq", "ud2" -> {
                if (body != null) {
                    state = body.copy();
                }
            }
            default -> {
                if (operands.length > 0) {
                    write(operands[operands.length - 1], FrameState.UNKNOWN);
                }
            }
        }
    }

    private void add(String[] operands, int sign) {
        if (operands[0].startsWith("$") && operands[1].equals("%rsp")) {
            // behind the prologue only what a callee has removed is taken back
            if (body == null || state.register("rbp").equals("rbp")) {
                moveStackPointer(sign * Integer.parseInt(operands[0].substring(1)));
            }
        } else {
            write(operands[1], FrameState.UNKNOWN);
        }
    }

    private int moveStackPointer(int by) {
        int rsp = FrameState.offset(state.register("rsp")) + by;
        state.registers.put("rsp", FrameState.place(rsp));
        return rsp;
    }

    private static String[] split(String operands) {
        return operands.split(",\\s*(?![^(]*\\))");
    }

    private String address(String operand) {
        int open = operand.indexOf('(');
        if (open < 0 || operand.contains(",") || operand.contains("rip")) {
            return FrameState.UNKNOWN;
        }
        String base = state.register(operand.substring(open + 2, operand.length() - 1));
        if (!FrameState.isPlace(base)) {
            return FrameState.UNKNOWN;
        }
        return FrameState.place(FrameState.offset(base) + (open == 0 ? 0 : Integer.decode(operand.substring(0, open))));
    }

    private String read(String operand) {
        if (operand.startsWith("%")) {
            return state.register(name(operand));
        }
        String address = operand.startsWith("$") ? FrameState.UNKNOWN : address(operand);
        return FrameState.isPlace(address) ? state.memory(FrameState.offset(address)) : FrameState.UNKNOWN;
    }

    private void write(String operand, String value) {
        if (operand.startsWith("%")) {
            state.registers.put(name(operand), value);
            return;
        }
        String address = address(operand);
        if (FrameState.isPlace(address)) {
            state.memory.put(FrameState.offset(address), value);
        }
    }

    /** The whole register that a register operand is part of. */
    private static String name(String operand) {
        String name = operand.substring(1);
        return switch (name) {
            case "ebx", "bx", "bl" -> "rbx";
            case "esi", "si", "sil" -> "rsi";
            case "edi", "di", "dil" -> "rdi";
            default -> name.matches("r1[0-5][dwb]") ? name.substring(0, 3) : name;
        };
    }
}
