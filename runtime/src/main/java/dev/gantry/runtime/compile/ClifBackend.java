package dev.gantry.runtime.compile;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.link.NameSymbols;
import dev.gantry.link.Symbols;
import dev.gantry.link.Trampolines;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.clif.TranslatorSettings;
import dev.gantry.wasm.clif.VmContextLayout;
import dev.gantry.wasm.clif.WasmAbi;
import dev.gantry.wasm.clif.WasmTranslator;

/** The optimising compiler: WebAssembly to CLIF to machine code. */
public final class ClifBackend implements CompilerBackend {
    /** Largest frame, in bytes, in the mode without signals; guest stacks keep twice as much below their limit. */
    public static final int MAX_FRAME_OF_CHECKS = 1 << 20;

    private final TargetIsa target;
    private final TranslatorSettings settings;

    /** A compiler for a target, with these settings of the translation. */
    public ClifBackend(TargetIsa target, TranslatorSettings settings) {
        this.target = target;
        this.settings = settings;
    }

    @Override
    public BodyCompiler newBodyCompiler(WasmModule module, VmContextLayout layout) {
        WasmTranslator translator = new WasmTranslator();
        Compiler compiler = new Compiler(target);
        int imported = module.importedFuncCount();
        return function -> {
            Function clif = translator.translate(module, layout, function, settings);
            CompiledFunction compiled = compiler.compile(clif);
            checkFrame(compiled.frameBytes(), function);
            return new CompiledBody(
                    compiled.code(), new NameSymbols(compiled.symbols(), name -> functionNumber(name, imported)));
        };
    }

    /** Where a function notices an overflow of the stack only after it has made its frame, that frame must fit below the limit. */
    private void checkFrame(int bytes, int function) {
        if (settings.traps() == TranslatorSettings.Traps.CALLING && bytes > MAX_FRAME_OF_CHECKS) {
            throw new WasmUnsupportedException(
                    "a stack frame of " + bytes + " bytes is not supported without signals", 0, function);
        }
    }

    private static int functionNumber(ExternalName name, int imported) {
        return name instanceof ExternalName.User user && user.namespace() == WasmAbi.FUNCTION_NAMESPACE
                ? user.index() - imported
                : Symbols.EXTERNAL;
    }

    @Override
    public CompiledBody entryTrampoline(FuncType type) {
        return compile(Trampolines.entry(WasmAbi.signature(type), WasmAbi.HIDDEN_PARAMS));
    }

    @Override
    public CompiledBody hostAdapter(FuncType type, long exit) {
        return compile(Trampolines.adapter(WasmAbi.signature(type), exit));
    }

    private CompiledBody compile(Function function) {
        CompiledFunction compiled = new Compiler(target).compile(function);
        return new CompiledBody(compiled.code(), new NameSymbols(compiled.symbols(), name -> Symbols.EXTERNAL));
    }
}
