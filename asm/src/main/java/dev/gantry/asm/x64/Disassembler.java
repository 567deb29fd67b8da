package dev.gantry.asm.x64;

/**
 * Prints machine code as AT&amp;T assembly (source operand first), the syntax that LLVM's and GNU's tools print by default.
 * It knows the rows of the instruction table and nothing else: other bytes come out as {@code .byte}.
 *
 * <p>An object is reused from instruction to instruction; not safe for use by several threads. {@link Listing} prints whole
 * functions with labels.
 */
public final class Disassembler {
    /** What {@link #target} returns when the instruction has none. */
    public static final int NO_TARGET = Integer.MIN_VALUE;

    private final Decoder decoder = new Decoder();
    private int targetOffset = NO_TARGET;
    private boolean branch;

    /**
     * Reads the instruction at {@code offset} of {@code code}.
     *
     * @param end offset behind the code
     * @return its length in bytes, 0 if it is not in the table or reaches beyond {@code end}
     */
    public int decode(byte[] code, int offset, int end) {
        int length = decoder.decode(code, offset, end);
        targetOffset = NO_TARGET;
        branch = false;
        Op op = decoder.op;
        if (length != 0 && op != null) {
            int immediate = op.immediateOperand();
            branch = immediate >= 0 && op.operandKind(immediate).ordinal() >= OperandKind.REL8.ordinal();
            if (branch) {
                targetOffset = offset + length + (int) decoder.immediate;
            } else if (decoder.isMemory && decoder.base == Decoder.RIP) {
                targetOffset = offset + length + decoder.disp;
            }
        }
        return length;
    }

    /** The offset to which the decoded instruction jumps, or which it addresses relative to rip; {@link #NO_TARGET} for neither. */
    public int target() {
        return targetOffset;
    }

    /** Whether the decoded instruction is a jump or call of {@link #target}. */
    public boolean isBranch() {
        return branch;
    }

    /** Appends the text of the decoded instruction, distances as numbers: {@code jmp 5}, {@code leaq 16(%rip), %rax}. */
    public void print(StringBuilder out) {
        print(out, "");
    }

    /** As {@link #print(StringBuilder)}, with a name for the {@link #target} in the place of the distance; empty for none. */
    public void print(StringBuilder out, String targetName) {
        Op op = decoder.op;
        if (op == null) {
            throw new IllegalStateException("no instruction has been decoded");
        }
        if (op.isLocked()) {
            out.append("lock ");
        }
        String mnemonic = op.mnemonic(decoder.isMemory);
        out.append(mnemonic);
        if (mnemonic.indexOf(' ') >= 0) {
            return;
        }
        boolean indirect = op == Ops.jmpq_m || op == Ops.callq_m;
        String separator = indirect ? " *" : " ";
        for (int i = op.operandCount() - 1; i >= 0; i--) {
            if (isPrinted(op, i)) {
                out.append(separator);
                operand(out, op, i, targetName);
                separator = ", ";
            }
        }
    }

    /** Fixed operands are not part of the text, but for a count in cl and the mask in xmm0. */
    private static boolean isPrinted(Op op, int i) {
        return switch (op.operandKind(i)) {
            case FIXED -> op.fixedReg(i) == Gpr.RCX && op.width(i) == 8;
            case FIXED_XMM -> op.access(i) == Access.R;
            default -> true;
        };
    }

    private void operand(StringBuilder out, Op op, int i, String targetName) {
        switch (op.operandKind(i)) {
            case GPR, FIXED -> out.append('%').append(Gpr.name(decoder.register[i], op.width(i)));
            case XMM, FIXED_XMM -> out.append('%').append(Xmm.name(decoder.register[i], op.width(i)));
            case RM_GPR, RM_XMM, MEM -> {
                if (decoder.isMemory) {
                    memory(out, targetName);
                } else if (op.operandKind(i) == OperandKind.RM_GPR) {
                    out.append('%').append(Gpr.name(decoder.register[i], op.registerWidth(i)));
                } else {
                    out.append('%').append(Xmm.name(decoder.register[i], op.registerWidth(i)));
                }
            }
            case REL8, REL32 -> {
                if (targetName.isEmpty()) {
                    out.append(decoder.immediate);
                } else {
                    out.append(targetName);
                }
            }
            default -> out.append('$').append(op.isUnsigned(i) ? decoder.immediate & 0xff : decoder.immediate);
        }
    }

    private void memory(StringBuilder out, String targetName) {
        if (decoder.segment != 0) {
            out.append(decoder.segment == 0x64 ? "%fs:" : "%gs:");
        }
        boolean registers = decoder.base != Decoder.NONE || decoder.indexRegister != Decoder.NONE;
        if (decoder.base == Decoder.RIP && !targetName.isEmpty()) {
            out.append(targetName);
        } else if (decoder.disp != 0 || !registers) {
            out.append(decoder.disp);
        }
        if (!registers) {
            return;
        }
        out.append('(');
        if (decoder.base == Decoder.RIP) {
            out.append("%rip");
        } else if (decoder.base != Decoder.NONE) {
            out.append('%').append(Gpr.name(decoder.base, 64));
        }
        if (decoder.indexRegister != Decoder.NONE) {
            out.append(",%").append(Gpr.name(decoder.indexRegister, 64));
            if (decoder.scale != 1) {
                out.append(',').append(decoder.scale);
            }
        }
        out.append(')');
    }
}
