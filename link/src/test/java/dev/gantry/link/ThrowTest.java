package dev.gantry.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Exceptions of compiled code: who takes them, by which rule, what they cost, under load. */
class ThrowTest {
    private static final int HAMMER = Integer.getInteger("gantry.hammer", 25_000);

    private static final String DIVE = """
            function %dive(i64, i64) -> i64 system_v {
                fn0 = colocated %dive(i64, i64) -> i64 system_v
                fn1 = %Throw(i32, i64, i64) system_v
            block0(v0: i64, v1: i64):
                brif v0, block1, block2
            block1:
                v2 = iconst.i64 -1
                v3 = iadd v0, v2
                v4 = call fn0(v3, v1)
                v5 = iadd v4, v0
                return v5
            block2:
                v6 = iconst.i32 5
                call fn1(v6, v1, v0)
                trap user1
            }

            function %catch(i64, i64) -> i64 system_v {
                sig0 = (i64, i64) -> i64 system_v
                fn0 = colocated %dive sig0
            block0(v0: i64, v1: i64):
                try_call fn0(v0, v1), sig0, block1(ret0), [ tag4: block1(v0), tag5: block2(exn0) ]
            block1(v2: i64):
                return v2
            block2(v3: i64):
                v4 = imul v3, v1
                return v4
            }

            function %loop(i64, i64, i64) -> i64 system_v {
                fn0 = colocated %catch(i64, i64) -> i64 system_v
            block0(v0: i64, v1: i64, v2: i64):
                v3 = iconst.i64 0
                jump block1(v2, v3)
            block1(v4: i64, v5: i64):
                v6 = call fn0(v0, v1)
                v7 = iadd v5, v6
                v8 = iconst.i64 -1
                v9 = iadd v4, v8
                brif v9, block1(v9, v7), block2
            block2:
                return v7
            }
            """;

    private static final String CONTEXT = """
            function %throws(i64, i64) -> i64 system_v {
                sig0 = (i32, i64, i64) system_v
                fn0 = %Throw sig0
            block0(v0: i64, v1: i64):
                v2 = iconst.i32 7
                v3 = iconst.i64 200
                try_call fn0(v2, v0, v1), sig0, block1, [ tag7: block2(v0), context v0, tag7: block2(exn1), tag8: block1, context v3, tag7: block2(v3) ]
            block1:
                trap user1
            block2(v4: i64):
                return v4
            }
            """;

    private final Compiler compiler = new Compiler(TargetIsa.host(Settings.DEFAULT));

    private JitModule link(String clif) {
        JitModule.Builder builder = JitModule.builder();
        for (Function function : ClifReader.readFunctions(clif)) {
            builder.add(compiler.compile(function));
        }
        return builder.link();
    }

    private static long call(NativeInvoker invoker, JitModule module, String clif, int function, long... args) {
        List<Function> functions = ClifReader.readFunctions(clif);
        return invoker.invoke(module.address(function), functions.get(function).signature(), args)[0];
    }

    @Test
    void whatNobodyTakesBecomesAJavaException() {
        try (JitModule module = link(DIVE);
                NativeInvoker invoker = new NativeInvoker(compiler)) {
            assertThatThrownBy(() -> call(invoker, module, DIVE, 0, 3, 42))
                    .isInstanceOfSatisfying(NativeThrownException.class, e -> {
                        assertThat(e.tag()).isEqualTo(5);
                        assertThat(e.payload0()).isEqualTo(42);
                        assertThat(e.payload1()).isZero();
                    });
            assertThat(call(invoker, module, DIVE, 1, 3, 42)).isEqualTo(42 * 42);
        }
    }

    @Test
    void aRuleMayLookAtContexts() {
        TagRule byContext = (tag, hasContext, context, thrown) -> hasContext && context == 200 && tag == thrown;
        TagRule byOwnContext = (tag, hasContext, context, thrown) -> hasContext && context == 11 && tag == thrown + 1;
        try (JitModule module = link(CONTEXT);
                NativeInvoker equal = new NativeInvoker(compiler);
                NativeInvoker context = new NativeInvoker(compiler, byContext);
                NativeInvoker own = new NativeInvoker(compiler, byOwnContext)) {
            assertThat(call(equal, module, CONTEXT, 0, 11, 12)).isEqualTo(11);
            assertThat(call(context, module, CONTEXT, 0, 11, 12)).isEqualTo(200);
            assertThat(call(context, module, CONTEXT, 0, 200, 12)).isEqualTo(12);
            assertThatThrownBy(() -> call(own, module, CONTEXT, 0, 11, 12))
                    .isInstanceOfSatisfying(
                            NativeTrapException.class, e -> assertThat(e.code()).isEqualTo(1));
        }
    }

    @Test
    void theTablesTravelWithTheCode() {
        CompiledFunction catcher =
                compiler.compile(ClifReader.readFunctions(DIVE).get(1));
        assertThat(catcher.code().callSiteCount()).isEqualTo(1);
        assertThat(catcher.code().handlerCount(0)).isEqualTo(2);
        assertThat(catcher.code().handlerOperand(0, 1)).isEqualTo(5);
        assertThat(catcher.code().callSiteFrameBytes(0)).isEqualTo(catcher.frameBytes());
    }

    @Test
    void costByDepth() {
        StringBuilder report = new StringBuilder("ThrowTest: ns per exception");
        try (JitModule module = link(DIVE);
                NativeInvoker invoker = new NativeInvoker(compiler)) {
            for (int depth : new int[] {0, 9, 99}) {
                long best = Long.MAX_VALUE;
                for (int round = 0; round < 20; round++) {
                    long start = System.nanoTime();
                    assertThat(call(invoker, module, DIVE, 2, depth, 3, 2000)).isEqualTo(9 * 2000);
                    best = Math.min(best, System.nanoTime() - start);
                }
                report.append(", ").append(best / 2000).append(" at depth ").append(depth + 1);
            }
        }
        System.out.println(report);
    }

    @Test
    void threadsThrowWhileTheCollectorRuns() throws InterruptedException {
        AtomicInteger wrong = new AtomicInteger();
        Thread[] threads = new Thread[4];
        try (JitModule module = link(DIVE)) {
            for (int t = 0; t < threads.length; t++) {
                int depth = t * 3;
                Runnable work = () -> {
                    try (NativeInvoker invoker = new NativeInvoker(new Compiler(TargetIsa.host(Settings.DEFAULT)))) {
                        for (int done = 0; done < HAMMER; done += 500) {
                            long sum = call(invoker, module, DIVE, 2, depth, depth + 1, 500);
                            if (sum != 500L * (depth + 1) * (depth + 1)) {
                                wrong.incrementAndGet();
                            }
                        }
                    }
                };
                threads[t] = t % 2 == 0
                        ? Thread.ofPlatform().start(work)
                        : Thread.ofVirtual().start(work);
            }
            for (Thread thread : threads) {
                while (!thread.join(java.time.Duration.ofMillis(20))) {
                    System.gc();
                }
            }
        }
        assertThat(wrong).hasValue(0);
    }
}
