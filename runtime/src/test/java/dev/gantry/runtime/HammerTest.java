package dev.gantry.runtime;

import static dev.gantry.runtime.Guests.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gantry.wasm.FuncType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guests that fault, divide by zero, overflow their stack, loop for ever and call host functions that throw, on platform and virtual threads at once,
 * while garbage is collected. Each happens 100 times, or as often as the system property {@code gantry.hammer} says.
 */
class HammerTest {
    private static final int TIMES = Integer.getInteger("gantry.hammer", 100);
    private static final int THREADS = 16;
    private static final String WAT = """
            (module (import "h" "throw" (func $throw (param i32) (result i32))) (memory 1)
              (func (export "fault") (param i32) (result i32) (i32.load offset=65536 (local.get 0)))
              (func (export "divide") (param i32) (result i32) (i32.div_s (local.get 0) (i32.const 0)))
              (func $deep (export "deep") (param i32) (result i32) (i32.add (i32.const 1) (call $deep (local.get 0))))
              (func (export "spin") (param i32) (result i32) (loop $l (br $l)) (i32.const 0))
              (func (export "throw") (param i32) (result i32) (i32.add (i32.const 1) (call $throw (local.get 0))))
              (func (export "fine") (param i32) (result i32) (i32.add (i32.const 1) (local.get 0))))
            """;

    private final AtomicInteger left = new AtomicInteger(TIMES);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @ParameterizedTest
    @EnumSource(
            value = Config.TrapMode.class,
            names = {"SIGNALS", "CHECKS"})
    void everythingAtOnce(Config.TrapMode mode) throws InterruptedException {
        Engine engine = Engine.create(
                Config.defaults().withTrapMode(mode).withInterruptible(true).withMaxWasmStack(256 << 10));
        Module module = Module.fromWat(engine, WAT);
        Linker linker = Linker.create(engine).func("h", "throw", Guests.I32_TO_I32, (caller, slots) -> {
            throw new IllegalStateException("host " + slots[0]);
        });
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread.Builder builder = i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
            threads.add(builder.start(() -> hammer(engine, linker, module)));
        }
        int collections = 0;
        for (Thread thread : threads) {
            while (!thread.join(java.time.Duration.ofMillis(50))) {
                System.gc();
                collections++;
            }
        }
        assertThat(failure.get()).isNull();
        System.out.println("hammer " + mode + ": " + TIMES + " of each trap on " + THREADS + " threads during "
                + collections + " collections");
        engine.close();
    }

    private void hammer(Engine engine, Linker linker, Module module) {
        try {
            Store store = Store.create(engine);
            Instance instance = linker.instantiate(store, module);
            store.setTimeLimit(TimeUnit.MILLISECONDS.toNanos(1));
            for (int n = left.getAndDecrement(); n > 0; n = left.getAndDecrement()) {
                round(store, instance, n);
                if (n % 64 == 0) {
                    store.close();
                    store = Store.create(engine);
                    instance = linker.instantiate(store, module);
                    store.setTimeLimit(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
        } catch (Throwable t) {
            failure.compareAndSet(null, t);
        }
    }

    private static void round(Store store, Instance instance, int n) {
        store.setTimeLimit(0);
        expect(instance, Trap.MEMORY_OUT_OF_BOUNDS, "fault", n);
        expect(instance, Trap.INTEGER_DIVISION_BY_ZERO, "divide", n);
        expect(instance, Trap.STACK_OVERFLOW, "deep", n);
        assertThat(catchThrowable(() -> call(instance, "throw", n))).hasMessage("host " + n);
        assertThat(call(instance, "fine", n)).isEqualTo(n + 1);
        store.setTimeLimit(TimeUnit.MILLISECONDS.toNanos(1));
        expect(instance, Trap.INTERRUPT, "spin", n);
    }

    private static void expect(Instance instance, Trap trap, String name, int arg) {
        Throwable thrown = catchThrowable(() -> call(instance, name, arg));
        assertThat(thrown).isInstanceOf(TrapException.class);
        assertThat(((TrapException) thrown).trap()).isEqualTo(trap);
    }

    @org.junit.jupiter.api.Test
    void hostFunctionsThatBlockDoNotPinVirtualThreads() throws InterruptedException {
        Engine engine = Guests.SIGNALS;
        Module module =
                Module.fromWat(engine, "(module (import \"h\" \"sleep\" (func $s)) (func (export \"run\") (call $s)))");
        Linker linker = Linker.create(engine).func("h", "sleep", FuncType.EMPTY, (caller, slots) -> Thread.sleep(100));
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            threads.add(Thread.ofVirtual().start(() -> call(linker.instantiate(Store.create(engine), module), "run")));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        // One after the other on two carriers they would take 5 s.
        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    }
}
