package dev.gantry.codegen;

import dev.gantry.asm.AsmException;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.clif.verify.VerifierError;
import dev.gantry.codegen.analysis.ConstantParams;
import dev.gantry.codegen.analysis.ControlFlowGraph;
import dev.gantry.codegen.analysis.DominatorTree;
import dev.gantry.codegen.analysis.LoopAnalysis;
import dev.gantry.codegen.analysis.UnreachableCode;
import dev.gantry.codegen.machinst.Backend;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.codegen.opt.AliasAnalysis;
import dev.gantry.regalloc.RegallocException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compiles CLIF functions to machine code, one after the other. Holds the tables and buffers of one thread; make one per
 * thread and use it for many functions.
 */
public final class Compiler {
    /** Verifies every function and checks every allocation, whatever the settings say: on in all tests. */
    private static final boolean CHECK_ALL = Boolean.getBoolean("gantry.check");

    private final TargetIsa target;
    private final ControlFlowGraph cfg = new ControlFlowGraph();
    private final DominatorTree domtree = new DominatorTree();
    private final LoopAnalysis loops = new LoopAnalysis();
    private final ConstantParams constantParams = new ConstantParams();
    private final AliasAnalysis aliasAnalysis = new AliasAnalysis();
    private final Backend backend;
    private Consumer<String> passListener = name -> {};
    private String pass = "start";

    /** A compiler for a target. */
    public Compiler(TargetIsa target) {
        this.target = target;
        this.backend = target.newBackend();
    }

    /** Calls a listener with the name of each pass as it begins, and with {@code "end"} when a function is done: to measure them. */
    public void onPass(Consumer<String> listener) {
        passListener = listener;
    }

    private void begin(String name) {
        pass = name;
        passListener.accept(name);
    }

    /** The target. */
    public TargetIsa target() {
        return target;
    }

    /** As {@link #compile(Function, Dumps)}, dumping nothing. */
    public CompiledFunction compile(Function function) {
        return compile(function, Dumps.NONE);
    }

    /**
     * Compiles a function, which is changed by it.
     *
     * @throws InvalidFunctionException if the verifier is on and refuses the function
     * @throws UnsupportedException if it uses what the back end does not have
     * @throws CodegenException if the compiler has a bug
     */
    public CompiledFunction compile(Function function, Dumps dumps) {
        begin("verifier");
        if (CHECK_ALL || target.settings().verifier()) {
            List<VerifierError> errors = Verifier.verify(function);
            if (!errors.isEmpty()) {
                throw new InvalidFunctionException(function.name().toString(), errors);
            }
        }
        try {
            passes(function);
            return lower(function, dumps);
        } catch (IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException
                | ClassCastException
                | RegallocException
                | AsmException e) {
            throw new CodegenException(pass, function.name().toString(), ClifPrinter.print(function), target, e);
        }
    }

    /**
     * Runs the passes that come before lowering, as the settings say. The function need not be one that the back end can compile.
     */
    public void optimize(Function function) {
        passes(function);
        begin("end");
    }

    private void passes(Function function) {
        begin("control-flow graph");
        function.dfg.resolveAllAliases();
        cfg.compute(function);
        domtree.compute(cfg);
        begin("unreachable code");
        if (UnreachableCode.remove(function, domtree)) {
            cfg.compute(function);
            domtree.compute(cfg);
        }
        begin("constant parameters");
        if (constantParams.remove(function, cfg, domtree)) {
            function.dfg.resolveAllAliases();
        }
        Settings settings = target.settings();
        if (settings.optLevel() != Settings.OptLevel.NONE && settings.aliasAnalysis()) {
            begin("alias analysis");
            if (aliasAnalysis.run(function, cfg, domtree).loads() > 0) {
                function.dfg.resolveAllAliases();
            }
        }
    }

    private CompiledFunction lower(Function function, Dumps dumps) {
        loops.compute(cfg, domtree);
        dumps.opt(function);
        begin("lowering");
        backend.lower(function, cfg, domtree, loops);
        dumps.vcode(backend);
        begin("register allocation");
        backend.allocate(CHECK_ALL || target.settings().regallocChecker());
        dumps.alloc(backend);
        begin("emission");
        CompiledFunction compiled = new CompiledFunction(
                function.name(),
                backend.emit(),
                backend.symbols(),
                backend.frameBytes(),
                backend.slotOffsets(),
                backend.blocks());
        begin("end");
        dumps.code(compiled);
        return compiled;
    }
}
