package dev.gantry.link.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.host.RawMemory;
import dev.gantry.host.VirtualMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Entry, exit, resumption and traps with hand-made guest functions. */
class GuestStackTest {
    private static GuestSupport support;
    private static HandMade code;
    private static StackPool pool;

    @BeforeAll
    static void setUp() {
        support = GuestSupport.instance();
        assertThat(support.signals()).isTrue();
        code = new HandMade();
        pool = support.stacks(1 << 20, GuestStack.HEADROOM);
    }

    private static int enter(GuestStack stack, int function, long a, long b, long c) {
        return stack.enter(code.address(function), a, b, c, stack.context());
    }

    private static void expectTrap(GuestStack stack, int exit, int trapCode) {
        assertThat(exit).isEqualTo(ExitCode.TRAP);
        assertThat(stack.field(StackContext.TRAP_CODE)).isEqualTo(trapCode);
    }

    @Test
    void aCallReturnsItsResult() {
        GuestStack stack = pool.take();
        assertThat(enter(stack, code.add, 1, 20, 300)).isEqualTo(ExitCode.RETURNED);
        assertThat(stack.field(StackContext.RESULT)).isEqualTo(321);
        pool.release(stack);
    }

    @Test
    void faultsBecomeTraps() {
        GuestStack stack = pool.take();
        expectTrap(stack, enter(stack, code.load, code.guard + 4096, 0, 0), HandMade.HEAP);
        assertThat(stack.field(StackContext.FAULT_ADDRESS)).isEqualTo(code.guard + 4096);
        long pc = stack.field(StackContext.GUEST_PC);
        assertThat(code.module.functionAt(pc)).isEqualTo(code.load);
        assertThat(code.module.trapAt(pc)).isEqualTo(HandMade.HEAP);
        assertThat(code.module.srcLocAt(pc)).isEqualTo(100);
        expectTrap(stack, enter(stack, code.load, 1L << 62, 0, 0), HandMade.HEAP);
        expectTrap(stack, enter(stack, code.divide, 5, 0, 0), HandMade.DIVIDE);
        expectTrap(stack, enter(stack, code.divide, Long.MIN_VALUE, -1, 0), HandMade.DIVIDE);
        expectTrap(stack, enter(stack, code.unreachable, 0, 0, 0), HandMade.UNREACHABLE);
        assertThat(enter(stack, code.divide, 42, 6, 0)).isEqualTo(ExitCode.RETURNED);
        assertThat(stack.field(StackContext.RESULT)).isEqualTo(7);
        pool.release(stack);
    }

    @Test
    void framesAreWalkedThroughLinkedCalls() {
        GuestStack stack = pool.take();
        expectTrap(stack, enter(stack, code.outer, 5, 0, 0), HandMade.DIVIDE);
        long[] pcs = new long[10];
        assertThat(stack.walk(pcs)).isEqualTo(3);
        assertThat(code.module.functionAt(pcs[0])).isEqualTo(code.divide);
        assertThat(code.module.functionAt(pcs[1])).isEqualTo(code.outer);
        assertThat(code.module.functionAt(pcs[2])).isEqualTo(-1);
        pool.release(stack);
    }

    @Test
    void recursionEndsAtTheLimit() {
        GuestStack stack = pool.take();
        assertThat(enter(stack, code.recurse, stack.limit(), 10_000, 0)).isEqualTo(ExitCode.RETURNED);
        assertThat(stack.field(StackContext.RESULT)).isEqualTo(10_000);
        for (int i = 0; i < 100; i++) {
            expectTrap(stack, enter(stack, code.recurse, stack.limit(), 1_000_000_000, 0), HandMade.OVERFLOW);
        }
        long[] pcs = new long[100];
        assertThat(stack.walk(pcs)).isEqualTo(100);
        assertThat(code.module.functionAt(pcs[99])).isEqualTo(code.recurse);
        stack.discard();
        pool.release(stack);
    }

    @Test
    void hostCallsLeaveAndResume() {
        GuestStack stack = pool.take();
        int exit = enter(stack, code.hostCalls, 1000, 7, 0);
        int calls = 0;
        while (exit == ExitCode.HOST_CALL) {
            assertThat(stack.operand(0)).isEqualTo(1000 - calls);
            calls++;
            exit = stack.resume(stack.operand(1) + 2);
        }
        assertThat(exit).isEqualTo(ExitCode.RETURNED);
        assertThat(calls).isEqualTo(1000);
        assertThat(stack.field(StackContext.RESULT)).isEqualTo(2007);
        pool.release(stack);
    }

    @Test
    void aGuestMayBeDroppedInAHostCallAndNested() {
        GuestStack outer = pool.take();
        GuestStack inner = pool.take();
        assertThat(enter(outer, code.hostCalls, 3, 0, 0)).isEqualTo(ExitCode.HOST_CALL);
        assertThat(enter(inner, code.hostCalls, 3, 0, 0)).isEqualTo(ExitCode.HOST_CALL);
        assertThat(enter(inner, code.add, 1, 2, 3)).isEqualTo(ExitCode.RETURNED);
        assertThat(inner.field(StackContext.RESULT)).isEqualTo(6);
        pool.release(inner);
        assertThat(outer.resume(1)).isEqualTo(ExitCode.HOST_CALL);
        assertThat(outer.resume(2)).isEqualTo(ExitCode.HOST_CALL);
        assertThat(outer.resume(3)).isEqualTo(ExitCode.RETURNED);
        assertThat(outer.field(StackContext.RESULT)).isEqualTo(3);
        pool.release(outer);
    }

