package dev.gantry.cli.wast;

import dev.gantry.runtime.Config;
import dev.gantry.runtime.Engine;
import dev.gantry.runtime.Func;
import dev.gantry.runtime.Global;
import dev.gantry.runtime.Instance;
import dev.gantry.runtime.LinkException;
import dev.gantry.runtime.Module;
import dev.gantry.runtime.Store;
import dev.gantry.runtime.Trap;
import dev.gantry.runtime.TrapException;
import dev.gantry.runtime.Val;
import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Features;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.WasmValidationException;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.text.WastAction;
import dev.gantry.wasm.text.WastCommand;
import dev.gantry.wasm.text.WastModule;
import dev.gantry.wasm.text.WastParser;
import dev.gantry.wasm.text.WatException;
import dev.gantry.wasm.validate.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one test script: every command in order, in a store of its own.
 *
 * <p>A command passes if it does what the script says: instances are made, results are equal to the last bit, traps, errors of reading,
 * validating and linking have messages that start with the expected words (a trap's may also be how the expected ones start). A command that uses
 * a feature which is not supported, or an instance that is missing for this reason, is counted apart; so is a difference in an instance whose
 * exports a module that could not be made for this reason might have changed.
 *
 * <p>If a module uses a later feature in some of its fields only, an instance is made of the others: the commands that need no more than these
 * are run and count as passed if they do what they should; the command that makes the instance, and those that do not, count as not supported.
 */
public final class ScriptRunner {
    /** What modules that are to run may use. */
    private static final Features RUNNABLE = Features.ALL.without(Feature.SIMD);

    private final Engine engine;
    private final Store store;
    private final ScriptReport report;
    private final List<Module> modules = new ArrayList<>();
    private final Instances instances = new Instances();
    /** The feature for want of which the latest module could not be made; empty if all could. */
    private String lostFeature = "";

    private ScriptRunner(Engine engine, Store store, ScriptReport report) {
        this.engine = engine;
        this.store = store;
        this.report = report;
        instances.register(SpecTestHost.NAME, new SpecTestHost(store)::export);
    }

    /**
     * Runs a script with an engine of its own.
     *
     * @throws IOException if the file cannot be read
     */
    public static ScriptReport run(Path file, Config config) throws IOException {
        return run(file.getFileName().toString(), Files.readAllBytes(file), config);
    }

    /** Runs a script in UTF-8 with an engine of its own. */
    public static ScriptReport run(String name, byte[] script, Config config) {
        ScriptReport report = new ScriptReport(name);
        try (Engine engine = Engine.create(config);
                Store store = Store.create(engine)) {
            ScriptRunner runner = new ScriptRunner(engine, store, report);
            runner.commands(new WastParser(script));
            for (Module module : runner.modules) {
                module.close();
            }
        }
        return report;
    }

    private void commands(WastParser parser) {
        while (true) {
            Optional<WastCommand> next;
            try {
                next = parser.next();
            } catch (WatException e) {
                report.fail(e.line(), "malformed command: " + e.reason());
                continue;
            }
            if (next.isEmpty()) {
                return;
            }
            command(next.get());
        }
    }

    private void command(WastCommand command) {
        try {
            execute(command);
            report.pass();
        } catch (UnsupportedCommand e) {
            report.unsupported(e.feature());
            boolean makesInstance =
                    command instanceof WastCommand.Module || command instanceof WastCommand.AssertTrapModule;
            lostFeature = makesInstance ? e.feature() : lostFeature;
        } catch (FailedCommand
                | Instances.UnknownImport
                | WatException
                | WasmException
                | LinkException
                | TrapException e) {
            report.fail(command.line(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            report.fail(command.line(), "internal error: " + e);
        }
    }

    private void execute(WastCommand command) {
        switch (command) {
            case WastCommand.Module c -> module(c);
            case WastCommand.Definition c -> definition(c);
            case WastCommand.Instance c -> {
                Optional<String> name = c.name();
                instantiate(name, () -> compile(instances.definition(c.definition())));
            }
            case WastCommand.Register c -> instances.register(c.as(), c.instance());
            case WastCommand.Perform c -> perform(c.action());
            case WastCommand.AssertReturn c -> assertReturn(c);
            case WastCommand.AssertTrap c -> assertActionTraps(c.action(), c.message());
            case WastCommand.AssertTrapModule c -> {
                Module module = compile(encode(c.module()));
                assertTrap(() -> Instance.create(store, module, instances.imports(module)), c.message());
            }
            case WastCommand.AssertExhaustion c -> assertActionTraps(c.action(), Trap.STACK_OVERFLOW.message());
            case WastCommand.AssertMalformed c -> assertRejected(c.module(), c.message(), true);
            case WastCommand.AssertInvalid c -> assertRejected(c.module(), c.message(), false);
            case WastCommand.AssertUnlinkable c -> assertUnlinkable(c);
            case WastCommand.AssertException _ -> throw new UnsupportedCommand(Feature.EXCEPTIONS.label());
            case WastCommand.Unsupported c -> throw UnsupportedCommand.ofMessage(c.reason());
        }
    }

    private static byte[] encode(WastModule module) {
        try {
            return module.encode();
        } catch (WatException e) {
            if (e.kind() == WatException.Kind.UNSUPPORTED) {
                throw UnsupportedCommand.ofMessage(e.reason());
            }
            throw e;
        }
    }

    private Module compile(byte[] bytes) {
        try {
            Validator.validate(BinaryReader.parse(bytes, 0, bytes.length, RUNNABLE));
        } catch (WasmUnsupportedException e) {
            throw UnsupportedCommand.ofMessage(e.reason());
        }
        Module module = Module.fromBinary(engine, bytes);
        modules.add(module);
        return module;
    }

    /** Where a module comes from, which may fail. */
    private interface ModuleSource {
        Module get();
    }

    private void instantiate(Optional<String> name, ModuleSource source) {
        instances.addMissing(name, "");
        try {
            Module module = source.get();
            instances.add(name, Instance.create(store, module, instances.imports(module)));
        } catch (UnsupportedCommand e) {
            instances.addMissing(name, e.feature());
            throw e;
        }
    }

    private void module(WastCommand.Module c) {
        try {
            instantiate(c.name(), () -> {
                definition(new WastCommand.Definition(c.line(), c.name(), c.module()));
                return modules.getLast();
            });
        } catch (UnsupportedCommand e) {
            instantiateReduced(c, e.feature());
            throw e;
        }
    }

    /** Makes an instance of those fields of a module that use no later feature, if that can be done. */
    private void instantiateReduced(WastCommand.Module c, String feature) {
        if (!(c.module() instanceof WastModule.Text text)) {
            return;
        }
        try {
            WastModule.Reduced reduced = text.reduce();
            if (reduced.fieldsLeftOut() > 0) {
                Module module = compile(reduced.module());
                Instance instance = Instance.create(store, module, instances.imports(module));
                instances.markReduced(instance, feature);
                instances.add(c.name(), instance);
            }
        } catch (UnsupportedCommand
                | Instances.UnknownImport
                | WatException
                | WasmException
                | LinkException
                | TrapException e) {
            // What is left makes no module: the instance stays missing, for want of the feature.
            instances.addMissing(c.name(), feature);
        }
    }

    private void definition(WastCommand.Definition c) {
        try {
            byte[] bytes = encode(c.module());
            compile(bytes);
            instances.addDefinition(c.name(), bytes);
        } catch (UnsupportedCommand e) {
            instances.addMissingDefinition(c.name(), e.feature());
            throw e;
        }
    }

    private List<Val> perform(WastAction action) {
        Instance instance = instances.instance(action.instance());
        return switch (action) {
            case WastAction.Invoke invoke -> {
                Func function = instance.getFunc(invoke.export())
                        .orElseThrow(() -> noExport(instance, "no function " + invoke.export()));
                yield function.call(Values.of(invoke.arguments()));
            }
            case WastAction.Get get -> {
                Global global = instance.getGlobal(get.export())
                        .orElseThrow(() -> noExport(instance, "no global " + get.export()));
                yield List.of(global.get());
            }
        };
    }

    private RuntimeException noExport(Instance instance, String message) {
        String missing = instances.missingFrom(instance);
        return missing.isEmpty() ? new FailedCommand(message) : new UnsupportedCommand(missing);
    }

    private void assertReturn(WastCommand.AssertReturn c) {
        List<Val> results;
        try {
            results = perform(c.action());
        } catch (TrapException e) {
            checkForLostChanges(c.action());
            throw e;
        }
        if (!Values.matches(c.results(), results)) {
            checkForLostChanges(c.action());
            String name = c.action().export();
            throw new FailedCommand(name + " gave " + Values.describe(results) + ", expected " + c.results());
        }
    }

    /** A difference says nothing if a module that could not be made might have changed the instance. */
    private void checkForLostChanges(WastAction action) {
        Instance instance = instances.instance(action.instance());
        String missing = instances.missingFrom(instance);
        if (!missing.isEmpty()) {
            throw new UnsupportedCommand(missing);
        }
        if (!lostFeature.isEmpty() && instances.isRegistered(instance)) {
            throw new UnsupportedCommand(lostFeature);
        }
    }

    private void assertActionTraps(WastAction action, String message) {
        try {
            assertTrap(() -> perform(action), message);
        } catch (FailedCommand e) {
            checkForLostChanges(action);
            throw e;
        }
    }

    private static void assertTrap(Runnable action, String message) {
        try {
            action.run();
        } catch (TrapException e) {
            String actual = e.trap().message();
            if (!actual.startsWith(message) && !message.startsWith(actual)) {
                throw new FailedCommand("trapped: " + actual + ", expected: " + message);
            }
            return;
        }
        throw new FailedCommand("did not trap, expected: " + message);
    }

    private static void assertRejected(WastModule module, String message, boolean malformed) {
        String reason;
        try {
            Validator.validate(BinaryReader.parse(encode(module)));
            throw new FailedCommand("accepted, expected: " + message);
        } catch (WasmUnsupportedException e) {
            throw UnsupportedCommand.ofMessage(e.reason());
        } catch (WatException e) {
            reason = e.reason();
        } catch (WasmException e) {
            if (malformed && e instanceof WasmValidationException) {
                throw new FailedCommand("invalid, not malformed: " + e.reason() + ", expected: " + message);
            }
            reason = e.reason();
        }
        if (!reason.startsWith(message)) {
            throw new FailedCommand("rejected: " + reason + ", expected: " + message);
        }
    }

    private void assertUnlinkable(WastCommand.AssertUnlinkable c) {
        Module module = compile(encode(c.module()));
        String reason;
        try {
            Instance.create(store, module, instances.imports(module));
            throw new FailedCommand("linked, expected: " + c.message());
        } catch (LinkException | Instances.UnknownImport e) {
            reason = String.valueOf(e.getMessage());
        }
        if (!reason.startsWith(c.message())) {
            throw new FailedCommand("not linked: " + reason + ", expected: " + c.message());
        }
    }
}
