package dev.gantry.clif.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.OperandType;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every opcode of the table that depends on its operands alone has a case in the evaluator, for every type that the table lets it have. */
class OpcodeTableTest {
    /** Opcodes that depend on more: on memory, on the function, on control. The interpreter has them. */
    private static final Set<Opcode> OTHERS = EnumSet.of(
            Opcode.JUMP,
            Opcode.BRIF,
            Opcode.BR_TABLE,
            Opcode.DEBUGTRAP,
            Opcode.TRAP,
            Opcode.TRAPZ,
            Opcode.TRAPNZ,
            Opcode.RETURN,
            Opcode.CALL,
            Opcode.CALL_INDIRECT,
            Opcode.RETURN_CALL,
            Opcode.RETURN_CALL_INDIRECT,
            Opcode.FUNC_ADDR,
            Opcode.TRY_CALL,
            Opcode.TRY_CALL_INDIRECT,
            Opcode.LOAD,
            Opcode.STORE,
            Opcode.ULOAD8,
            Opcode.SLOAD8,
            Opcode.ISTORE8,
            Opcode.ULOAD16,
            Opcode.SLOAD16,
            Opcode.ISTORE16,
            Opcode.ULOAD32,
            Opcode.SLOAD32,
            Opcode.ISTORE32,
            Opcode.STACK_SWITCH,
            Opcode.ULOAD8X8,
            Opcode.SLOAD8X8,
            Opcode.ULOAD16X4,
            Opcode.SLOAD16X4,
            Opcode.ULOAD32X2,
            Opcode.SLOAD32X2,
            Opcode.STACK_ADDR,
            Opcode.DYNAMIC_STACK_ADDR,
            Opcode.SYMBOL_VALUE,
            Opcode.TLS_VALUE,
            Opcode.GET_PINNED_REG,
            Opcode.SET_PINNED_REG,
            Opcode.GET_FRAME_POINTER,
            Opcode.GET_STACK_POINTER,
            Opcode.GET_RETURN_ADDRESS,
            Opcode.GET_EXCEPTION_HANDLER_ADDRESS,
            Opcode.F128CONST,
            Opcode.VCONST,
            Opcode.NOP,
            Opcode.ATOMIC_RMW,
            Opcode.ATOMIC_CAS,
            Opcode.ATOMIC_LOAD,
            Opcode.ATOMIC_STORE,
            Opcode.FENCE,
            Opcode.SEQUENCE_POINT);

    private final Evaluator evaluator = new Evaluator();
    private final Random random = new Random(3);

    private static List<Type> allTypes() {
        List<Type> types = new ArrayList<>();
        for (int lane = Type.I8.id(); lane <= Type.F128.id(); lane++) {
            for (int lanes = 1; lanes <= 16; lanes *= 2) {
                Type type = Type.vector(Type.ofId(lane), lanes);
                if (type.bits() <= 128) {
                    types.add(type);
                    if (lanes > 1) {
                        types.add(Type.dynamicVector(Type.ofId(lane), lanes));
                    }
                }
            }
        }
        return types;
    }

    private static List<Type> accepted(OperandType operand, Type ctrl) {
        if (operand.isDetermined()) {
            Type only = operand.resolve(ctrl);
            return only.isInvalid() || only.bits() > 128 ? List.of() : List.of(only);
        }
        return allTypes().stream().filter(type -> operand.accepts(type, ctrl)).toList();
    }

