package dev.gantry.examples;

import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.text.WastCommand;
import dev.gantry.wasm.text.WastParser;
import dev.gantry.wasm.text.WatException;
import dev.gantry.wasm.text.WatParser;
import dev.gantry.wasm.text.WatPrinter;
import java.util.HexFormat;
import java.util.Optional;

/** Converts modules from the text format to the binary format and back, reads a test script, and shows an error. */
public final class ConvertText {
    private static final String FOLDED = """
            (module $counter
              (global $count (mut i64) (i64.const 0))
              (func $next (export "next") (result i64)
                (global.set $count (i64.add (global.get $count) (i64.const 1)))
                (global.get $count)))
            """;

    private static final String SCRIPT = """
            (module (func (export "double") (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1))))
            (assert_return (invoke "double" (i32.const 21)) (i32.const 42))
            (assert_invalid (module (func (result i32))) "type mismatch")
            """;

    private ConvertText() {}

    /** Runs the example. */
    public static void main(String[] args) {
        byte[] binary = WatParser.parse(FOLDED);
        System.out.println(
                binary.length + " bytes: " + HexFormat.ofDelimiter(" ").formatHex(binary, 0, 8) + " ...");
        System.out.print(WatPrinter.print(BinaryReader.parse(binary)));

        WastParser script = new WastParser(SCRIPT);
        for (Optional<WastCommand> next = script.next(); next.isPresent(); next = script.next()) {
            WastCommand command = next.get();
            System.out.println(
                    "line " + command.line() + ": " + command.getClass().getSimpleName());
        }

        try {
            WatParser.parse("(module\n  (func $f (result i32) (local.get $x)))");
        } catch (WatException e) {
            System.out.println(e.getMessage());
        }
    }
}
