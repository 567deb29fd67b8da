package dev.gantry.wasm.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmFormatException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.WasmValidationException;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.binary.ModuleBytes;
import org.junit.jupiter.api.Test;

/** Bodies of a function {@code (i32, i64, f32, f64) -> ()}; see {@link ModuleBytes#moduleWithBody}. */
class FunctionValidatorTest {
    private static void valid(String code) {
        Validator.validate(BinaryReader.parse(ModuleBytes.moduleWithBody(ModuleBytes.body(code))));
    }

    private static void invalid(String reason, String code) {
        rejected(WasmValidationException.class, reason, code);
    }

    private static void malformed(String reason, String code) {
        rejected(WasmFormatException.class, reason, code);
    }

    private static void rejected(Class<? extends WasmException> kind, String reason, String code) {
        WasmModule module = BinaryReader.parse(ModuleBytes.moduleWithBody(ModuleBytes.body(code)));
        Throwable t = catchThrowable(() -> Validator.validate(module));
        assertThat(t).as(code).isInstanceOf(kind);
        WasmException e = (WasmException) t;
        assertThat(e.reason()).startsWith(reason);
        assertThat(e.functionIndex()).isZero();
        int start = module.bodyStart(0);
        assertThat(e.offset()).isBetween(start, start + module.bodyLength(0));
    }

    @Test
    void operandsMustHaveTheirTypes() {
        valid("20 00 20 00 6a 1a");
        valid("20 02 20 02 92 bb 1a");
        invalid("type mismatch: expected i32, found i64", "20 00 20 01 6a 1a");
        invalid("type mismatch: expected i32, found nothing", "20 00 6a 1a");
        invalid("type mismatch", "1a");
        invalid("type mismatch: 1 values left over", "20 00");
        invalid("type mismatch", "20 00 20 01 46 1a");
    }

    @Test
    void constants() {
        valid("41 7f 42 80 80 80 80 80 80 80 80 80 7f 43 00 00 00 00 44 00 00 00 00 00 00 00 00 1a 1a 1a 1a");
        malformed("integer representation too long", "41 ff ff ff ff ff 7f 1a");
        malformed("integer too large", "41 ff ff ff ff 0f 1a");
        malformed("unexpected end", "43 00 00");
    }

    @Test
    void variables() {
        valid("20 00 21 00 20 01 22 01 1a");
        invalid("unknown local 4", "20 04 1a");
        invalid("unknown local 4294967295", "20 ff ff ff ff 0f 1a");
        invalid("type mismatch", "20 00 21 01");
        valid("20 00 24 00 23 00 1a 23 01 1a");
        invalid("immutable global 1", "20 01 24 01");
        invalid("unknown global 2", "23 02 1a");
    }

    @Test
    void blocksAndLabels() {
        valid("02 40 0b 03 40 0b 02 7f 41 00 0b 1a");
        valid("20 00 04 7f 41 01 05 41 02 0b 1a");
        valid("20 00 04 40 0b");
        valid("41 00 02 03 0b 1a"); // a block with a parameter
        valid("41 00 41 00 02 02 1a 1a 42 00 42 00 0b 1a 1a");
        invalid("type mismatch: if without else", "20 00 04 7f 41 01 0b 1a");
        invalid("type mismatch", "02 7f 0b 1a");
        invalid("type mismatch", "02 40 41 00 0b");
        invalid("type mismatch: expected a value, found nothing", "41 00 02 40 1a 0b"); // below the block
        invalid("unknown type 99", "02 e3 00 0b");
        malformed("malformed value type", "02 41 0b");
        malformed("malformed block type", "02 ff 7f 0b");
        malformed("unexpected else", "05");
        malformed("unexpected else", "20 00 04 40 05 05 0b");
        malformed("section size mismatch", "0b");
        valid("02 40 0c 00 0b 03 40 20 00 0d 00 0b");
        valid("0c 00");
        invalid("unknown label 1", "0c 01");
        invalid("unknown label 4294967295", "0c ff ff ff ff 0f");
        invalid("type mismatch", "02 7f 0c 00 0b 1a");
        valid("02 7f 41 07 20 00 0d 00 0b 1a");
        invalid("type mismatch", "02 7f 20 00 0d 00 41 01 0b 1a");
        invalid("type mismatch", "03 7f 0c 00 0b"); // a loop's label takes its parameters, its end gives results
    }

