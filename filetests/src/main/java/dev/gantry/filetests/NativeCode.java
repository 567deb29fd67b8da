package dev.gantry.filetests;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.DataValue;
import dev.gantry.codegen.CodegenException;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.InvalidFunctionException;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.link.JitModule;
import dev.gantry.link.NameSymbols;
import dev.gantry.link.NativeInvoker;
import dev.gantry.link.NativeThrownException;
import dev.gantry.link.NativeTrapException;
import dev.gantry.link.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions of a file as native code, as far as they could be compiled. */
final class NativeCode implements AutoCloseable {
    /** How the generated matchers say that the rules do not cover an input. */
    private static final String MISSING_RULE = "no rule of term";

    private final List<ClifFunction> functions;
    private final Map<ExternalName, Integer> byName = new HashMap<>();
    /** Why a function is not in the module, by number. */
    private final Map<Integer, String> unsupported = new HashMap<>();

    private final List<String> problems = new ArrayList<>();
    /** Number of each function in the module, or -1. */
    private final int[] moduleNumbers;

    private @Nullable JitModule module;

    private NativeCode(List<ClifFunction> functions) {
        this.functions = functions;
        this.moduleNumbers = new int[functions.size()];
        for (int i = 0; i < functions.size(); i++) {
            byName.put(functions.get(i).function().name(), i);
        }
    }

    /** Compiles functions, which are changed by it, and links those that could be compiled. */
    static NativeCode compile(List<ClifFunction> functions, TargetIsa isa) {
        NativeCode code = new NativeCode(functions);
        code.link(code.compileAll(isa));
        return code;
    }

    private List<@Nullable CompiledFunction> compileAll(TargetIsa isa) {
        Compiler compiler = new Compiler(isa);
        List<@Nullable CompiledFunction> compiled = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            Function function = functions.get(i).function();
            CompiledFunction result = null;
            try {
                result = compiler.compile(function);
            } catch (UnsupportedException e) {
                unsupported.put(i, e.getMessage());
            } catch (CodegenException | InvalidFunctionException e) {
                String message = String.valueOf(e.getMessage());
                unsupported.put(i, message);
                if (!message.contains(MISSING_RULE)) {
                    problems.add(function + ": " + message);
                }
            }
            compiled.add(result);
        }
        return compiled;
    }

    private void link(List<@Nullable CompiledFunction> compiled) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < compiled.size(); i++) {
                CompiledFunction function = compiled.get(i);
                ExternalName missing = function == null ? null : missing(function);
                if (missing != null) {
                    unsupported.put(i, "refers to " + missing + ", which is not there");
                    compiled.set(i, null);
                    changed = true;
                }
            }
        }
        JitModule.Builder builder = JitModule.builder();
        int next = 0;
        for (int i = 0; i < compiled.size(); i++) {
            moduleNumbers[i] = compiled.get(i) == null ? -1 : next++;
        }
        for (CompiledFunction function : compiled) {
            if (function != null) {
                builder.add(function.code(), new NameSymbols(function.symbols(), this::moduleNumber));
            }
        }
        if (next > 0) {
            module = builder.link();
        }
    }

    private int moduleNumber(ExternalName name) {
        Integer number = byName.get(name);
        return number == null ? Symbols.EXTERNAL : moduleNumbers[number];
    }

    private @Nullable ExternalName missing(CompiledFunction function) {
        for (ExternalName name : function.symbols()) {
            Integer number = byName.get(name);
            boolean there = number == null ? name instanceof ExternalName.Library : !unsupported.containsKey(number);
            if (!there) {
                return name;
            }
        }
        return null;
    }

    /** What went wrong that is nobody's fault but the compiler's. */
    List<String> problems() {
        return problems;
    }

    @Override
    public void close() {
        if (module != null) {
            module.close();
        }
    }

    /** Calls functions on a stack of its own. For one thread. */
    static final class Caller implements AutoCloseable {
        private @Nullable NativeInvoker invoker;

        private NativeInvoker invoker() {
            NativeInvoker current = invoker;
            if (current == null) {
                current = new NativeInvoker(new Compiler(TargetIsa.host(Settings.DEFAULT)));
                invoker = current;
            }
            return current;
        }

        Engine.Call call(NativeCode code, int number, List<DataValue> args) {
            String reason = code.unsupported.get(number);
            if (reason != null) {
                return new Engine.Call.Unsupported(reason);
            }
            Signature signature = code.functions.get(number).function().signature();
            JitModule module = code.module;
            if (module == null) {
                return new Engine.Call.Unsupported("no function of the file could be compiled");
            }
            int words = 0;
            for (DataValue arg : args) {
                if (arg.type().bytes() > 16) {
                    return new Engine.Call.Unsupported("a parameter of type " + arg.type());
                }
                words += slotWords(arg.type());
            }
            long[] in = new long[words];
            int at = 0;
            for (DataValue arg : args) {
                for (int w = 0; w < slotWords(arg.type()); w++) {
                    in[at++] = arg.word(w);
                }
            }
            try {
                long[] out = invoker().invoke(module.address(code.moduleNumbers[number]), signature, in);
                return new Engine.Call.Returned(results(signature, out));
            } catch (UnsupportedException e) {
                return new Engine.Call.Unsupported(String.valueOf(e.getMessage()));
            } catch (NativeTrapException e) {
                return new Engine.Call.Trapped(e.code());
            } catch (NativeThrownException e) {
                return new Engine.Call.Thrown(e.tag(), e.payload0(), e.payload1());
            }
        }

        private static int slotWords(Type type) {
            return type.bytes() > 8 ? 2 : 1;
        }

        private static List<DataValue> results(Signature signature, long[] words) {
            List<DataValue> results = new ArrayList<>();
            int at = 0;
            for (int i = 0; i < signature.resultCount(); i++) {
                Type type = signature.result(i).type();
                boolean wide = slotWords(type) == 2;
                results.add(DataValue.ofWords(type, words[at], wide ? words[at + 1] : 0));
                at += wide ? 2 : 1;
            }
            return results;
        }

        @Override
        public void close() {
            if (invoker != null) {
                invoker.close();
            }
        }
    }
}
