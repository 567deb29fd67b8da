package dev.gantry.cli.wast;

import dev.gantry.runtime.Config;
import dev.gantry.runtime.Engine;
import dev.gantry.runtime.Extern;
import dev.gantry.runtime.Func;
import dev.gantry.runtime.Global;
import dev.gantry.runtime.ImportType;
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
import dev.gantry.wasm.WasmFormatException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one test script: every command in order, in a store of its own.
 *
 * <p>A command passes if it does what the script says: instances are made, results are equal to the last bit, traps, errors of reading,
 * validating and linking have messages that start with the expected words (or, for a trap, are how the expected ones start). A command that uses a
 * feature which is not supported, or an instance that is missing for this reason, is counted apart.
 */
public final class ScriptRunner {
    /** What modules that are to run may use. */
    private static final Features RUNNABLE = Features.WASM_2.without(Feature.SIMD);

    private final Engine engine;
    private final Store store;
    private final ScriptReport report;
    private final List<Module> modules = new ArrayList<>();
    private final Map<String, Map<String, Extern>> registered = new HashMap<>();
    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, byte[]> definitions = new HashMap<>();
    /** Why instances and registered modules are missing, by the names under which they would be known. */
    private final Map<String, String> missing = new HashMap<>();

    private Optional<Instance> latest = Optional.empty();
    private Optional<byte[]> latestDefinition = Optional.empty();
    private String latestMissing = "";

    private ScriptRunner(Engine engine, Store store, ScriptReport report) {
        this.engine = engine;
        this.store = store;
        this.report = report;
        registered.put(SpecTestHost.NAME, SpecTestHost.exports(store));
    }

