package dev.gantry.cli;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.filetests.CfgPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry clif cat} and {@code gantry clif print-cfg}: print functions, or their control-flow graphs. */
final class ClifPrintCommand implements Command {
    private final String name;
    private final String description;
    private final java.util.function.Function<Function, String> printer;

    private ClifPrintCommand(String name, String description, java.util.function.Function<Function, String> printer) {
        this.name = name;
        this.description = description;
        this.printer = printer;
    }

    static Command cat() {
        return new ClifPrintCommand("cat", "Print functions as they are understood.", ClifPrinter::print);
    }

    static Command cfg() {
        return new ClifPrintCommand(
                "print-cfg",
                "Print control-flow graphs in the language of Graphviz: pipe it into dot -Tsvg.",
                CfgPrinter::print);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        Main.addHelp(spec);
        spec.addOption(ClifFiles.functionOption());
        spec.addPositional(ClifFiles.fileParameter());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        Path path = arguments.matchedPositionalValue(0, Path.of(""));
        String separator = "";
        for (ClifFunction function :
                ClifFiles.choose(path, ClifFiles.read(path), arguments.matchedOptionValue("--func", ""))) {
            out.print(separator + printer.apply(function.function()));
            separator = "\n";
        }
        out.flush();
        return 0;
    }
}
