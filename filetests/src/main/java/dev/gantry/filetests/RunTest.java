package dev.gantry.filetests;

import dev.gantry.codegen.TargetIsa;
import java.util.List;
import java.util.Optional;

/** {@code test run}: the functions are compiled and linked, and what the {@code ; run:} comments ask for is called. */
final class RunTest implements SubTest, AutoCloseable {
    private final NativeCode.Caller caller = new NativeCode.Caller();

    @Override
    public void run(FileUnderTest file, List<String> options, List<CaseResult> results) {
        boolean any = false;
        for (TestTarget target : TestTarget.all(file.file())) {
            Optional<TargetIsa> isa = HostTarget.isa(target);
            if (isa.isEmpty()) {
                continue;
            }
            any = true;
            String name = "run " + target;
            Optional<String> obstacle = HostTarget.obstacle(target);
            results.add(obstacle.isPresent() ? CaseResult.skipped(name, obstacle.get()) : runOn(file, name, isa.get()));
        }
        if (!any) {
            results.add(CaseResult.skipped("run", "no target of the file has a back end"));
        }
    }

    private CaseResult runOn(FileUnderTest file, String name, TargetIsa isa) {
        try (NativeCode code = NativeCode.compile(file.freshFunctions(), isa)) {
            Engine engine = (number, args) -> caller.call(code, number, args);
            return new RunDirectives(file).run(name, engine, code.problems());
        }
    }

    @Override
    public void close() {
        caller.close();
    }
}