    /** A command asks for something that is not supported. */
    private static final class Unsupported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsupported(String reason) {
            super(reason, null, false, false);
        }
    }

    /** A command did not do what the script expects. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(String reason) {
            super(reason, null, false, false);
        }
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
        } catch (Unsupported e) {
            report.unsupported(message(e));
        } catch (Failed | Unlinkable | WatException | WasmException | LinkException | TrapException e) {
            report.fail(command.line(), message(e));
        } catch (RuntimeException | StackOverflowError e) {
            report.fail(command.line(), "internal error: " + e);
        }
    }

    private static String message(Throwable e) {
        return String.valueOf(e.getMessage());
    }

    private void execute(WastCommand command) {
        switch (command) {
            case WastCommand.Module c -> module(c);
            case WastCommand.Definition c -> definition(c);
            case WastCommand.Instance c -> instance(c);
            case WastCommand.Register c -> register(c);
            case WastCommand.Perform c -> perform(c.action());
            case WastCommand.AssertReturn c -> assertReturn(c);
            case WastCommand.AssertTrap c -> assertTrap(() -> perform(c.action()), c.message());
            case WastCommand.AssertTrapModule c -> {
                Module module = compile(encode(c.module()));
                assertTrap(() -> instantiate(module), c.message());
            }
            case WastCommand.AssertExhaustion c -> assertExhaustion(c);
            case WastCommand.AssertMalformed c -> assertRejected(c.module(), c.message(), true);
            case WastCommand.AssertInvalid c -> assertRejected(c.module(), c.message(), false);
            case WastCommand.AssertUnlinkable c -> assertUnlinkable(c);
            case WastCommand.AssertException _ -> throw new Unsupported(Feature.EXCEPTIONS.label());
            case WastCommand.Unsupported c -> throw new Unsupported(feature(c.reason()));
        }
    }

    /** The feature that a message of the form "not supported: [what (]feature[)]" names. */
    private static String feature(String reason) {
        String feature = reason.substring(reason.indexOf(':') + 1).strip();
        int open = feature.lastIndexOf('(');
        return open >= 0 && feature.endsWith(")") ? feature.substring(open + 1, feature.length() - 1) : feature;
    }

    private static byte[] encode(WastModule module) {
        try {
            return module.encode();
        } catch (WatException e) {
            if (e.kind() == WatException.Kind.UNSUPPORTED) {
                throw new Unsupported(feature(e.reason()));
            }
            throw e;
        }
    }

    private Module compile(byte[] bytes) {
        try {
            Validator.validate(BinaryReader.parse(bytes, 0, bytes.length, RUNNABLE));
        } catch (WasmUnsupportedException e) {
            throw new Unsupported(feature(e.reason()));
        }
        Module module = Module.fromBinary(engine, bytes);
        modules.add(module);
        return module;
    }

    private Instance instantiate(Module module) {
        List<ImportType> imports = module.imports();
        Extern[] items = new Extern[imports.size()];
        for (int i = 0; i < items.length; i++) {
            ImportType wanted = imports.get(i);
            Map<String, Extern> exports = registered.getOrDefault(wanted.module(), Map.of());
            Extern item = exports.get(wanted.name());
            if (item == null) {
                String why = missing.get(registeredKey(wanted.module()));
                if (why != null) {
                    throw new Unsupported(why);
                }
                throw new Unlinkable("unknown import " + wanted.module() + "." + wanted.name());
            }
            items[i] = item;
        }
        return Instance.create(store, module, items);
    }

    /** An import that nothing is registered for. */
    private static final class Unlinkable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unlinkable(String reason) {
            super(reason, null, false, false);
        }
    }

    /** The key in {@link #missing} of a registered module, apart from those of instances. */
    private static String registeredKey(String module) {
        return "registered " + module;
    }

    private void module(WastCommand.Module c) {
        latest = Optional.empty();
        latestMissing = "";
        c.name().ifPresent(instances::remove);
        try {
            byte[] bytes = encode(c.module());
            latestDefinition = Optional.of(bytes);
            c.name().ifPresent(name -> definitions.put(name, bytes));
            keep(c.name(), instantiate(compile(bytes)));
        } catch (Unsupported e) {
            miss(c.name(), message(e));
            throw e;
        }
    }

    private void keep(Optional<String> name, Instance instance) {
        latest = Optional.of(instance);
        latestMissing = "";
        name.ifPresent(n -> instances.put(n, instance));
    }

    private void miss(Optional<String> name, String why) {
        latestMissing = why;
        name.ifPresent(n -> missing.put(n, why));
    }

    private void definition(WastCommand.Definition c) {
        try {
            byte[] bytes = encode(c.module());
            compile(bytes);
            latestDefinition = Optional.of(bytes);
            c.name().ifPresent(name -> definitions.put(name, bytes));
        } catch (Unsupported e) {
            latestDefinition = Optional.empty();
            miss(c.name(), message(e));
            throw e;
        }
    }

    private void instance(WastCommand.Instance c) {
        latest = Optional.empty();
        Optional<byte[]> bytes = c.definition().isPresent()
                ? Optional.ofNullable(definitions.get(c.definition().get()))
                : latestDefinition;
        if (bytes.isEmpty()) {
            String why = c.definition().map(missing::get).orElse(latestMissing);
            if (why.isEmpty()) {
                throw new Failed("no such module");
            }
            miss(c.name(), why);
            throw new Unsupported(why);
        }
        keep(c.name(), instantiate(compile(bytes.get())));
    }

    private Instance find(Optional<String> name) {
        Optional<Instance> found = name.isPresent() ? Optional.ofNullable(instances.get(name.get())) : latest;
        if (found.isEmpty()) {
            String why = name.isPresent() ? missing.getOrDefault(name.get(), "") : latestMissing;
            throw why.isEmpty() ? new Failed("no such instance") : new Unsupported(why);
        }
        return found.get();
    }

    private void register(WastCommand.Register c) {
        try {
            registered.put(c.as(), find(c.instance()).exports());
            missing.remove(registeredKey(c.as()));
        } catch (Unsupported e) {
            missing.put(registeredKey(c.as()), message(e));
            throw e;
        }
    }

    private List<Val> perform(WastAction action) {
        Instance instance = find(action.instance());
        return switch (action) {
            case WastAction.Invoke invoke -> {
                Func function = instance.getFunc(invoke.export())
                        .orElseThrow(() -> new Failed("no function " + invoke.export()));
                yield function.call(Values.of(invoke.arguments()));
            }
            case WastAction.Get get -> {
                Global global =
                        instance.getGlobal(get.export()).orElseThrow(() -> new Failed("no global " + get.export()));
                yield List.of(global.get());
            }
        };
    }

    private void assertReturn(WastCommand.AssertReturn c) {
        List<Val> results = perform(c.action());
        if (!Values.matches(c.results(), results)) {
            throw new Failed(c.action().export() + " gave " + Values.describe(results) + ", expected " + c.results());
        }
    }

    private static void assertTrap(Runnable action, String message) {
        try {
            action.run();
        } catch (TrapException e) {
            String actual = e.trap().message();
            if (!actual.startsWith(message) && !message.startsWith(actual)) {
                throw new Failed("trapped: " + actual + ", expected: " + message);
            }
            return;
        }
        throw new Failed("did not trap, expected: " + message);
    }

    private void assertExhaustion(WastCommand.AssertExhaustion c) {
        try {
            perform(c.action());
        } catch (TrapException e) {
            if (e.trap() != Trap.STACK_OVERFLOW) {
                throw new Failed("trapped: " + e.trap().message() + ", expected: " + c.message());
            }
            return;
        }
        throw new Failed("did not trap, expected: " + c.message());
    }

    private static void assertRejected(WastModule module, String message, boolean malformed) {
        String reason;
        try {
            Validator.validate(BinaryReader.parse(encode(module)));
            throw new Failed("accepted, expected: " + message);
        } catch (WasmUnsupportedException e) {
            throw new Unsupported(feature(e.reason()));
        } catch (WatException e) {
            reason = e.reason();
        } catch (WasmFormatException e) {
            reason = e.reason();
        } catch (WasmValidationException e) {
            if (malformed) {
                throw new Failed("invalid, not malformed: " + e.reason() + ", expected: " + message);
            }
            reason = e.reason();
        }
        if (!reason.startsWith(message)) {
            throw new Failed("rejected: " + reason + ", expected: " + message);
        }
    }

    private void assertUnlinkable(WastCommand.AssertUnlinkable c) {
        Module module = compile(encode(c.module()));
        String reason;
        try {
            instantiate(module);
            throw new Failed("linked, expected: " + c.message());
        } catch (LinkException | Unlinkable e) {
            reason = message(e);
        }
        if (!reason.startsWith(c.message())) {
            throw new Failed("not linked: " + reason + ", expected: " + c.message());
        }
    }
}
