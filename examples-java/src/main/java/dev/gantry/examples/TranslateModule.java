package dev.gantry.examples;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.clif.TranslatorSettings;
import dev.gantry.wasm.clif.VmContextLayout;
import dev.gantry.wasm.clif.WasmTranslator;
import dev.gantry.wasm.text.WatParser;
import dev.gantry.wasm.validate.Validator;

/**
 * Translates the functions of a WebAssembly module to CLIF.
 *
 * <p>The hidden first parameter of every function is the vmctx, the structure that holds what belongs to the instance; its layout follows from the
 * module. The load below is checked by nothing but the guard region behind the memory.
 */
public final class TranslateModule {
    private static final String MODULE = """
            (module
              (memory 1)
              (global $count (mut i32) (i32.const 0))
              (func $load (param $address i32) (result i64)
                (global.set $count (i32.add (global.get $count) (i32.const 1)))
                (i64.load offset=8 (local.get $address))))
            """;

    private TranslateModule() {}

    /** Runs the example. */
    public static void main(String[] args) {
        WasmModule module = BinaryReader.parse(WatParser.parse(MODULE));
        Validator.checkModule(module); // the bodies are validated as they are translated
        VmContextLayout layout = new VmContextLayout(module);
        WasmTranslator translator = new WasmTranslator();
        for (int i = module.importedFuncCount(); i < module.funcCount(); i++) {
            Function function = translator.translate(module, layout, i, TranslatorSettings.DEFAULT);
            System.out.println("; " + module.names().function(i).orElse("?"));
            System.out.print(ClifPrinter.print(function));
        }
    }
}
