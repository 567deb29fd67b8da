package dev.gantry.filetests;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.text.ClifFile;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.DataValue;
import dev.gantry.clif.text.RunDirective;
import dev.gantry.codegen.TargetIsa;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of one file, ready to be called: by the interpreter, or compiled for a target. For one thread. */
public final class FileExecution implements AutoCloseable {
    /** What came of a call. */
    public enum Kind {
        RETURNED,
        /** It trapped or threw. */
        STOPPED,
        /** It could not be run, or not to its end. */
        NOT_RUN
    }

    /**
     * How a call came out.
     *
     * @param kind what came of it
     * @param text results as directives write them; or why there are none
     */
    public record Result(Kind kind, String text) {}

    private final FileUnderTest file;
    private final Engine engine;
    private final List<String> problems;
    private final @Nullable NativeCode code;
    private final NativeCode.@Nullable Caller caller;
    private CaseResult last = CaseResult.passed("");

    private FileExecution(
            FileUnderTest file,
            Engine engine,
            List<String> problems,
            @Nullable NativeCode code,
            NativeCode.@Nullable Caller caller) {
        this.file = file;
        this.engine = engine;
        this.problems = problems;
        this.code = code;
        this.caller = caller;
    }

    /**
     * By the interpreter.
     *
     * @param steps how many instructions a call may run
     */
    public static FileExecution interpreted(Path path, ClifFile file, long steps) {
        Engine engine = InterpretTest.engine(file.functions(), steps);
        return new FileExecution(new FileUnderTest(path, "", file), engine, List.of(), null, null);
    }

    /**
     * Compiled. Functions that cannot be compiled are so when they are called.
     *
     * @throws IOException if the file cannot be read again
     * @throws IllegalArgumentException if this machine cannot run code for the target
     */
    public static FileExecution compiled(Path path, ClifFile file, TargetIsa isa) throws IOException {
        if (!TargetIsa.host(isa.settings()).flags().covers(isa.flags())) {
            throw new IllegalArgumentException("this machine lacks an extension of " + isa);
        }
        String source = Files.readString(path);
        List<ClifFunction> fresh = ClifReader.readFile(source, path.toString()).functions();
        NativeCode code = NativeCode.compile(fresh, isa);
        NativeCode.Caller caller = new NativeCode.Caller();
        Engine engine = (number, args) -> caller.call(code, number, args);
        return new FileExecution(new FileUnderTest(path, source, file), engine, code.problems(), code, caller);
    }

    /**
     * Does what the comments of the file ask for.
     *
     * @param out gets a line for each {@code print:}
     * @return what did not hold or could not be run, a line each; empty if all is well
     */
    public String runDirectives(PrintWriter out) {
        RunDirectives directives = new RunDirectives(file);
        last = directives.printingTo(out).run("", engine, problems);
        return last.detail().strip();
    }

    /** {@return how many directives ran in {@link #runDirectives}, and how many did not} */
    public String summary() {
        return last.directives() + " directives ran, " + last.skippedDirectives() + " did not";
    }

    /**
     * Calls a function.
     *
     * @param number number of the function in the file, from 0
     * @param args arguments as directives write them
     * @throws dev.gantry.clif.text.ClifSyntaxException if they do not fit the function
     */
    public Result call(int number, List<String> args) {
        Function function = file.file().functions().get(number).function();
        Signature signature = function.signature();
        ExternalName placeholder = new ExternalName.TestCase("f");
        String text = "; print: %f(" + String.join(", ", args) + ")";
        RunDirective directive =
                RunDirective.parse(text, "arguments", 1, name -> name.equals(placeholder) ? signature : null);
        List<DataValue> values = directive == null ? List.of() : directive.args();
        return switch (engine.call(number, values)) {
            case Engine.Call.Returned call -> new Result(Kind.RETURNED, RunDirectives.list(call.results()));
            case Engine.Call.Trapped call -> new Result(Kind.STOPPED, "trap: " + TrapCode.name(call.code()));
            case Engine.Call.Thrown call ->
                new Result(
                        Kind.STOPPED,
                        "exception: tag" + call.tag() + '(' + call.payload0() + ", " + call.payload1() + ')');
            case Engine.Call.Unsupported call -> new Result(Kind.NOT_RUN, "not run: " + call.reason());
        };
    }

    @Override
    public void close() {
        if (code != null) {
            code.close();
        }
        if (caller != null) {
            caller.close();
        }
    }
}
