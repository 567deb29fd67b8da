package dev.gantry.runtime.compile;

import dev.gantry.link.JitModule;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.clif.VmContextLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a module's functions on several threads. The result does not depend on how many: each function is compiled by itself, from the module alone,
 * and linked in the order of the indices; if several bodies are invalid, the first one is reported.
 */
public final class ModuleCompiler {
    /** Bytes of bodies for which a second thread pays: starting one and warming its compiler up costs about as much as compiling this. */
    private static final int BYTES_PER_THREAD = 2_000;

    private final CompilerBackend backend;
    private final WasmModule wasm;
    private final VmContextLayout layout;
    private final @Nullable CompiledBody[] bodies;
    private final AtomicInteger next = new AtomicInteger();
    private int failedAt = Integer.MAX_VALUE;
    private @Nullable Throwable failure;

    private ModuleCompiler(CompilerBackend backend, WasmModule wasm) {
        this.backend = backend;
        this.wasm = wasm;
        this.layout = new VmContextLayout(wasm);
        this.bodies = new CompiledBody[wasm.bodyCount()];
    }

    /**
     * Validates, compiles and links all functions of a module that passed the checks on module level.
     *
     * @param threads how many threads may work, this one included
     * @throws dev.gantry.wasm.WasmException if a body is not valid
     */
    public static CompiledModule compile(CompilerBackend backend, WasmModule wasm, int threads) {
        return new ModuleCompiler(backend, wasm).run(threads);
    }

    private CompiledModule run(int threads) {
        long bytes = 0;
        for (int i = 0; i < bodies.length; i++) {
            bytes += wasm.bodyLength(i);
        }
        int useful = (int) Math.min(Math.min(threads, bodies.length), 1 + bytes / BYTES_PER_THREAD);
        Thread[] helpers = new Thread[Math.max(useful - 1, 0)];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] =
                    Thread.ofPlatform().daemon().name("gantry-compile-" + i).start(this::work);
        }
        work();
        boolean interrupted = false;
        for (Thread helper : helpers) {
            interrupted |= join(helper);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow();
        return link();
    }

    private CompiledModule link() {
        JitModule.Builder builder = JitModule.builder();
        for (int i = 0; i < bodies.length; i++) {
            CompiledBody body = bodies[i];
            if (body == null) {
                throw new IllegalStateException("function " + i + " was not compiled");
            }
            builder.add(body.code(), body.symbols());
        }
        return new CompiledModule(wasm, layout, builder);
    }

    private static boolean join(Thread helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.join();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Takes bodies in order until there are none, or one before them has failed. */
    private void work() {
        int i = next.getAndIncrement();
        if (i >= bodies.length) {
            return;
        }
        try {
            BodyCompiler compiler = backend.newBodyCompiler(wasm, layout);
            while (i < bodies.length && i < failedAt()) {
                bodies[i] = compiler.compile(wasm.importedFuncCount() + i);
                i = next.getAndIncrement();
            }
        } catch (RuntimeException | Error e) {
            fail(i, e);
        }
    }

    private synchronized int failedAt() {
        return failedAt;
    }

    private synchronized void fail(int index, Throwable cause) {
        if (index < failedAt) {
            failedAt = index;
            failure = cause;
        }
    }

    private synchronized void rethrow() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
