package dev.gantry.runtime;

import static dev.gantry.runtime.Guests.call;
import static dev.gantry.runtime.Guests.instantiate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Guests that loop for ever are stopped by deadlines, epochs and interrupts. */
class InterruptionTest {
    private static final String WAT =
            "(module (func (export \"spin\") (loop (br 0))) (func (export \"f\") (result i32) (i32.const 1)))";

    private static void expectInterrupt(Instance instance) {
        assertThatThrownBy(() -> call(instance, "spin"))
                .isInstanceOfSatisfying(
                        TrapException.class, e -> assertThat(e.trap()).isEqualTo(Trap.INTERRUPT));
    }

    @Test
    void timeLimit() {
        Instance instance = instantiate(Guests.INTERRUPTIBLE, WAT);
        instance.store().setTimeLimit(30_000_000);
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            expectInterrupt(instance);
            assertThat(System.nanoTime() - start).isBetween(25_000_000L, 2_000_000_000L);
        }
        assertThat(call(instance, "f")).isEqualTo(1);
    }

    @Test
    void epochDeadline() throws InterruptedException {
        Instance instance = instantiate(Guests.INTERRUPTIBLE, WAT);
        instance.store().setEpochDeadline(2);
        Thread ticker = new Thread(() -> {
            for (int i = 0; i < 4; i++) {
                sleep();
                Guests.INTERRUPTIBLE.incrementEpoch();
            }
        });
        ticker.start();
        expectInterrupt(instance);
        ticker.join();
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void threadInterrupt() throws InterruptedException {
        for (boolean virtual : new boolean[] {false, true}) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Runnable body = () -> {
                try {
                    call(instantiate(Guests.INTERRUPTIBLE, WAT), "spin");
                } catch (TrapException e) {
                    thrown.set(e);
                }
            };
            Thread thread = virtual
                    ? Thread.ofVirtual().start(body)
                    : Thread.ofPlatform().start(body);
            Thread.sleep(50);
            thread.interrupt();
            thread.join();
            assertThat(thrown.get()).hasMessage("interrupt");
        }
    }
}
