package dev.gantry.wasm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.validate.Validator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatParserTest {
    static String resource(String name) throws IOException {
        try (InputStream in = WatParserTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The body of the only function, without locals and the last end. */
    private static String body(String instructions) {
        byte[] bytes = WatParser.parse("(type (func)) (memory 1) (table 1 funcref) (func " + instructions + ")");
        WasmModule module = BinaryReader.parse(bytes);
        int start = module.bodyStart(0) + 1;
        return HexFormat.of().formatHex(bytes, start, module.bodyStart(0) + module.bodyLength(0) - 1);
    }

    @Test
    void aModuleOfEverythingHasTheExpectedBytes() throws IOException {
        byte[] bytes = WatParser.parse(resource("everything.wat"));
        Validator.validate(BinaryReader.parse(bytes));
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 32) {
            hex.append(HexFormat.of().formatHex(bytes, i, Math.min(bytes.length, i + 32)))
                    .append('\n');
        }
        if (Boolean.getBoolean("gantry.bless")) {
            Path golden = Path.of(
                    System.getProperty("gantry.root"), "wasm/src/test/resources/dev/gantry/wasm/text/everything.hex");
            Files.writeString(golden, hex);
        }
        assertThat(hex.toString()).isEqualTo(resource("everything.hex"));
    }

    @Test
    void aModuleOfEverythingSurvivesPrinting() throws IOException {
        byte[] bytes = WatParser.parse(resource("everything.wat"));
        assertThat(WatParser.parse(WatPrinter.print(BinaryReader.parse(bytes)))).isEqualTo(bytes);
        ByteArrayOutputStream withOffsets = new ByteArrayOutputStream();
        WatPrinter.print(BinaryReader.parse(bytes), withOffsets, WatPrinter.Offsets.SHOWN);
        assertThat(WatParser.parse(withOffsets.toByteArray())).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (i32.add (i32.const 1) (i32.const 2))                           | 410141026a
            i32.const 1 (drop (i32.const 2)) drop                           | 410141021a1a
            (drop) (i32.add (nop) (i32.const 1))                            | 1a0141016a
            (block (block (br 1)) (br 0))                                   | 024002400c010b0c000b
            block $a block $b br $a end $b br $a end                        | 024002400c010b0c000b
            (block $x (block $x (br $x)) (br $x))                           | 024002400c000b0c000b
            (if (i32.const 1) (then nop))                                   | 41010440010b
            (if (i32.const 1) (then) (else nop))                            | 4101044005010b
            (if $l (i32.eqz (i32.const 1)) (then (br $l)) (else (br $l)))   | 41014504400c00050c000b
            (if (result i32) (i32.const 1) (then (i32.const 2)) (else (i32.const 3))) | 4101047f410205410 30b
            (i32.load (i32.const 0))                                        | 4100280200
            (i32.load offset=8 align=1 (i32.const 0))                       | 4100280008
            (loop (type 0) (br_if 0 (i32.const 1)))                         | 030041010d000b
            (select (result i32) (result i64))                              | 1c027f7e
            (memory.copy) (table.init 0 0) memory.size                      | fc0a0000fc0c00003f00
            call_indirect (type 0)                                          | 110000
            """)
    void instructions(String text, String hex) {
        String elements = text.contains("table.init") ? ") (elem func" : "";
        assertThat(body(text + elements)).isEqualTo(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (module (func nop)) (func)                | 1:21 | unexpected token
            (module (func nop)                        | 1:19 | unexpected token
            (func i32.foo)                            | 1:7  | unknown operator i32.foo
            (func i32.const 0x)                       | 1:17 | unknown operator
            (func i32.const 4294967296)               | 1:17 | constant out of range
            (func f32.const 1e39)                     | 1:17 | constant out of range
            (func (i32.load align=3 (i32.const 0)))   | 1:17 | alignment
            (func $f) (func $f)                       | 1:17 | duplicate func
            (func (param $x i32) (local $x i32))      | 1:29 | duplicate local
            (global $g i32 (i32.const 0)) (global $g i32 (i32.const 0)) | 1:39 | duplicate global
            (func) (import "a" "b" (func))            | 1:8  | import after function
            (func local.get $x)                       | 1:17 | unknown local
            (func call $x)                            | 1:12 | unknown function
            (func br $x)                              | 1:10 | unknown label
            (func block $a end $b)                    | 1:20 | mismatching label
            (func (type 3) (param i32))               | 1:7  | unknown type
            (type (func)) (func (type 0) (param i32)) | 1:21 | inline function type
            (func (result i32) (param i32))           | 1:21 | unexpected token
            (start 0) (start 0)                       | 1:12 | multiple start sections
            (func "a"b)                               | 1:7  | unknown operator
            (func else)                               | 1:7  | unexpected token
            (func end)                                | 1:7  | unexpected token
            (func block)                              | 1:12 | unexpected token
            (func (if (i32.const 0)))                 | 1:24 | unexpected token
            (func (if (then) (then)))                 | 1:18 | unexpected token
            (func (i32.add nop))                      | 1:16 | unexpected token
            (func (then nop))                         | 1:8  | unexpected token
            (data "\\x")                              | 1:7  | illegal escape
            (data "a                                  | 1:7  | unclosed string
            (; (; ;)                                  | 1:1  | unclosed comment
            (@a                                       | 1:4  | unclosed annotation
            (func $)                                  | 1:7  | empty identifier
            (export "\\ff" (func 0))                  | 1:9  | malformed UTF-8
            (func (v128.const i32x4 1 2 3))           | 1:25 | wrong number of lane literals
            (func i8x16.extract_lane_s 256)           | 1:28 | i8 constant out of range
            )                                         | 1:1  | unexpected token
            """)
    void malformed(String text, String position, String reason) {
        WatException e = catchThrowableOfType(WatException.class, () -> WatParser.parse(text.replace("\\\\", "\\")));
        assertThat(e).as(text).isNotNull();
        assertThat(e.kind()).isEqualTo(WatException.Kind.MALFORMED);
        assertThat(e.getMessage()).startsWith(position + ": " + reason);
        assertThat(e.reason()).startsWith(reason);
        assertThat(e.line() + ":" + e.column()).isEqualTo(position);
    }

    @Test
    void laterProposalsAreNamed() {
        String[][] cases = {
            {"(func (return_call 0))", "tail-call"},
            {"(rec (type (func)))", "gc"},
            {"(tag $t)", "exceptions"},
            {"(memory i64 1)", "memory64"},
            {"(func (param (ref func)))", "function-references"},
            {"(func (i8x16.relaxed_swizzle))", "relaxed-simd"},
            {"(func (i32.atomic.load (i32.const 0)))", "threads"},
        };
        for (String[] c : cases) {
            WatException e = catchThrowableOfType(WatException.class, () -> WatParser.parse(c[0]));
            assertThat(e).as(c[0]).isNotNull();
            assertThat(e.kind()).isEqualTo(WatException.Kind.UNSUPPORTED);
            assertThat(e.reason()).isEqualTo("not supported: " + c[1]);
        }
    }

    @Test
    void aTableOfNullsHasNoInitialValue() {
        assertThat(WatParser.parse("(table 1 2 externref (ref.null extern))"))
                .isEqualTo(WatParser.parse("(table 1 2 externref)"));
        assertThat(WatParser.parse("(table 1 funcref (ref.func 0)) (func)"))
                .hasSizeGreaterThan(WatParser.parse("(table 1 funcref) (func)").length);
    }

    @Test
    void linesEndWithAnyLineBreak() {
        WatException e = catchThrowableOfType(WatException.class, () -> WatParser.parse("(func\r\n\n\r  foo)"));
        assertThat(e.line()).isEqualTo(4);
        assertThat(e.column()).isEqualTo(3);
    }

    @Test
    void theTextIsReadInLinearTimeAndWithoutRecursion() {
        int depth = 200_000;
        String folded = "(func (drop " + "(i32.eqz ".repeat(depth) + "(i32.const 0)" + ")".repeat(depth) + "))";
        assertThat(WatParser.parse(folded)).hasSizeGreaterThan(depth);
        String blocks = "(func " + "(block $b ".repeat(depth) + "(br $b)" + ")".repeat(depth) + ")";
        assertThat(WatParser.parse(blocks)).hasSizeGreaterThan(2 * depth);
        String flat = "(func " + "block $b ".repeat(depth) + "br $b " + "end ".repeat(depth) + ")";
        assertThat(WatParser.parse(flat)).hasSizeGreaterThan(2 * depth);
        String ifs = "(func " + "(if (i32.const 0) (then ".repeat(depth) + "))".repeat(depth) + ")";
        assertThat(WatParser.parse(ifs)).hasSizeGreaterThan(3 * depth);
        String comments = "(;".repeat(depth) + ";)".repeat(depth) + "(func)";
        assertThat(WatParser.parse(comments)).isEqualTo(WatParser.parse("(func)"));
        assertThatThrownBy(() -> WatParser.parse("(".repeat(depth))).isInstanceOf(WatException.class);
        StringBuilder functions = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            functions
                    .append("(func $f")
                    .append(i)
                    .append(" (param $p")
                    .append(i)
                    .append(" i32) call $f0)");
        }
        assertThat(WatParser.parse(functions.toString())).hasSizeGreaterThan(50_000);
    }
}
