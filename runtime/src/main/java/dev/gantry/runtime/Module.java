package dev.gantry.runtime;

import dev.gantry.runtime.compile.CompiledModule;
import dev.gantry.runtime.compile.ModuleCompiler;
import dev.gantry.wasm.Export;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.Import;
import dev.gantry.wasm.ImportDesc;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.text.WatParser;
import dev.gantry.wasm.validate.Validator;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A validated and compiled WebAssembly module. Immutable; may be instantiated many times, by several threads. */
public final class Module implements AutoCloseable {
    private final Engine engine;
    private final CompiledModule compiled;
    private final Cleaner.Cleanable cleanable;
    private final Map<String, Export> exports = new HashMap<>();

    private Module(Engine engine, CompiledModule compiled) {
        this.engine = engine;
        this.compiled = compiled;
        this.cleanable = Engine.CLEANER.register(this, compiled::release);
        for (Export export : compiled.wasm().exports()) {
            exports.put(export.name(), export);
        }
    }

    /**
     * Parses, validates and compiles a module in the binary format.
     *
     * @param engine the engine to compile for
     * @param bytes the module; must not be changed afterwards
     * @return the module
     * @throws dev.gantry.wasm.WasmException if the bytes are malformed or invalid
     */
    public static Module fromBinary(Engine engine, byte[] bytes) {
        WasmModule wasm =
                BinaryReader.parse(bytes, 0, bytes.length, engine.config().features());
        Validator.checkModule(wasm);
        return new Module(
                engine,
                ModuleCompiler.compile(engine.backend(), wasm, engine.config().compileThreads()));
    }

    /**
     * As {@link #fromBinary}, from a file in the binary or the text format (told apart by its first bytes).
     *
     * @throws IOException if the file cannot be read
     */
    public static Module fromFile(Engine engine, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        boolean binary = bytes.length > 0 && bytes[0] == 0;
        return fromBinary(engine, binary ? bytes : WatParser.parse(bytes));
    }

    /** As {@link #fromBinary}, from the text format. */
    public static Module fromWat(Engine engine, String text) {
        return fromBinary(engine, WatParser.parse(text));
    }

    /**
     * Parses and validates without compiling.
     *
     * @throws dev.gantry.wasm.WasmException if the bytes are malformed or invalid
     */
    public static void validate(Engine engine, byte[] bytes) {
        Validator.validate(
                BinaryReader.parse(bytes, 0, bytes.length, engine.config().features()));
    }

    /** {@return the engine it was compiled for} */
    public Engine engine() {
        return engine;
    }

    /** {@return its name from the name section, or an empty string} */
    public String name() {
        return wasm().names().module().orElse("");
    }

    /** {@return what it imports, in order} */
    public List<ImportType> imports() {
        List<ImportType> types = new ArrayList<>();
        for (Import item : wasm().imports()) {
            types.add(new ImportType(item.module(), item.name(), importType(item.desc())));
        }
        return types;
    }

    /** {@return what it exports, in order} */
    public List<ExportType> exports() {
        List<ExportType> types = new ArrayList<>();
        for (Export export : wasm().exports()) {
            types.add(new ExportType(export.name(), exportType(export.kind(), export.index())));
        }
        return types;
    }

    ExternType importType(ImportDesc desc) {
        return switch (desc) {
            case ImportDesc.Func func -> new ExternType.Func(wasm().type(func.typeIndex()));
            case ImportDesc.Table table -> new ExternType.Table(table.type());
            case ImportDesc.Memory memory -> new ExternType.Memory(memory.type());
            case ImportDesc.Global global -> new ExternType.Global(global.type());
        };
    }

    private ExternType exportType(ExternKind kind, int index) {
        return switch (kind) {
            case FUNC -> new ExternType.Func(wasm().funcType(index));
            case TABLE -> new ExternType.Table(wasm().table(index));
            case MEMORY -> new ExternType.Memory(wasm().memory(index));
            case GLOBAL -> new ExternType.Global(wasm().global(index));
        };
    }

    /** {@return the parsed module} */
    public WasmModule wasm() {
        return compiled.wasm();
    }

    /** {@return bytes of machine code} */
    public long codeSize() {
        return compiled.jit().codeSize();
    }

    CompiledModule compiled() {
        return compiled;
    }

    /** The exports by name. */
    Map<String, Export> exportMap() {
        return exports;
    }

    /** Gives the code up: it is freed when no instance needs it any more. The module must not be instantiated afterwards. */
    @Override
    public void close() {
        cleanable.clean();
    }
}
