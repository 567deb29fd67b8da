package dev.gantry.runtime;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;
import java.util.List;
import java.util.stream.Stream;

/** What the tests share: an engine per mode, and short ways to instantiate. */
final class Guests {
    static final Engine SIGNALS = Engine.create(
            Config.defaults().withTrapMode(Config.TrapMode.SIGNALS).withDebugVerifier(true));
    static final Engine CHECKS =
            Engine.create(Config.defaults().withTrapMode(Config.TrapMode.CHECKS).withDebugVerifier(true));
    static final Engine INTERRUPTIBLE = Engine.create(Config.defaults()
            .withTrapMode(Config.TrapMode.SIGNALS)
            .withInterruptible(true)
            .withEpochInterruption(true));

    static final FuncType I32_TO_I32 = FuncType.of(List.of(ValType.I32), List.of(ValType.I32));

    private Guests() {}

    /** For parameterised tests over the modes. */
    static Stream<Engine> engines() {
        return Stream.of(SIGNALS, CHECKS);
    }

    static Instance instantiate(Engine engine, String wat) {
        return Linker.create(engine).instantiate(Store.create(engine), Module.fromWat(engine, wat));
    }

    static long call(Instance instance, String name, long... args) {
        return instance.getFunc(name).orElseThrow().callRaw(args);
    }
}
