package dev.gantry.fuzz.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.fuzz.coverage.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Random programs run for a bounded time ({@code -Dgantry.fuzz.seconds}), half of it from a fixed seed and half from one of the clock, which is printed.
 */
class ClifFuzzerTest {
    private static final long SECONDS = Long.getLong("gantry.fuzz.seconds", 20);

    @Test
    void enginesAgreeOnRandomPrograms() {
        Support support = Support.find();
        List<String> failures = new ArrayList<>();
        long programs = run(support, 1, failures);
        programs += run(support, Long.getLong("gantry.fuzz.seed", System.currentTimeMillis()), failures);
        assertThat(programs).isPositive();
        failures.forEach(System.out::println);
    }

    private static long run(Support support, long seed, List<String> failures) {
        long end = System.nanoTime() + SECONDS * 500_000_000L;
        try (ClifFuzzer fuzzer = new ClifFuzzer(support, seed, List.of())) {
            for (long next = seed; System.nanoTime() < end; next++) {
                Optional<ClifFuzzer.Failure> failure = fuzzer.attempt(next);
                failure.ifPresent(f -> failures.add("targets of seed " + seed + ", program " + f.seed() + ": "
                        + f.verdict().kind() + " " + f.verdict().reason() + " "
                        + f.verdict().detail().lines().findFirst().orElse("")));
            }
            System.out.println("ClifFuzzerTest: seed " + seed + ", " + fuzzer.programs() + " programs, "
                    + fuzzer.executions() + " calls compared, " + fuzzer.traps() + " trapped, " + fuzzer.tooLong()
                    + " too long, unsupported " + fuzzer.unsupported());
            return fuzzer.programs();
        }
    }
}