    @Test
    void bytesAreCopiedAndSet() {
        GuestStack stack = pool.take();
        long memory = VirtualMemory.allocate(1 << 16);
        java.util.Random random = new java.util.Random(1);
        byte[] model = new byte[4096];
        random.nextBytes(model);
        RawMemory.copyIn(model, 0, memory, model.length);
        long copy = support.stubs().bytesCopy();
        long fill = support.stubs().bytesFill();
        byte[] now = new byte[model.length];
        for (int i = 0; i < 2000; i++) {
            int length = random.nextInt(i % 2 == 0 ? 40 : 1500);
            int to = random.nextInt(model.length - length);
            int from = random.nextInt(model.length - length);
            if (i % 3 == 0) {
                from = Math.max(0, Math.min(model.length - length, to + random.nextInt(41) - 20));
            }
            // The functions take length as fourth argument: a trampoline of three arguments is enough for (any, to,
            // from) only.
            runCopy(stack, i % 5 == 0 ? fill : copy, memory + to, i % 5 == 0 ? i : memory + from, length);
            if (i % 5 == 0) {
                java.util.Arrays.fill(model, to, to + length, (byte) i);
            } else {
                System.arraycopy(model, from, model, to, length);
            }
            RawMemory.copyOut(memory, now, 0, now.length);
            assertThat(now).isEqualTo(model);
        }
        pool.release(stack);
        VirtualMemory.free(memory, 1 << 16);
    }

    private static void runCopy(GuestStack stack, long function, long to, long from, long length) {
        dev.gantry.host.NativeCall.call(RawMemory.code(function), 0, to, from, length, 0, 0);
    }

    @Test
    void hotSpotStillHandlesItsOwnFaults() {
        int caught = 0;
        for (int i = 0; i < 20_000; i++) {
            try {
                caught += length(i % 100 == 0 ? null : "x") - 1;
            } catch (NullPointerException e) {
                caught++;
            }
        }
        assertThat(caught).isEqualTo(200);
        assertThatThrownBy(() -> deep(0)).isInstanceOf(StackOverflowError.class);
        assertThat(quotients(20_000)).isEqualTo(200);
    }

    private static int length(String s) {
        return s.length();
    }

    private static int deep(int n) {
        return deep(n + 1) + 1;
    }

    private static int quotients(int n) {
        int caught = 0;
        for (int i = 0; i < n; i++) {
            try {
                if (1000 / (i % 100) < 0) {
                    caught += 1000;
                }
            } catch (ArithmeticException e) {
                caught++;
            }
        }
        return caught;
    }

    @Test
    void registrationsComeAndGoWhileGuestsTrap() throws InterruptedException {
        AtomicInteger stop = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread trapper = new Thread(() -> {
            GuestStack stack = pool.take();
            try {
                while (stop.get() == 0) {
                    expectTrap(stack, enter(stack, code.divide, 1, 0, 0), HandMade.DIVIDE);
                }
            } catch (Throwable t) {
                failure.set(t);
            }
            pool.release(stack);
        });
        trapper.start();
        GuestStack stack = pool.take();
        for (int i = 0; i < 300; i++) {
            HandMade other = new HandMade();
            assertThat(stack.enter(other.address(other.unreachable), 0, 0, 0, stack.context()))
                    .isEqualTo(ExitCode.TRAP);
            other.module.close();
            VirtualMemory.free(other.guard, 1 << 20);
        }
        pool.release(stack);
        stop.set(1);
        trapper.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void manyThreadsTrapDuringCollections() throws InterruptedException {
        int threads = 12;
        CountDownLatch done = new CountDownLatch(threads);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Runnable body = () -> {
                try {
                    hammer(300);
                } catch (Throwable e) {
                    failure.set(e);
                } finally {
                    done.countDown();
                }
            };
            all.add(
                    t % 2 == 0
                            ? Thread.ofVirtual().start(body)
                            : Thread.ofPlatform().start(body));
        }
        while (!done.await(10, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            System.gc();
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(failure.get()).isNull();
    }

    private static void hammer(int rounds) {
        GuestStack stack = pool.take();
        for (int i = 0; i < rounds; i++) {
            expectTrap(stack, enter(stack, code.load, code.guard + 8L * i, 0, 0), HandMade.HEAP);
            expectTrap(stack, enter(stack, code.divide, 5, 0, 0), HandMade.DIVIDE);
            expectTrap(stack, enter(stack, code.unreachable, 0, 0, 0), HandMade.UNREACHABLE);
            expectTrap(stack, enter(stack, code.recurse, stack.limit(), 1_000_000_000, 0), HandMade.OVERFLOW);
            int exit = enter(stack, code.hostCalls, 5, i, 0);
            while (exit == ExitCode.HOST_CALL) {
                byte[] garbage = new byte[1000];
                Thread.yield();
                exit = stack.resume(stack.operand(1) + garbage[7] + 1);
            }
            assertThat(stack.field(StackContext.RESULT)).isEqualTo(i + 5);
        }
        pool.release(stack);
    }

    @Test
    void aRunningGuestDoesNotHoldUpTheCollector() throws InterruptedException {
        long flag = VirtualMemory.allocate(4096);
        Thread guest = new Thread(() -> {
            GuestStack stack = pool.take();
            enter(stack, code.loop, flag, 0, 0);
            pool.release(stack);
        });
        guest.start();
        Thread.sleep(20);
        long start = System.nanoTime();
        System.gc();
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        RawMemory.putLongVolatile(flag, 1);
        guest.join();
        VirtualMemory.free(flag, 4096);
    }
}
