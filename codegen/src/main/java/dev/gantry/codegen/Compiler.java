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
import dev.gantry.regalloc.RegallocException;
import java.util.List;

/**
 * Compiles CLIF functions to machine code, one after the other. Holds the tables and buffers of one thread; make one per
 * thread and use it for many functions.
 */
public final class Compiler {
    private final TargetIsa target;
    private final ControlFlowGraph cfg = new ControlFlowGraph();
    private final DominatorTree domtree = new DominatorTree();
    private final LoopAnalysis loops = new LoopAnalysis();
    private final ConstantParams constantParams = new ConstantParams();
    private final Backend backend;
    private String pass = "start";

    /** A compiler for a target. */
    public Compiler(TargetIsa target) {
        this.target = target;
        this.backend = target.newBackend();
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
        pass = "verifier";
        if (target.settings().verifier()) {
            List<VerifierError> errors = Verifier.verify(function);
            if (!errors.isEmpty()) {
                throw new InvalidFunctionException(function.name().toString(), errors);
            }
        }
        try {
            return run(function, dumps);
        } catch (IllegalStateException
                | IndexOutOfBoundsException
                | NullPointerException
                | ClassCastException
                | RegallocException
                | AsmException e) {
            throw new CodegenException(pass, function.name().toString(), ClifPrinter.print(function), target, e);
        }
    }

    private CompiledFunction run(Function function, Dumps dumps) {
        pass = "control-flow graph";
        function.dfg.resolveAllAliases();
        cfg.compute(function);
        domtree.compute(cfg);
        pass = "unreachable code";
        if (UnreachableCode.remove(function, domtree)) {
            cfg.compute(function);
            domtree.compute(cfg);
        }
        pass = "constant parameters";
        if (constantParams.remove(function, cfg, domtree)) {
            function.dfg.resolveAllAliases();
        }
        loops.compute(cfg, domtree);
        dumps.opt(function);
        pass = "lowering";
        backend.lower(function, cfg, loops);
        dumps.vcode(backend);
        pass = "register allocation";
        backend.allocate(target.settings().regallocChecker());
        dumps.alloc(backend);
        pass = "emission";
        CompiledFunction compiled =
                new CompiledFunction(function.name(), backend.emit(), backend.symbols(), backend.frameBytes());
        dumps.code(compiled);
        return compiled;
    }
}
