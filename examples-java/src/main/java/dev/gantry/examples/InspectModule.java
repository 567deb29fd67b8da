package dev.gantry.examples;

import dev.gantry.wasm.Export;
import dev.gantry.wasm.Import;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.validate.Validator;
import java.util.HexFormat;

/**
 * Reads a module in the binary format, validates it, and lists what is in it; shows the errors of modules that are malformed or invalid.
 *
 * <p>The reader looks at the sections only; function bodies are decoded by the validator. A {@link WasmModule} is a view of its bytes.
 */
public final class InspectModule {
    /** {@code (module (import "env" "f" (func (param i32))) (memory 1) (func (export "go") (i32.const 7) (call 0)))}. */
    private static final String MODULE = """
            00 61 73 6d  01 00 00 00
            01 08  02  60 01 7f 00  60 00 00
            02 09  01  03 65 6e 76  01 66  00 00
            03 02  01  01
            05 03  01  00 01
            07 06  01  02 67 6f  00 01
            0a 08  01  06 00  41 07  10 00  0b
            """;

    private InspectModule() {}

    /** Runs the example. */
    public static void main(String[] args) {
        byte[] bytes = HexFormat.of().parseHex(MODULE.replaceAll("\\s", ""));
        WasmModule module = BinaryReader.parse(bytes);
        Validator.validate(module);
        for (Import item : module.imports()) {
            System.out.println("import " + item.module() + "." + item.name() + ": " + item.desc());
        }
        for (Export item : module.exports()) {
            System.out.println("export " + item.name() + ": " + item.kind().keyword() + " " + item.index());
        }
        for (int i = 0; i < module.funcCount(); i++) {
            System.out.println("function " + i + ": " + module.funcType(i));
        }
        System.out.println("memory 0: " + module.memory(0));
        System.out.println("body 0: " + module.bodyLength(0) + " bytes at " + module.bodyStart(0));

        byte[] invalid = bytes.clone();
        invalid[bytes.length - 5] = 0x42; // i64.const instead of i32.const
        report(invalid);
        byte[] malformed = bytes.clone();
        malformed[9] = 9; // the type section is one byte longer than what is in it
        report(malformed);
    }

    private static void report(byte[] bytes) {
        try {
            Validator.validate(BinaryReader.parse(bytes));
        } catch (WasmException e) {
            System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
