package dev.gantry.link;

import dev.gantry.clif.ir.Signature;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.host.RawMemory;
import dev.gantry.link.guest.ExitCode;
import dev.gantry.link.guest.GuestStack;
import dev.gantry.link.guest.GuestSupport;
import dev.gantry.link.guest.StackContext;
import dev.gantry.link.guest.StackPool;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls compiled functions of any signature from Java, on a guest stack: for tests of code generation and for clients that build CLIF. A trampoline is
 * compiled for each signature. For one thread.
 *
 * <p>Values are words of 64 bits, as {@link Trampolines} lays them out: one word each, two (low half first) for values of more than 8 bytes.
 */
public final class NativeInvoker implements AutoCloseable {
    private static final long STACK = 1 << 20;

    private final Compiler compiler;
    private final GuestSupport support = GuestSupport.instance();
    private final StackPool stacks = support.stacks(STACK, GuestStack.HEADROOM);
    private final Map<Signature, JitModule> trampolines = new HashMap<>();
    private final boolean signals = support.signals();
    private final HandlerSearch search;

    /** An invoker whose trampolines this compiler makes. */
    public NativeInvoker(Compiler compiler) {
        this(compiler, TagRule.EQUAL);
    }

    /** An invoker whose trampolines this compiler makes, and under which handlers take exceptions by a rule. */
    public NativeInvoker(Compiler compiler, TagRule rule) {
        this.compiler = compiler;
        this.search = new HandlerSearch(rule);
    }

    /** {@return whether traps are recognised; if not, a trapping function ends the JVM} */
    public boolean recognisesTraps() {
        return signals;
    }

    /**
     * Calls a function.
     *
     * @param code its address
     * @param signature its signature
     * @param args the words of its parameters
     * @return the words of its results
     * @throws NativeTrapException if it traps
     * @throws NativeThrownException if it throws by {@code %Throw} and no function handles it
     */
    public long[] invoke(long code, Signature signature, long[] args) {
        JitModule trampoline = trampolines.get(signature);
        if (trampoline == null) {
            trampoline = link(signature);
            trampolines.put(signature, trampoline);
        }
        int results = 0;
        for (int i = 0; i < signature.resultCount(); i++) {
            results += Trampolines.slotBytes(signature.result(i).type()) / 8;
        }
        GuestStack stack = stacks.take();
        try {
            long buffer = stack.context() - (8L * Math.max(args.length, results) + 15 & -16);
            for (int i = 0; i < args.length; i++) {
                RawMemory.putLong(buffer + 8L * i, args[i]);
            }
            int exit = stack.enter(trampoline.address(0), code, 0, buffer, buffer);
            while (exit == ExitCode.THROW) {
                int tag = (int) stack.operand(0);
                long payload0 = stack.operand(1);
                long payload1 = stack.operand(2);
                if (!search.find(stack, tag)) {
                    throw new NativeThrownException(tag, payload0, payload1);
                }
                exit = search.resume(stack, payload0, payload1);
            }
            if (exit == ExitCode.TRAP) {
                throw new NativeTrapException(
                        (int) stack.field(StackContext.TRAP_CODE), stack.field(StackContext.GUEST_PC));
            }
            long[] words = new long[results];
            for (int i = 0; i < results; i++) {
                words[i] = RawMemory.getLong(buffer + 8L * i);
            }
            return words;
        } finally {
            stacks.release(stack);
        }
    }

    private JitModule link(Signature signature) {
        CompiledFunction compiled = compiler.compile(Trampolines.entry(signature, 0));
        JitModule.Builder builder = JitModule.builder();
        builder.add(compiled.code(), new NameSymbols(compiled.symbols(), name -> Symbols.EXTERNAL));
        return builder.link();
    }

    /** Unmaps the trampolines. */
    @Override
    public void close() {
        for (JitModule trampoline : trampolines.values()) {
            trampoline.close();
        }
        trampolines.clear();
    }
}
