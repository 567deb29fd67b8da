package dev.gantry.codegen.meta;

import dev.gantry.isle.GeneratedFile;
import dev.gantry.isle.Isle;
import dev.gantry.isle.IsleException;
import dev.gantry.isle.Options;
import dev.gantry.isle.syntax.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns the rule files into Java.
 *
 * <p>Usage: {@code GenerateRules ISLE_DIR OUT_DIR [COVERAGE]}. Below ISLE_DIR are {@code prelude.isle}, {@code prelude_lower.isle} and
 * {@code x64/**}; below OUT_DIR come the generated declarations and sources. A file whose content does not change is not
 * touched, so that the compiler stays incremental. Exits with 1 and the complaints if the rules are wrong.
 */
public final class GenerateRules {
    private static final List<String> IMPORTS = List.of(
            "dev.gantry.clif.ir.AtomicRmwOp",
            "dev.gantry.clif.ir.FloatCC",
            "dev.gantry.clif.ir.InstData",
            "dev.gantry.clif.ir.IntCC",
            "dev.gantry.clif.ir.LibCall",
            "dev.gantry.clif.ir.Opcode",
            "dev.gantry.clif.ir.Type",
            "static:dev.gantry.clif.ir.Type.*",
            "static:dev.gantry.clif.ir.TrapCode.*",
            "dev.gantry.codegen.machinst.MachInst",
            "dev.gantry.codegen.machinst.Unit");

    private GenerateRules() {}

    /** Generates everything. */
    public static void main(String[] args) throws IOException {
        Path isleDir = Path.of(args[0]);
        Path outDir = Path.of(args[1]);
        List<Path> files = ruleFiles(isleDir);
        List<String> texts = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            String text = Files.readString(file);
            texts.add(text);
            sources.add(new Source(isleDir.relativize(file).toString(), text));
        }
        X64Decls.Texts rows = X64Decls.generate(texts);
        sources.add(generated(outDir, "clif.isle", ClifDecls.generate()));
        sources.add(generated(outDir, "x64_rows.isle", rows.isle()));
        write(outDir.resolve("dev/gantry/codegen/x64/X64Rows.java"), rows.java());
        Options options = new Options(
                        "dev.gantry.codegen.x64", "X64Lower", "dev.gantry.codegen.x64.X64LowerContext", IMPORTS)
                .withCoverage(args.length > 2 && args[2].equals("true"));
        try {
            Set<Path> written = new HashSet<>();
            for (GeneratedFile file : Isle.compile(sources, options)) {
                Path path = outDir.resolve(file.path());
                write(path, file.text());
                written.add(path);
            }
            deleteStale(outDir.resolve("dev/gantry/codegen/x64"), written);
        } catch (IsleException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Removes what an earlier run made of rules that are now divided into fewer classes, or counted no longer. */
    private static void deleteStale(Path dir, Set<Path> written) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("X64Lower") && !written.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static List<Path> ruleFiles(Path dir) throws IOException {
        try (Stream<Path> walk = Files.walk(dir)) {
            return walk.filter(p -> p.toString().endsWith(".isle")).sorted().toList();
        }
    }

    private static Source generated(Path outDir, String name, String text) throws IOException {
        write(outDir.resolve("isle").resolve(name), text);
        return new Source(name, text);
    }

    private static void write(Path file, String text) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