    @Test
    void branchTables() {
        valid("02 40 20 00 0e 01 00 01 0b");
        valid("02 7f 41 00 41 00 0e 01 00 00 0b 1a");
        invalid("unknown label 2", "02 40 20 00 0e 01 02 00 0b");
        invalid("type mismatch: labels", "02 7f 02 40 41 00 0e 01 00 01 0b 41 00 0b 1a");
        invalid("type mismatch", "02 7e 02 7f 41 00 41 00 0e 01 00 01 0b 1a 42 00 0b 1a");
        malformed("too many br_table labels", "20 00 0e ff ff ff 7f 00");
        malformed("unexpected end", "20 00 0e 20 00");
        valid("02 7e 02 7f 00 0e 01 00 01 0b 1a 42 00 0b 1a"); // unreachable: unknown operands fit both
    }

    @Test
    void whatCannotBeReachedIsCheckedToo() {
        valid("00 6a 1a");
        valid("00 1b 1a");
        valid("0f 41 00 6a 1a");
        valid("00 02 7f 00 0b 1a");
        invalid("type mismatch", "00 42 00 41 00 6a 1a");
        invalid("type mismatch", "00 02 40 6a 0b");
        invalid("type mismatch", "00 41 00");
        invalid("unknown local 9", "00 20 09 1a");
        invalid("alignment must not be larger than natural", "00 28 03 00 1a");
        invalid("type mismatch", "02 40 00 0b 6a 1a");
        malformed("illegal opcode ff", "00 ff");
    }

    @Test
    void callsAndReferences() {
        valid("10 01");
        valid("41 00 41 00 10 02 1a 1a");
        invalid("unknown function 4", "10 04");
        invalid("type mismatch", "41 00 10 02 1a 1a");
        valid("41 00 11 01 00");
        valid("41 05 41 00 11 03 02 1a");
        invalid("unknown type 4", "41 00 11 04 00");
        invalid("unknown table 3", "41 00 11 01 03");
        invalid("type mismatch", "41 00 11 01 01");
        valid("d0 70 d1 1a d0 6f d1 1a d2 00 1a");
        invalid("undeclared function reference 2", "d2 02 1a");
        invalid("type mismatch: expected a reference", "41 00 d1 1a");
        malformed("malformed reference type", "d0 7f 1a");
        valid("41 00 41 00 41 00 1b 1a");
        invalid("type mismatch", "41 00 42 00 41 00 1b 1a");
        invalid("type mismatch", "d0 70 d0 70 41 00 1b 1a");
        valid("d0 70 d0 70 41 00 1c 01 70 1a");
        invalid("invalid result arity", "d0 70 d0 70 41 00 1c 00 1a");
        invalid("invalid result arity", "d0 70 d0 70 41 00 1c 02 70 70 1a");
        invalid("type mismatch", "d0 6f d0 70 41 00 1c 01 70 1a");
    }

    @Test
    void memoryOperators() {
        valid("41 00 28 02 00 1a 41 00 42 00 37 03 ff ff ff ff 0f");
        invalid("alignment must not be larger than natural", "41 00 28 03 00 1a");
        invalid("alignment must not be larger than natural", "41 00 2d 01 00 1a");
        invalid("offset out of range", "41 00 28 02 80 80 80 80 10 1a");
        malformed("malformed memop flags", "41 00 28 80 01 00 1a");
        rejected(WasmUnsupportedException.class, "not supported: memory index", "41 00 28 42 00 00 1a");
        invalid("type mismatch", "42 00 28 02 00 1a");
        valid("3f 00 40 00 1a");
        invalid("unknown memory 1", "3f 01 1a");
        valid("41 00 41 00 41 00 fc 0a 00 00 41 00 41 00 41 00 fc 0b 00");
        valid("41 00 41 00 41 00 fc 08 00 00 fc 09 00");
        invalid("unknown data segment 1", "fc 09 01");
        invalid("unknown data segment 1", "41 00 41 00 41 00 fc 08 01 00");
        invalid("type mismatch", "41 00 41 00 42 00 fc 0b 00");
    }

