package dev.gantry.runtime;

import dev.gantry.link.guest.GuestStack;
import dev.gantry.wasm.clif.Builtin;

/** What compiled code leaves to Java for, besides host functions: see {@link Builtin}. Operand 0 is the vmctx. */
final class Builtins {
    private static final Builtin[] ALL = Builtin.values();

    private Builtins() {}

    static long call(Store store, GuestStack stack, int number) {
        Instance instance = store.instance(stack.operand(0));
        switch (ALL[number]) {
            case RAISE -> throw Backtraces.trap(store, stack, Traps.ofCode((int) stack.operand(1)));
            case NEW_EPOCH -> {
                if (store.interruption().poll()) {
                    throw Backtraces.trap(store, stack, Trap.INTERRUPT);
                }
                return 0;
            }
            case MEMORY_GROW -> {
                return instance.memory((int) stack.operand(1)).grow(stack.operand(2));
            }
            case TABLE_GROW -> {
                return instance.table((int) stack.operand(1)).vm().grow(stack.operand(2), stack.operand(3));
            }
            default -> {
                bulk(store, stack, instance, ALL[number]);
                return 0;
            }
        }
    }

    private static void bulk(Store store, GuestStack stack, Instance instance, Builtin builtin) {
        int first = (int) stack.operand(1);
        int second = (int) stack.operand(2);
        long to = stack.operand(3);
        switch (builtin) {
            case MEMORY_INIT ->
                check(
                        store,
                        stack,
                        instance.segments().memoryInit(first, second, to, stack.operand(4), stack.operand(5)),
                        Trap.MEMORY_OUT_OF_BOUNDS);
            case DATA_DROP -> instance.segments().dropData(first);
            case TABLE_INIT ->
                check(
                        store,
                        stack,
                        instance.segments().tableInit(first, second, to, stack.operand(4), stack.operand(5)),
                        Trap.TABLE_OUT_OF_BOUNDS);
            case ELEM_DROP -> instance.segments().dropElements(first);
            case TABLE_COPY ->
                check(
                        store,
                        stack,
                        instance.segments().tableCopy(first, second, to, stack.operand(4), stack.operand(5)),
                        Trap.TABLE_OUT_OF_BOUNDS);
            case TABLE_FILL ->
                check(
                        store,
                        stack,
                        instance.segments().tableFill(first, stack.operand(2), to, stack.operand(4)),
                        Trap.TABLE_OUT_OF_BOUNDS);
            default -> throw new IllegalStateException("compiled code called Java for " + builtin);
        }
    }

    private static void check(Store store, GuestStack stack, boolean done, Trap trap) {
        if (!done) {
            throw Backtraces.trap(store, stack, trap);
        }
    }
}
