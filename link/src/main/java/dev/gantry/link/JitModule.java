package dev.gantry.link;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.CodeBuffer;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.clif.ir.DebugTag;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.StackMap;
import dev.gantry.host.ExecutableMemory;
import dev.gantry.host.RawMemory;
import dev.gantry.link.guest.CodeRange;
import dev.gantry.link.guest.GuestSupport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Functions in executable memory, linked with each other and with what they call outside.
 *
 * <p>One region holds, in this order: the functions in the order in which they were added, each at a multiple of {@value #ALIGNMENT} or of its own
 * alignment; a stub for each address outside that is called (relative calls reach 2 GiB only); the table of traps; the table of call sites. All of it
 * is executable and read-only. Numbers of functions count from 0.
 *
 * <p>Immutable and safe for use by several threads. {@link #close()} unmaps the code: the owner makes sure that nothing runs in it.
 */
public final class JitModule implements CodeRange, AutoCloseable {
    /** No source location, no function. */
    public static final int NONE = -1;

    private static final int ALIGNMENT = 16;

    private final ExecutableMemory memory;
    private final int[] starts;
    private final int codeSize;
    private final SiteTable traps;
    private final SiteTable calls;
    private final HandlerTable handlers;
    private final PlaceRecords places;
    /** The bytes of each patchable call, and which of them are switched off. */
    private final byte[][] patchableBytes;

    private final boolean[] switchedOff;

    private final Object owner;
    private boolean closed;

    private JitModule(
            Object owner,
            ExecutableMemory memory,
            int[] starts,
            int codeSize,
            SiteTable traps,
            SiteTable calls,
            HandlerTable handlers,
            PlaceRecords places) {
        this.owner = owner;
        this.memory = memory;
        this.starts = starts;
        this.codeSize = codeSize;
        this.traps = traps;
        this.calls = calls;
        this.handlers = handlers;
        this.places = places;
        this.patchableBytes = new byte[places.patchableCallCount()][];
        this.switchedOff = new boolean[patchableBytes.length];
        for (int i = 0; i < patchableBytes.length; i++) {
            byte[] bytes = new byte[places.patchableCallLength(i)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = RawMemory.getByte(memory.address() + places.patchableCallOffset(i) + j);
            }
            patchableBytes[i] = bytes;
        }
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return what the builder was told: whose code this is} */
    public Object owner() {
        return owner;
    }

    /** {@return how many functions there are} */
    public int functionCount() {
        return starts.length;
    }

    /** {@return the address of a function} */
    public long address(int function) {
        return memory.address() + starts[function];
    }

    /** {@return bytes of code, stubs included} */
    public int codeSize() {
        return codeSize;
    }

    @Override
    public long start() {
        return memory.address();
    }

    @Override
    public long end() {
        return memory.address() + codeSize;
    }

    @Override
    public int trapCount() {
        return traps.count();
    }

    @Override
    public long trapTable() {
        return traps.address();
    }

    /** {@return the function that an address of code is in, or {@link #NONE}} */
    public int functionAt(long pc) {
        if (pc < start() || pc >= end()) {
            return NONE;
        }
        int at = Arrays.binarySearch(starts, (int) (pc - start()));
        return at >= 0 ? at : -at - 2;
    }

    /** {@return the code of the trap record of the instruction at an address, or {@link #NONE}} */
    public int trapAt(long pc) {
        int at = traps.find((int) (pc - start()));
        return at < 0 ? NONE : traps.code(at);
    }

    /** {@return the source location of an instruction that may trap or of the call that returns to an address, or {@link #NONE}} */
    public int srcLocAt(long pc) {
        int offset = (int) (pc - start());
        int at = traps.find(offset);
        if (at >= 0) {
            return traps.srcLoc(at);
        }
        at = calls.find(offset);
        return at < 0 ? NONE : calls.srcLoc(at);
    }

    /** {@return the number of calls in all functions} */
    public int callSiteCount() {
        return calls.count();
    }

    /** {@return the return address of a call, 0 to {@link #callSiteCount()} - 1, by rising address} */
    public long returnAddress(int callSite) {
        return start() + calls.offset(callSite);
    }

    /** {@return the live references of the frame whose call returns to an address, if the client listed any} */
    public Optional<StackMap> stackMapAt(long returnAddress) {
        return places.stackMap((int) (returnAddress - start()));
    }

    /** {@return the debug tags of the call that returns to an address, and of the sequence points behind which the code at an address comes} */
    public List<DebugTag> debugTagsAt(long address) {
        return places.debugTags((int) (address - start()));
    }

    /** {@return the number of patchable calls in all functions} */
    public int patchableCallCount() {
        return places.patchableCallCount();
    }

    /** {@return the address of a patchable call, 0 to {@link #patchableCallCount()} - 1, by rising address} */
    public long patchableCall(int call) {
        return start() + places.patchableCallOffset(call);
    }

    /**
     * Switches a patchable call on, as it is at first, or off, so that an instruction of the same length that does nothing stands in its place. The code is
     * not executable meanwhile: nothing may be running in this module, in any thread, nor may a guest that has left be in the middle of the call's bytes.
     *
     * @throws dev.gantry.host.HostException if the system forbids it
     */
    public synchronized void setPatchableCall(int call, boolean on) {
        if (switchedOff[call] != on) {
            return;
        }
        byte[] bytes = patchableBytes[call];
        if (!on) {
            CodeBuffer nops = X64Target.newBuffer();
            X64Target.INSTANCE.writeNops(nops, bytes.length);
            bytes = nops.finish().bytes();
        }
        byte[] written = bytes;
        memory.rewrite(() -> RawMemory.copyIn(written, 0, patchableCall(call), written.length));
        switchedOff[call] = !on;
    }

    /** {@return the call sites with exception handlers} */
    HandlerTable handlers() {
        return handlers;
    }

    /** Takes the module out of the registry and unmaps the code; nothing may be running in it. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            GuestSupport.instance().registry().unregister(this);
            memory.close();
        }
    }

    /** Collects functions. Not thread-safe. */
    public static final class Builder {
        private final List<CodeBlob> blobs = new ArrayList<>();
        private final List<Symbols> symbols = new ArrayList<>();
        private final Map<ExternalName, Integer> numbers = new HashMap<>();

        private Object owner = "";

        private Builder() {}

        /** Tells whose code this will be: what {@link JitModule#owner()} gives to those who found the module by an address. */
        public Builder owner(Object newOwner) {
            owner = newOwner;
            return this;
        }

        /**
         * Adds a function.
         *
         * @param code its code
         * @param targets what its relocations refer to; asked when the module is linked
         * @return its number
         */
        public int add(CodeBlob code, Symbols targets) {
            blobs.add(code);
            symbols.add(targets);
            return blobs.size() - 1;
        }

        /**
         * Adds a compiled function under its name. What it calls is found by name among the functions that are added in this way, before or after it,
         * and in the run-time library.
         *
         * @return its number
         * @throws LinkageException if there is one of this name
         */
        public int add(CompiledFunction function) {
            if (numbers.putIfAbsent(function.name(), blobs.size()) != null) {
                throw new LinkageException("function " + function.name() + " is defined twice");
            }
            return add(
                    function.code(),
                    new NameSymbols(function.symbols(), name -> numbers.getOrDefault(name, Symbols.EXTERNAL)));
        }

        /**
         * Lays out, relocates, publishes and registers the functions.
         *
         * @return the module
         * @throws LinkageException if a symbol is undefined or the code is larger than 2 GiB
         * @throws dev.gantry.host.HostException if there is no memory or it may not be executable
         */
        public JitModule link() {
            int[] starts = new int[blobs.size()];
            long end = 0;
            for (int i = 0; i < starts.length; i++) {
                CodeBlob blob = blobs.get(i);
                int alignment = Math.max(ALIGNMENT, blob.alignment());
                end = end + alignment - 1 & -alignment;
                starts[i] = checkedSize(end);
                end += blob.size();
            }
            Relocator relocator = new Relocator(blobs, symbols, starts, checkedSize(end));
            int codeSize = relocator.end();
            long trapsAt = codeSize + 7L & -8;
            int trapCount = 0;
            int callCount = 0;
            for (int i = 0; i < blobs.size(); i++) {
                trapCount += blobs.get(i).trapCount();
                callCount += blobs.get(i).callSiteCount();
            }
            long callsAt = trapsAt + SiteTable.bytes(trapCount);
            ExecutableMemory memory = ExecutableMemory.allocate(checkedSize(callsAt + SiteTable.bytes(callCount)));
            SiteTable traps = new SiteTable(memory.address() + trapsAt, trapCount);
            SiteTable calls = new SiteTable(memory.address() + callsAt, callCount);
            try {
                for (int i = 0; i < starts.length; i++) {
                    CodeBlob blob = blobs.get(i);
                    RawMemory.copyIn(blob.bytes(), 0, memory.address() + starts[i], blob.size());
                    traps.addTraps(blob, starts[i]);
                    calls.addCalls(blob, starts[i]);
                }
                relocator.apply(memory.address());
                memory.publish();
            } catch (RuntimeException e) {
                memory.close();
                throw e;
            }
            JitModule module = new JitModule(
                    owner,
                    memory,
                    starts,
                    codeSize,
                    traps,
                    calls,
                    HandlerTable.of(blobs, starts),
                    PlaceRecords.of(blobs, starts));
            GuestSupport.instance().registry().register(module);
            return module;
        }

        private static int checkedSize(long size) {
            if (size > Integer.MAX_VALUE - 65536) {
                throw new LinkageException("machine code of more than 2 GiB");
            }
            return (int) size;
        }
    }
}
