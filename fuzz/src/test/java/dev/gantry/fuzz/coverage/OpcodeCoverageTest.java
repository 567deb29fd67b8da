package dev.gantry.fuzz.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Type;
import dev.gantry.codegen.x64.X64Flags;
import dev.gantry.fuzz.opcodes.Combination;
import dev.gantry.fuzz.opcodes.Combinations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every opcode with every choice of types that the verifier accepts: does the interpreter have it, does x64 have it at the baseline and with what this machine has, and do
 * they agree? The table is written to {@code target/opcode-coverage.tsv}; {@code scripts/opcode-coverage} prints the holes.
 */
class OpcodeCoverageTest {
    private static final int CALLS = Integer.getInteger("gantry.coverage.calls", 20);
    private static final long SEED = Long.getLong("gantry.coverage.seed", 1);
    private static final Path TABLE =
            Path.of(System.getProperty("gantry.root", ".."), "fuzz", "target", "opcode-coverage.tsv");

    @Test
    void noHoleButThoseListed() throws IOException {
        List<Type> types = Combinations.types(128, true);
        List<String> table = new ArrayList<>();
        TreeMap<String, Integer> holes = new TreeMap<>();
        List<String> unlisted = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        int accepted = 0;
        int undefined = 0;
        table.add("opcode\tcombination\tinterpreter\tbaseline\thost\tdifferences");
        try (OpcodeCoverage coverage =
                new OpcodeCoverage(List.of(X64Flags.BASELINE, X64Flags.detectHost()), CALLS, SEED)) {
            for (Combination combination : Combinations.over(types)) {
                if (combination.isWide()) {
                    continue;
                }
                Optional<OpcodeCoverage.Entry> entry = coverage.attempt(combination);
                if (entry.isEmpty()) {
                    continue;
                }
                if (!combination.isDefined()) {
                    undefined++;
                    continue;
                }
                accepted++;
                record(entry.get(), table, holes, unlisted);
                for (String difference : entry.get().differences()) {
                    differences.add(combination + ": " + difference);
                }
            }
        }
        Files.createDirectories(TABLE.getParent());
        Files.write(TABLE, table);
        System.out.println("OpcodeCoverageTest: " + accepted + " combinations, holes " + holes + "; " + undefined
                + " more that CLIF leaves undefined; " + differences.size() + " differences");
        differences.stream().limit(40).forEach(System.out::println);
        assertThat(accepted).isGreaterThan(2000);
        assertThat(unlisted).as("holes that KnownHoles does not list").isEmpty();
        KnownHoles.checkDifferences(differences);
    }

    private static void record(
            OpcodeCoverage.Entry entry, List<String> table, TreeMap<String, Integer> holes, List<String> unlisted) {
        Combination combination = entry.combination();
        String[] lacks = {
            entry.interpreter(), entry.targets().get(0), entry.targets().get(1)
        };
        String[] engines = {"interpreter", "baseline", "host"};
        StringBuilder line = new StringBuilder(combination.opcode() + "\t" + combination);
        for (int i = 0; i < engines.length; i++) {
            boolean hole = !lacks[i].isEmpty();
            line.append('\t').append(hole ? "- " + lacks[i].lines().findFirst().orElse("") : "+");
            if (hole) {
                holes.merge(engines[i], 1, Integer::sum);
                if (KnownHoles.reason(engines[i], combination).isEmpty()) {
                    unlisted.add(engines[i] + ": " + combination + ": " + lacks[i]);
                }
            }
        }
        table.add(line + "\t" + entry.differences().size());
    }
}
