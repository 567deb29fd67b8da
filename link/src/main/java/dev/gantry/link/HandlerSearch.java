package dev.gantry.link;

import dev.gantry.host.RawMemory;
import dev.gantry.link.guest.CodeRange;
import dev.gantry.link.guest.CodeRegistry;
import dev.gantry.link.guest.GuestStack;
import dev.gantry.link.guest.GuestSupport;
import dev.gantry.link.guest.StackContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds the exception handler at which a guest that left by {@code ExitCode.THROW} continues.
 *
 * <p><b>Algorithm.</b> The chain of frame pointers is walked from the frame that threw. Each return address on the way is looked up in the {@link
 * JitModule} that it is in: if the call that returns there has handlers, they are tried in their order, and the first that takes the tag ends the walk.
 * A handler needs three registers: its frame's rbp, from which rsp follows by a distance recorded with the call, and the payloads in rax and rdx; all
 * else it finds in memory, since a {@code try_call} counts every register as destroyed. So nothing needs to be restored frame by frame, and frames of all
 * conventions may lie in between.
 *
 * <p><b>Invariants.</b> Frame pointers rise along the chain and lie on the guest's stack; the walk ends where they do not: at the entry trampoline, whose
 * saved rbp is 0, or where a guest has switched to a stack outside. Handlers in another guest's frames, further out on the Java thread, are never found:
 * the host function in between decides what becomes of the exception.
 *
 * <p><b>Example.</b> g calls f by {@code try_call … [ tag7: block2 ]}, f calls {@code %Throw(7, x, y)}: pc in f has no handlers; f's saved return address
 * is the try_call of g, tag 7 is taken: block2 with rbp = f's saved rbp.
 *
 * <p>For one thread; used again for each exception.
 */
public final class HandlerSearch {
    private final CodeRegistry registry = GuestSupport.instance().registry();
    private final TagRule rule;
    /** The module of the frame before; of one search only, since modules may be closed between two. */
    private @Nullable JitModule last;

    private long pc;
    private long framePointer;
    private long stackPointer;

    /** A search by a rule. */
    public HandlerSearch(TagRule rule) {
        this.rule = rule;
    }

    /**
     * Finds the innermost handler that takes a tag.
     *
     * @param stack the stack of a guest that has just left by throwing
     * @return whether there is one
     */
    public boolean find(GuestStack stack, int tag) {
        long returnAddress = stack.field(StackContext.GUEST_PC);
        long frame = stack.field(StackContext.GUEST_RBP);
        last = null;
        while (stack.contains(frame)) {
            JitModule module = moduleAt(returnAddress);
            if (module != null && tryFrame(module, returnAddress, frame, tag)) {
                return true;
            }
            returnAddress = RawMemory.getLong(frame + 8);
            long outer = RawMemory.getLong(frame);
            if (outer <= frame) {
                return false;
            }
            frame = outer;
        }
        return false;
    }

    private @Nullable JitModule moduleAt(long address) {
        JitModule module = last;
        if (module == null || address < module.start() || address >= module.end()) {
            CodeRange range = registry.find(address);
            module = range instanceof JitModule found ? found : null;
            last = module;
        }
        return module;
    }

    private boolean tryFrame(JitModule module, long returnAddress, long frame, int tag) {
        HandlerTable table = module.handlers();
        int site = table.site((int) (returnAddress - module.start()));
        if (site < 0) {
            return false;
        }
        long sp = frame - table.frameBytes(site);
        boolean hasContext = false;
        long context = 0;
        for (int item = table.firstItem(site); item < table.endItem(site); item++) {
            boolean taken =
                    switch (table.kind(item)) {
                        case DEFAULT -> true;
                        case TAG -> rule.takes(table.operand(item), hasContext, context, tag);
                        case CONTEXT -> {
                            hasContext = true;
                            context = RawMemory.getLong(sp + table.operand(item));
                            yield false;
                        }
                    };
            if (taken) {
                pc = module.start() + table.handler(item);
                framePointer = frame;
                stackPointer = sp;
                return true;
            }
        }
        return false;
    }

    /** {@return the address of the handler found last} */
    public long pc() {
        return pc;
    }

    /** {@return the frame pointer that it needs} */
    public long framePointer() {
        return framePointer;
    }

    /** {@return the stack pointer that it needs} */
    public long stackPointer() {
        return stackPointer;
    }

    /**
     * Lets the guest continue at the handler found last.
     *
     * @return the next {@code ExitCode}
     */
    public int resume(GuestStack stack, long payload0, long payload1) {
        return stack.resumeAt(pc, framePointer, stackPointer, payload0, payload1);
    }
}
