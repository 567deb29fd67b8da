package dev.gantry.fuzz.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.fuzz.opcodes.Combination;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What an engine may lack, with the reason. Whoever fills a hole takes its row out. */
final class KnownHoles {
    private static final String X64 = "baseline host";
    private static final String INTERPRETER = "interpreter";

    /**
     * A hole.
     *
     * @param engines who may have it
     * @param where which combinations
     * @param reason why
     */
    private record Hole(String engines, Predicate<Combination> where, String reason) {}

    private static final List<Hole> HOLES = List.of(
            // Not done yet.
            new Hole(X64, c -> has(c, t -> t == Type.I128), "not done yet: i128"),
            new Hole(X64, c -> has(c, t -> t.lane() == Type.F16), "not done yet: f16"),
            new Hole(X64 + INTERPRETER, c -> has(c, t -> t == Type.F128), "not done yet: f128"),
            new Hole(X64, c -> has(c, t -> t.isVector() && !t.isDynamicVector()), "not done yet: vectors"),
            new Hole(X64 + INTERPRETER, Combination::isDynamic, "not done yet: dynamic vectors"),
            new Hole(X64 + INTERPRETER, KnownHoles::needsSurroundings, "not done yet: what needs surroundings"),
            new Hole(
                    X64,
                    of(Opcode.BLENDV, Opcode.X86_CVTT2DQ, Opcode.SELECT_SPECTRE_GUARD, Opcode.ISPLIT, Opcode.ICONCAT),
                    "not done yet: opcodes on scalars"),
            new Hole(X64, KnownHoles::narrowConversion, "not done yet: i8 and i16 to and from floats"));

    private KnownHoles() {}

    /** Why an engine may lack a combination; nothing if it must have it. */
    static Optional<String> reason(String engine, Combination combination) {
        for (Hole hole : HOLES) {
            if (hole.engines().contains(engine) && hole.where().test(combination)) {
                return Optional.of(hole.reason());
            }
        }
        return Optional.empty();
    }

    /** What engines do not agree on. */
    static void checkDifferences(List<String> differences) {
        assertThat(differences).as("engines that fail or disagree").isEmpty();
    }

    private static Predicate<Combination> of(Opcode first, Opcode... rest) {
        Set<Opcode> opcodes = EnumSet.of(first, rest);
        return c -> opcodes.contains(c.opcode());
    }

    private static boolean has(Combination combination, Predicate<Type> type) {
        boolean found = type.test(combination.ctrl());
        for (Type operand : combination.operands()) {
            found |= type.test(operand);
        }
        for (int i = 0; i < combination.opcode().resultCount(); i++) {
            found |= type.test(combination.result(i));
        }
        return found;
    }

    private static boolean needsSurroundings(Combination combination) {
        return switch (combination.opcode()) {
            case TRY_CALL,
                    TRY_CALL_INDIRECT,
                    STACK_SWITCH,
                    DYNAMIC_STACK_ADDR,
                    SYMBOL_VALUE,
                    TLS_VALUE,
                    GET_FRAME_POINTER,
                    GET_STACK_POINTER,
                    GET_RETURN_ADDRESS,
                    GET_EXCEPTION_HANDLER_ADDRESS -> true;
            default -> false;
        };
    }

    private static boolean narrowConversion(Combination combination) {
        return switch (combination.opcode()) {
            case FCVT_FROM_SINT, FCVT_FROM_UINT, FCVT_TO_SINT, FCVT_TO_UINT, FCVT_TO_SINT_SAT, FCVT_TO_UINT_SAT -> true;
            default -> false;
        };
    }
}
