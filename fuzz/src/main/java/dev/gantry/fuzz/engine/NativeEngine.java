package dev.gantry.fuzz.engine;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import dev.gantry.codegen.CodegenException;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.InvalidFunctionException;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.link.JitModule;
import dev.gantry.link.LinkageException;
import dev.gantry.link.NativeInvoker;
import dev.gantry.link.NativeThrownException;
import dev.gantry.link.NativeTrapException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiled functions, linked with each other. */
public final class NativeEngine implements AutoCloseable {
    /** How the generated matchers say that the rules do not cover an input. */
    private static final String MISSING_RULE = "no rule of term";

    private final @Nullable JitModule module;
    private final List<Signature> signatures = new ArrayList<>();
    private final @Nullable Answer obstacle;

    private NativeEngine(@Nullable JitModule module, List<Function> functions, @Nullable Answer obstacle) {
        this.module = module;
        this.obstacle = obstacle;
        for (Function function : functions) {
            signatures.add(function.signature());
        }
    }

    /** Compiles functions, which are changed by it, and links them. If one of them cannot be compiled, every call gives the reason. */
    public static NativeEngine compile(Compiler compiler, List<Function> functions) {
        JitModule.Builder builder = JitModule.builder();
        try {
            for (Function function : functions) {
                builder.add(compiler.compile(function));
            }
            return new NativeEngine(builder.link(), functions, null);
        } catch (UnsupportedException | LinkageException e) {
            return new NativeEngine(null, functions, new Answer.Unsupported(String.valueOf(e.getMessage())));
        } catch (CodegenException | InvalidFunctionException e) {
            return new NativeEngine(null, functions, failure(e));
        }
    }

    /** Compiles functions, which are changed by it, and gives the reason if one cannot be compiled, as {@link #obstacle()} does. */
    public static @Nullable Answer compileOnly(Compiler compiler, List<Function> functions) {
        try {
            for (Function function : functions) {
                compiler.compile(function);
            }
            return null;
        } catch (UnsupportedException e) {
            return new Answer.Unsupported(String.valueOf(e.getMessage()));
        } catch (CodegenException | InvalidFunctionException e) {
            return failure(e);
        }
    }

    private static Answer failure(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains(MISSING_RULE) ? new Answer.Unsupported(message) : new Answer.Broken(message);
    }

    /** Why nothing can be called: {@link Answer.Unsupported} or {@link Answer.Broken}; null if all is well. */
    public @Nullable Answer obstacle() {
        return obstacle;
    }

    /**
     * Calls a function.
     *
     * @param number its place among the compiled functions
     */
    public Answer call(NativeInvoker invoker, int number, List<DataValue> args) {
        JitModule linked = module;
        if (obstacle != null || linked == null) {
            return obstacle == null ? new Answer.Broken("nothing was compiled") : obstacle;
        }
        Signature signature = signatures.get(number);
        try {
            return new Answer.Returned(
                    results(signature, invoker.invoke(linked.address(number), signature, words(args))));
        } catch (NativeTrapException e) {
            return new Answer.Trapped(e.code());
        } catch (NativeThrownException e) {
            return new Answer.Thrown(e.tag(), e.payload0(), e.payload1());
        } catch (UnsupportedException e) {
            return new Answer.Unsupported("trampoline: " + e.getMessage());
        } catch (CodegenException e) {
            return new Answer.Broken("trampoline: " + e.getMessage());
        }
    }

    private static int slotWords(Type type) {
        return type.bytes() > 8 ? 2 : 1;
    }

    private static long[] words(List<DataValue> args) {
        int count = 0;
        for (DataValue arg : args) {
            count += slotWords(arg.type());
        }
        long[] words = new long[count];
        int at = 0;
        for (DataValue arg : args) {
            for (int w = 0; w < slotWords(arg.type()); w++) {
                words[at++] = arg.word(w);
            }
        }
        return words;
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
        if (module != null) {
            module.close();
        }
    }
}
