package dev.gantry.filetests;

import dev.gantry.asm.unwind.UnwindText;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.Comment;
import dev.gantry.codegen.CodegenException;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Dumps;
import dev.gantry.codegen.InvalidFunctionException;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.machinst.UnsupportedException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code test compile}: every function compiles. The disassembled code is checked against directives; with the option
 * {@code precise-output}, it must be exactly what the comments after the function's closing brace say, and blessing puts it there. {@code test
 * optimize} does the same with the functions as they go into lowering, {@code test unwind} with their frame information.
 */
final class CompileTest implements SubTest {
    /** Compiles a function as far as wanted and prints what it has become. */
    interface Printer {
        String print(Compiler compiler, Function function);
    }

    private final String command;
    private final Printer printer;
    private final Golden golden;

    CompileTest(String command, Printer printer, Golden golden) {
        this.command = command;
        this.printer = printer;
        this.golden = golden;
    }

    /** To machine code, disassembled. */
    static String code(Compiler compiler, Function function) {
        Dumps dumps = Dumps.of(EnumSet.of(Dumps.Stage.ASM));
        compiler.compile(function, dumps);
        return dumps.text();
    }

    /** To what an unwinder is told: of functions of the convention of Windows what that prescribes, of others call frame instructions. */
    static String unwindInfo(Compiler compiler, Function function) {
        CompiledFunction compiled = compiler.compile(function);
        if (compiled.code().unwindCount() == 0) {
            return "none";
        }
        return function.signature().callConv() == CallConv.WINDOWS_FASTCALL
                ? UnwindText.windows(compiled.windowsUnwindInfo())
                : UnwindText.systemV(compiled.callFrameInstructions());
    }

    /** As far as the passes before lowering go. */
    static String optimized(Compiler compiler, Function function) {
        compiler.optimize(function);
        function.dfg.resolveAllAliases();
        return ClifPrinter.print(function);
    }

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        boolean precise = options.contains("precise-output");
        List<TestTarget> targets = TestTarget.all(file.file());
        if (targets.isEmpty() && command.equals("optimize")) {
            targets = List.of(TestTarget.withoutTarget(file.file()));
        }
        if (targets.isEmpty()) {
            results.add(CaseResult.failed(command, "the file has no target"));
        }
        for (TestTarget target : targets) {
            String name = command + " " + target;
            Optional<TargetIsa> isa = HostTarget.isa(target);
            if (isa.isEmpty()) {
                results.add(CaseResult.skipped(name, "no back end for " + target.architecture()));
                continue;
            }
            try {
                results.add(compile(file, name, isa.get(), precise));
            } catch (UnsupportedException e) {
                results.add(CaseResult.skipped(name, String.valueOf(e.getMessage())));
            } catch (CodegenException | InvalidFunctionException e) {
                results.add(CaseResult.failed(name, String.valueOf(e.getMessage())));
            }
        }
    }

    private CaseResult compile(FileUnderTest file, String name, TargetIsa isa, boolean precise) {
        Compiler compiler = new Compiler(isa);
        List<List<String>> outputs = new ArrayList<>();
        StringBuilder problems = new StringBuilder();
        for (ClifFunction function : file.freshFunctions()) {
            int end = lastLine(function);
            String text = printer.print(compiler, function.function());
            List<String> lines = new ArrayList<>();
            for (String line : text.lines().toList()) {
                if (!line.startsWith("; ----")) {
                    lines.add(line.stripTrailing());
                }
            }
            outputs.add(lines);
            if (precise) {
                List<String> expected = expected(function, end);
                if (!expected.equals(lines)) {
                    problems.append(Golden.difference(expected, lines));
                }
            } else {
                new FileCheck(file.comments(function))
                        .check(String.join("\n", lines))
                        .ifPresent(problems::append);
            }
        }
        if (problems.isEmpty()) {
            return CaseResult.passed(name);
        }
        if (precise && golden.blesses()) {
            golden.rewrite(file, outputs);
            return CaseResult.passed(name + " (blessed)");
        }
        return CaseResult.failed(name, problems + (precise ? golden.hint() : ""));
    }

    private static int lastLine(ClifFunction function) {
        int last = 0;
        for (int inst = 0; inst < function.function().dfg.instLimit(); inst++) {
            last = Math.max(last, function.sourceMap().line(Entity.inst(inst)));
        }
        return last;
    }

    private static List<String> expected(ClifFunction function, int end) {
        List<String> lines = new ArrayList<>();
        for (Comment comment : function.comments()) {
            if (comment.line() > end && comment.entity().equals(Entity.FUNCTION)) {
                String text = comment.text();
                if (text.startsWith("; run:")) {
                    throw new IllegalArgumentException("line " + comment.line()
                            + ": functions whose output is compared precisely are run in another file,"
                            + " or compared by check: lines");
                }
                lines.add(text.startsWith("; ") ? text.substring(2).stripTrailing() : text.substring(1));
            }
        }
        return lines;
    }
}