    private static InstData inst(Opcode opcode, Type ctrl) {
        return switch (opcode.format()) {
            case UNARY -> new InstData.Unary(opcode, 0);
            case BINARY -> new InstData.Binary(opcode, 0, 0);
            case TERNARY -> new InstData.Ternary(opcode, 0, 0, 0);
            case UNARY_IMM -> new InstData.UnaryImm(opcode, -1);
            case UNARY_IEEE16 -> new InstData.UnaryIeee16(opcode, 0xffff);
            case UNARY_IEEE32 -> new InstData.UnaryIeee32(opcode, -1);
            case UNARY_IEEE64 -> new InstData.UnaryIeee64(opcode, -1);
            case INT_COMPARE -> new InstData.IntCompare(opcode, IntCC.ULE, 0, 0);
            case FLOAT_COMPARE -> new InstData.FloatCompare(opcode, FloatCC.ULE, 0, 0);
            case INT_ADD_TRAP -> new InstData.IntAddTrap(opcode, 0, 0, TrapCode.user(1));
            case BINARY_IMM8 ->
                new InstData.BinaryImm8(opcode, 0, opcode == Opcode.EXTRACTLANE ? ctrl.laneCount() - 1 : 0);
            case TERNARY_IMM8 -> new InstData.TernaryImm8(opcode, 0, 0, ctrl.laneCount() - 1);
            case SHUFFLE -> new InstData.Shuffle(opcode, 0, 0, 0x1f10_0f01_0203_0405L, 0x1a1b_1c1d_0007_0809L);
            case LOAD_NO_OFFSET -> new InstData.LoadNoOffset(opcode, MemFlags.DEFAULT, 0);
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
    }

    @Test
    void everyOpcodeIsEitherComputedOrListed() {
        for (int i = 0; i < Opcode.count(); i++) {
            Opcode opcode = Opcode.of(i);
            assertThat(Evaluator.computes(opcode)).as(opcode.mnemonic()).isNotEqualTo(OTHERS.contains(opcode));
        }
    }

    @Test
    void everyCombinationOfTypesIsComputed() {
        int combinations = 0;
        for (int i = 0; i < Opcode.count(); i++) {
            Opcode opcode = Opcode.of(i);
            if (!Evaluator.computes(opcode)) {
                continue;
            }
            int before = combinations;
            List<Type> ctrls = opcode.isPolymorphic()
                    ? allTypes().stream().filter(opcode.ctrlTypes()::contains).toList()
                    : List.of(Type.INVALID);
            for (Type ctrl : ctrls) {
                combinations += combinations(opcode, ctrl);
            }
            assertThat(combinations).as(opcode.mnemonic()).isGreaterThan(before);
        }
        assertThat(combinations).isGreaterThan(3_000);
    }

    private int combinations(Opcode opcode, Type ctrl) {
        List<Type> results = accepted(opcode.resultType(0), ctrl);
        if (results.isEmpty()) {
            return 0;
        }
        Type result = results.getFirst();
        List<Type> firsts = opcode.fixedArgCount() == 0 ? List.of(Type.INVALID) : accepted(opcode.argType(0), ctrl);
        int count = 0;
        for (Type first : firsts) {
            if (opcode != Opcode.BITCAST || first.bits() == result.bits()) {
                count++;
                evaluate(opcode, ctrl, result, first);
            }
        }
        return count;
    }

    private void evaluate(Opcode opcode, Type ctrl, Type result, Type first) {
        for (int operand = 0; operand < opcode.fixedArgCount(); operand++) {
            List<Type> types = operand == 0 ? List.of(first) : accepted(opcode.argType(operand), ctrl);
            int bits = types.isEmpty() ? 0 : types.getFirst().bits();
            long lo = bits == 0 ? 0 : random.nextLong() >>> (64 - Math.min(bits, 64));
            evaluator.operand(operand, lo, bits == 128 ? random.nextLong() : 0);
        }
        String what = opcode.mnemonic() + '.' + ctrl + " of " + first;
        if (evaluator.evaluate(inst(opcode, ctrl), ctrl, result, first)) {
            long beyondLo = result.bits() >= 64 ? 0 : evaluator.lo() >>> result.bits();
            long beyondHi = result.bits() == 128 ? 0 : evaluator.hi();
            assertThat(beyondLo | beyondHi)
                    .as("%s: bits beyond %s", what, result)
                    .isZero();
            assertThat(evaluator.trap()).as(what).isEqualTo(TrapCode.NONE);
        } else {
            assertThat(opcode.canTrap()).as(what).isTrue();
            assertThat(evaluator.trap()).as(what).isNotEqualTo(TrapCode.NONE);
        }
    }
}
