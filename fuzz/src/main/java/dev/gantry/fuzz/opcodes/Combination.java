package dev.gantry.fuzz.opcodes;

import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Format;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.OperandType;
import dev.gantry.clif.ir.Type;
import java.util.List;

/**
 * An opcode with concrete types.
 *
 * @param opcode the opcode
 * @param ctrl the controlling type; {@link Type#INVALID} if the opcode has none
 * @param operands types of the fixed value operands
 * @param variant number of the condition or of the atomic operation where the format has one, else 0
 */
public record Combination(Opcode opcode, Type ctrl, List<Type> operands, int variant) {
    public Combination {
        operands = List.copyOf(operands);
    }

    /** Type of the {@code i}-th result that the table gives. */
    public Type result(int i) {
        return opcode.resultType(i).resolve(ctrl);
    }

    /** How many variants the combinations of a format have. */
    static int variants(Format format) {
        return switch (format) {
            case INT_COMPARE -> IntCC.values().length;
            case FLOAT_COMPARE -> FloatCC.values().length;
            case ATOMIC_RMW -> AtomicRmwOp.values().length;
            default -> 1;
        };
    }

    /** The variant as the text format writes it, or nothing. */
    public String variantText() {
        return switch (opcode.format()) {
            case INT_COMPARE -> IntCC.values()[variant].toString();
            case FLOAT_COMPARE -> FloatCC.values()[variant].toString();
            case ATOMIC_RMW -> AtomicRmwOp.values()[variant].toString();
            default -> "";
        };
    }

    /** Whether any type in it has more than 128 bits. */
    public boolean isWide() {
        return widest() > 128;
    }

    private int widest() {
        int bits = ctrl.bits();
        for (Type operand : operands) {
            bits = Math.max(bits, operand.bits());
        }
        for (int i = 0; i < opcode.resultCount(); i++) {
            bits = Math.max(bits, result(i).bits());
        }
        return bits;
    }

    /** Whether any type in it is a dynamic vector. */
    public boolean isDynamic() {
        boolean dynamic = ctrl.isDynamicVector();
        for (Type operand : operands) {
            dynamic |= operand.isDynamicVector();
        }
        return dynamic;
    }

    /**
     * Whether CLIF says what it computes. The table lets the operand of a conversion range over all types; only where it has as many lanes as the result does
     * that mean anything.
     */
    public boolean isDefined() {
        if (opcode.format() != Format.UNARY || opcode.resultCount() == 0 || opcode == Opcode.VHIGH_BITS) {
            return true;
        }
        return opcode.argType(0).rule() != OperandType.Rule.FREE
                || (operands.getFirst().laneCount() == ctrl.laneCount()
                        && operands.getFirst().isDynamicVector() == ctrl.isDynamicVector());
    }

    /** The combination on one line: {@code ishl.i32x4(i32x4, i8)}, {@code icmp slt.i8(i8, i8)}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(opcode.mnemonic());
        if (!variantText().isEmpty()) {
            out.append(' ').append(variantText());
        }
        if (!ctrl.isInvalid()) {
            out.append('.').append(ctrl);
        }
        for (int i = 0; i < operands.size(); i++) {
            out.append(i == 0 ? "(" : ", ").append(operands.get(i));
        }
        return out.append(operands.isEmpty() ? "" : ")").toString();
    }
}
