package dev.gantry.cli;

import dev.gantry.cli.wast.ScriptReport;
import dev.gantry.cli.wast.ScriptRunner;
import dev.gantry.runtime.Config;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code gantry wast}: runs test scripts and counts what passed, by file and in total. */
final class WastCommand implements Command {
    private static final int FAILURES_SHOWN = 20;

    @Override
    public String name() {
        return "wast";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name());
        spec.usageMessage()
                .description(
                        "Run WebAssembly test scripts. Prints for each file how many commands passed, failed and are not"
                                + " supported; exits with 1 if one failed. A file is listed as not supported if it uses a feature"
                                + " of later versions.");
        Main.addHelp(spec);
        spec.addOption(OptionSpec.builder("--no-signals")
                .type(boolean.class)
                .description("Check every memory access in code instead of relying on hardware faults.")
                .build());
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .paramLabel("FILE")
                .arity("1..*")
                .type(List.class)
                .auxiliaryTypes(Path.class)
                .description("Scripts.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, PrintWriter out, PrintWriter err) throws IOException {
        Config config = Config.defaults();
        if (arguments.hasMatchedOption("--no-signals")) {
            config = config.withTrapMode(Config.TrapMode.CHECKS);
        }
        Totals totals = new Totals();
        for (Path file : arguments.matchedPositionalValue(0, List.<Path>of())) {
            ScriptReport report = ScriptRunner.run(file, config);
            totals.add(report);
            out.println(report.summary());
            List<String> failures = report.failures();
            for (String failure : failures.subList(0, Math.min(FAILURES_SHOWN, failures.size()))) {
                out.println("  " + failure);
            }
            if (failures.size() > FAILURES_SHOWN) {
                out.println("  ... and " + (failures.size() - FAILURES_SHOWN) + " more");
            }
            out.flush();
        }
        totals.print(out);
        out.flush();
        return totals.failed > 0 ? 1 : 0;
    }

    /** Sums over files; those with commands that are not supported are summed apart. */
    private static final class Totals {
        private int files;
        private int passed;
        private int otherFiles;
        private int passedInOthers;
        private int unsupported;
        private int failed;
        private final TreeMap<String, Integer> features = new TreeMap<>();

        void add(ScriptReport report) {
            failed += report.failed();
            if (report.isSupportedThroughout()) {
                files++;
                passed += report.passed();
            } else {
                otherFiles++;
                passedInOthers += report.passed();
                unsupported += report.unsupportedCount();
                report.unsupported().forEach((feature, count) -> features.merge(feature, count, Integer::sum));
            }
        }

        void print(PrintWriter out) {
            out.println("total: " + passed + " passed in " + files + " files");
            if (otherFiles > 0) {
                out.println("files with features that are not supported: " + otherFiles + ", with " + passedInOthers
                        + " commands passed and " + unsupported + " not supported " + features);
            }
            out.println("failed: " + failed);
        }
    }
}