    @Test
    void tableOperators() {
        valid("41 00 25 00 1a 41 00 d0 6f 26 01 fc 10 00 1a");
        invalid("type mismatch", "41 00 d0 70 26 01");
        invalid("unknown table 7", "41 00 25 07 1a");
        valid("d0 6f 41 01 fc 0f 01 1a 41 00 d0 6f 41 01 fc 11 01");
        invalid("type mismatch", "d0 70 41 01 fc 0f 01 1a");
        valid("41 00 41 00 41 00 fc 0e 00 02");
        invalid("type mismatch", "41 00 41 00 41 00 fc 0e 00 01");
        valid("41 00 41 00 41 00 fc 0c 00 02 fc 0d 01");
        invalid("type mismatch", "41 00 41 00 41 00 fc 0c 01 02");
        invalid("unknown elem segment 2", "fc 0d 02");
        malformed("illegal opcode fc 12", "fc 12");
    }

    @Test
    void vectors() {
        String v = "fd 0c 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ";
        valid(v + v + "fd 6e 1a");
        valid(v + v + "fd 0d 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 1f 1a");
        invalid("invalid lane index", v + v + "fd 0d 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 20 1a");
        valid(v + "fd 15 0f 1a");
        invalid("invalid lane index", v + "fd 15 10 1a");
        invalid("invalid lane index", v + "fd 1d 02 1a");
        valid("41 00 " + v + "fd 57 03 00 01 1a");
        invalid("invalid lane index", "41 00 " + v + "fd 57 03 00 02 1a");
        invalid("alignment must not be larger than natural", "41 00 fd 00 05 00 1a");
        valid(v + "fd ff 01 1a");
        malformed("illegal opcode fd 9a", v + "fd 9a 01 1a");
        rejected(WasmUnsupportedException.class, "not supported: relaxed", v + v + "fd 80 02 1a");
        valid(v + v + "41 00 1b 1a");
    }

    @Test
    void laterProposalsAreNamed() {
        String[][] cases = {
            {"tail-call", "12 00"},
            {"exceptions", "06 40 0b"},
            {"exceptions", "1f 40 00 0b"},
            {"gc", "fb 00 00"},
            {"threads", "fe 00 02 00"},
            {"function-references", "d4"},
            {"wide-arithmetic", "fc 13"}
        };
        for (String[] c : cases) {
            WasmModule m = BinaryReader.parse(ModuleBytes.moduleWithBody(ModuleBytes.body(c[1])));
            assertThat(catchThrowable(() -> Validator.validate(m)))
                    .isInstanceOf(WasmUnsupportedException.class)
                    .hasMessageContaining(c[0]);
        }
    }

    @Test
    void nestingAndOperandsAreBounded() {
        valid("02 40 ".repeat(40_000) + "0b ".repeat(40_000));
        malformed("blocks nested too deeply", "02 40 ".repeat(60_000) + "0b ".repeat(60_000));
        malformed("too many operands", "41 00 ".repeat(1_100_000));
    }

    @Test
    void aValidatorRecoversAfterAnError() {
        FunctionValidator validator = new FunctionValidator();
        WasmModule bad = BinaryReader.parse(ModuleBytes.moduleWithBody(ModuleBytes.body("02 40 02 40 6a")));
        assertThat(catchThrowable(() -> validator.validate(bad, 0, IgnoreOperators.INSTANCE)))
                .isInstanceOf(WasmValidationException.class);
        WasmModule good = BinaryReader.parse(ModuleBytes.moduleWithBody(ModuleBytes.body("20 00 1a")));
        validator.validate(good, 0, IgnoreOperators.INSTANCE);
    }

    @Test
    void manyLocalsInRuns() {
        StringBuilder runs = new StringBuilder("64 ");
        for (int i = 0; i < 100; i++) runs.append(i % 2 == 0 ? "f3 03 7f " : "01 7e ");
        // 50 runs of 499 i32 with one i64 after each, after 4 parameters: local 4 + 500 * n - 1 is an i64.
        byte[] contents = ModuleBytes.join(
                "" + runs,
                "20",
                ModuleBytes.leb(4 + 500 * 49 - 1),
                "50 1a 20",
                ModuleBytes.leb(4 + 500 * 49),
                "45 1a 0b");
        byte[] body = ModuleBytes.join(ModuleBytes.leb(contents.length), contents);
        Validator.validate(BinaryReader.parse(ModuleBytes.moduleWithBody(body)));
    }
}
