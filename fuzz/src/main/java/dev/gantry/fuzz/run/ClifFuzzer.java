package dev.gantry.fuzz.run;

import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import dev.gantry.codegen.Compiler;
import dev.gantry.fuzz.coverage.Support;
import dev.gantry.fuzz.generate.Program;
import dev.gantry.fuzz.generate.ProgramGenerator;
import dev.gantry.fuzz.generate.Statistics;
import dev.gantry.fuzz.opcodes.EdgeValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Makes program after program and judges each on one of some targets. All that happens to program n of a seed depends on the seed and n alone. For one thread; several have
 * seeds of their own.
 */
public final class ClifFuzzer implements AutoCloseable {
    private static final int TARGETS = 24;
    private static final int INPUTS = 6;
    private static final long FUEL = 200_000;

    /**
     * A program that failed.
     *
     * @param seed its seed
     * @param test the program and what it was called with
     * @param verdict how it failed
     */
    public record Failure(long seed, ClifCase test, Verdict verdict) {}

    private final ProgramGenerator generator;
    private final Targets targets;
    private final Oracle oracle = new Oracle(FUEL);
    private final Map<String, Integer> unsupported = new TreeMap<>();
    private long programs;
    private long tooLong;

    /**
     * A fuzzer.
     *
     * @param support what programs are made of
     * @param seed from which the targets are drawn
     * @param isa words of a target line: only this target, with random settings; empty for any that this machine can run
     */
    public ClifFuzzer(Support support, long seed, List<String> isa) {
        generator = new ProgramGenerator(support.menu(), support.conventions());
        Random random = new Random(seed);
        targets = isa.isEmpty() ? new Targets(TARGETS, random) : new Targets(TARGETS, random, isa);
    }

    /** The oracle, for reduction. */
    public Oracle oracle() {
        return oracle;
    }

    /** The program of a seed, with its calls and its target. */
    public ClifCase test(long seed) {
        Random random = random(seed);
        Compiler compiler = compiler(random);
        return test(generator.generate(seed), compiler, random);
    }

    private static Random random(long seed) {
        return new Random(seed ^ 0x5555_5555);
    }

    private Compiler compiler(Random random) {
        return targets.get(random.nextInt(targets.count()));
    }

    /** Makes and judges the program of a seed; gives the failure if it fails. */
    public Optional<Failure> attempt(long seed) {
        Random random = random(seed);
        Compiler compiler = compiler(random);
        ClifCase test = test(generator.generate(seed), compiler, random);
        programs++;
        Verdict verdict = oracle.judge(test, compiler);
        switch (verdict.kind()) {
            case UNSUPPORTED ->
                unsupported.merge(verdict.reason().lines().findFirst().orElse(""), 1, Integer::sum);
            case TOO_LONG -> tooLong++;
            default -> {}
        }
        return verdict.isFailure() ? Optional.of(new Failure(seed, test, verdict)) : Optional.empty();
    }

    private static ClifCase test(Program program, Compiler compiler, Random random) {
        List<ClifCase.Call> calls = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            List<DataValue> input = new ArrayList<>();
            for (int k = 0; k < ProgramGenerator.MAIN.paramCount(); k++) {
                input.add(EdgeValues.of(Type.I64, random));
            }
            calls.add(new ClifCase.Call(program.main().name(), input));
        }
        return new ClifCase(program.functions(), calls, compiler.target());
    }

    /** How many programs were judged. */
    public long programs() {
        return programs;
    }

    /** How many calls were compared. */
    public long executions() {
        return oracle.executions();
    }

    /** How many of them trapped. */
    public long traps() {
        return oracle.traps();
    }

    /** How many programs the interpreter did not finish. */
    public long tooLong() {
        return tooLong;
    }

    /** How many programs an engine could not run, by the reason. */
    public Map<String, Integer> unsupported() {
        return unsupported;
    }

    /** What was generated. */
    public Statistics statistics() {
        return generator.statistics();
    }

    @Override
    public void close() {
        oracle.close();
    }
}
