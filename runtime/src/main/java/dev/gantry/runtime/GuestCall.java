package dev.gantry.runtime;

import dev.gantry.host.RawMemory;
import dev.gantry.link.guest.ExitCode;
import dev.gantry.link.guest.GuestStack;
import dev.gantry.link.guest.StackContext;
import dev.gantry.runtime.vm.StoreMemory;
import dev.gantry.wasm.clif.VmContextLayout;
import java.lang.ref.Reference;

/**
 * One call from Java into a guest: enters it on a guest stack, does what it leaves for, resumes it, until it returns, traps, or a host function throws.
 *
 * <p>While a host function runs there is no native frame on the Java thread's stack; its exception simply ends the loop, and the guest stack with the
 * frames on it is used for something else.
 */
final class GuestCall {
    private GuestCall() {}

    /**
     * Calls a function.
     *
     * @param trampoline address of the entry trampoline of its type
     * @param args slots, of which the first {@code params} are passed
     * @param results receives {@code resultCount} slots
     */
    static void run(
            Store store,
            long trampoline,
            long code,
            long vmctx,
            long[] args,
            int params,
            long[] results,
            int resultCount) {
        int depth = store.enter();
        if (depth > store.engine().config().maxCallDepth()) {
            store.leave();
            throw new TrapException(Trap.STACK_OVERFLOW, Trap.STACK_OVERFLOW.message(), WasmBacktrace.EMPTY);
        }
        StoreMemory memory = store.memory();
        GuestStack stack = memory.takeStack();
        long limitField = memory.context() + VmContextLayout.STORE_STACK_LIMIT;
        long outerLimit = RawMemory.getLong(limitField);
        RawMemory.putLong(limitField, stack.limit());
        store.interruption().begin(depth);
        try {
            long buffer = stack.context() - (8L * Math.max(params, resultCount) + 15 & -16);
            for (int i = 0; i < params; i++) {
                RawMemory.putLong(buffer + 8L * i, args[i]);
            }
            int exit = stack.enter(trampoline, code, vmctx, buffer, buffer);
            while (exit != ExitCode.RETURNED) {
                long result = leave(store, stack, exit);
                exit = stack.resume(result);
            }
            for (int i = 0; i < resultCount; i++) {
                results[i] = RawMemory.getLong(buffer + 8L * i);
            }
        } finally {
            store.interruption().end();
            RawMemory.putLong(limitField, outerLimit);
            memory.releaseStack(stack);
            store.leave();
            Reference.reachabilityFence(store);
        }
    }

    /** Does what the guest left for; the result is for the guest. */
    private static long leave(Store store, GuestStack stack, int exit) {
        if (exit == ExitCode.HOST_CALL) {
            callHost(store, stack);
            return 0;
        }
        if (exit == ExitCode.TRAP) {
            throw Backtraces.trap(store, stack, Traps.ofCode((int) stack.field(StackContext.TRAP_CODE)));
        }
        return Builtins.call(store, stack, exit - ExitCode.BUILTIN);
    }

    private static void callHost(Store store, GuestStack stack) {
        long context = stack.operand(0);
        long buffer = stack.operand(2);
        HostEntry entry = store.hostFunction((int) RawMemory.getLong(context));
        int params = entry.params();
        int results = entry.results();
        long[] slots = new long[Math.max(Math.max(params, results), 1)];
        for (int i = 0; i < params; i++) {
            slots[i] = RawMemory.getLong(buffer + 8L * i);
        }
        try {
            entry.function().call(store.instance(stack.operand(1)).caller(), slots);
        } catch (RuntimeException | Error unchecked) {
            Backtraces.splice(store, stack, unchecked);
            throw unchecked;
        } catch (Throwable checked) {
            HostFunctionException wrapped = new HostFunctionException(checked);
            Backtraces.splice(store, stack, wrapped);
            throw wrapped;
        }
        for (int i = 0; i < results; i++) {
            RawMemory.putLong(buffer + 8L * i, slots[i]);
        }
    }
}
