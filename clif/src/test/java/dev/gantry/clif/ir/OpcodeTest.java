package dev.gantry.clif.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpcodeTest {
    private static final Set<String> NOT_VALUES = Set.of(
            "block_call",
            "block_then",
            "block_else",
            "jump_table",
            "trapcode",
            "func_ref",
            "sig_ref",
            "exception_table",
            "varargs",
            "uimm8",
            "memflags",
            "offset32",
            "stack_slot",
            "dynamic_stack_slot",
            "global_value",
            "raw_block",
            "imm64",
            "ieee16",
            "ieee32",
            "ieee64",
            "pool_constant",
            "uimm128",
            "intcc",
            "floatcc",
            "atomic_rmw_op");

    /** Opcodes of the dialect; what is more is our own. */
    private static final int DIALECT = 163;

    @Test
    void tableHasAllOpcodes() {
        assertThat(Opcode.count()).isGreaterThanOrEqualTo(DIALECT);
        assertThat(Opcode.ofMnemonic("uadd_overflow_trap")).isEqualTo(Opcode.UADD_OVERFLOW_TRAP);
        assertThat(Opcode.ofMnemonic("icmp_imm")).isNull();
    }

    @Test
    void typeOperandControlsWhereTheTableSaysSo() {
        assertThat(Opcode.IADD.inferringArg()).isEqualTo(0);
        assertThat(Opcode.SELECT.inferringArg()).isEqualTo(1);
        assertThat(Opcode.ATOMIC_CAS.inferringArg()).isEqualTo(2);
        assertThat(Opcode.LOAD.inferringArg()).isEqualTo(-1);
        assertThat(Opcode.UEXTEND.inferringArg()).isEqualTo(-1);
        assertThat(Opcode.ULOAD32.inferringArg()).isEqualTo(0);
        assertThat(Opcode.SWIZZLE.isPolymorphic()).isFalse();
    }

    @Test
    void resultTypesFollowTheControllingType() {
        assertThat(Opcode.ICMP.resultType(0).resolve(Type.I64)).isEqualTo(Type.I8);
        assertThat(Opcode.ICMP.resultType(0).resolve(Type.I32X4)).isEqualTo(Type.I32X4);
        assertThat(Opcode.FCMP.resultType(0).resolve(Type.F64X2)).isEqualTo(Type.I64X2);
        assertThat(Opcode.ISPLIT.resultType(1).resolve(Type.I128)).isEqualTo(Type.I64);
        assertThat(Opcode.SWIDEN_LOW.resultType(0).resolve(Type.I8X16)).isEqualTo(Type.I16X8);
        assertThat(Opcode.SNARROW.resultType(0).resolve(Type.I16X8)).isEqualTo(Type.I8X16);
        assertThat(Opcode.UEXTEND.argType(0).accepts(Type.I32, Type.I64)).isTrue();
        assertThat(Opcode.UEXTEND.argType(0).accepts(Type.I64, Type.I64)).isFalse();
        assertThat(Opcode.FPROMOTE.argType(0).accepts(Type.I32, Type.F64)).isFalse();
    }

    @Test
    void effects() {
        assertThat(Opcode.IADD.hasSideEffects()).isFalse();
        assertThat(Opcode.LOAD.hasSideEffects()).isFalse();
        assertThat(Opcode.UDIV.canTrap()).isTrue();
        assertThat(Opcode.UDIV.sideEffectsIdempotent()).isTrue();
        assertThat(Opcode.TRAP.isTerminator()).isTrue();
        assertThat(Opcode.RETURN_CALL.isReturn() && Opcode.RETURN_CALL.isCall()).isTrue();
        assertThat(Opcode.TRY_CALL.isBranch() && Opcode.TRY_CALL.isCall()).isTrue();
    }

    /** Formats, properties, numbers of operands and results are those of the reference table, where it is at hand. */
    @Test
    void agreesWithReferenceTable() throws IOException {
        Path table = Path.of(System.getProperty("gantry.shared", "../shared"), "clif", "opcodes.tsv");
        if (!Files.exists(table)) {
            System.out.println("skipped: no reference table of opcodes");
            return;
        }
        int rows = 0;
        for (String line : Files.readAllLines(table)) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] columns = (line + "\t\t\t\t").split("\t", -1);
            rows++;
            Opcode opcode = Opcode.ofMnemonic(columns[0]);
            assertThat(opcode).as(columns[0]).isNotNull();
            assertThat(opcode.format().name().toLowerCase(Locale.ROOT)).isEqualTo(columns[1]);
            assertThat(opcode.fixedArgCount()).as(columns[0]).isEqualTo(values(columns[2]));
            if (!columns[3].contains("varargs")) {
                assertThat(opcode.resultCount()).as(columns[0]).isEqualTo(values(columns[3]));
            }
            Set<String> properties = Set.of(columns[4].isEmpty() ? new String[0] : columns[4].split(" "));
            assertThat(opcode.canTrap()).as(columns[0]).isEqualTo(properties.contains("can_trap"));
            assertThat(opcode.canLoad()).as(columns[0]).isEqualTo(properties.contains("can_load"));
            assertThat(opcode.canStore()).as(columns[0]).isEqualTo(properties.contains("can_store"));
            assertThat(opcode.isCall()).as(columns[0]).isEqualTo(properties.contains("call"));
            assertThat(opcode.isBranch()).as(columns[0]).isEqualTo(properties.contains("branches"));
            assertThat(opcode.isReturn()).as(columns[0]).isEqualTo(properties.contains("returns"));
            assertThat(opcode.otherSideEffects()).as(columns[0]).isEqualTo(properties.contains("other_side_effects"));
            assertThat(opcode.sideEffectsIdempotent())
                    .as(columns[0])
                    .isEqualTo(properties.contains("side_effects_idempotent"));
        }
        assertThat(rows).isEqualTo(DIALECT);
    }

    private static int values(String column) {
        int count = 0;
        for (String operand : column.split(", ")) {
            int colon = operand.indexOf(':');
            count += colon >= 0 && !NOT_VALUES.contains(operand.substring(colon + 1)) ? 1 : 0;
        }
        return count;
    }
}
