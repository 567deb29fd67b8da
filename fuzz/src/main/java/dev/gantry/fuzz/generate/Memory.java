package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.AliasRegion;
import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.fuzz.opcodes.Combination;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes accesses to the memory that a function may touch: windows of its stack slots, and of its caller's if it got a pointer. Addresses have all the shapes that an
 * addressing mode knows, stay inside the window, and are used for nothing else. What is stored is exact, so is what is loaded.
 */
final class Memory {
    /** Bytes of a window. */
    static final int WINDOW = 64;

    private static final int ALIGN_SHIFT = 4;

    /**
     * A window.
     *
     * @param slot stack slot, or -1
     * @param base value of the window's address, from the entry block
     * @param start offset of the window in the slot, a multiple of 16
     * @param region alias region, or -1
     */
    private record Window(int slot, int base, int start, int region) {}

    /**
     * An address: a value and what has to be added to it.
     *
     * @param value the value
     * @param offset bytes to be added
     * @param aligned how many bytes the sum is known to be a multiple of
     */
    private record Address(int value, int offset, int aligned) {}

    private final Values values;
    private final Emitter emitter;
    private final Random random;
    private final List<Window> windows = new ArrayList<>();

    Memory(Values values) {
        this.values = values;
        this.emitter = values.emitter;
        this.random = values.random;
    }

    // ---- Windows ----

    /** The memory that a pointer names; the caller has filled it. */
    void addPointer(int pointer) {
        windows.add(new Window(-1, pointer, 0, region()));
    }

    /** A new slot, filled. Call it in the entry block. */
    void addSlot() {
        int before = random.nextInt(4) == 0 ? 16 * random.nextInt(9) : 0;
        if (random.nextInt(40) == 0) {
            before = 16 * random.nextInt(5000);
        }
        int after = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
        int shift = random.nextInt(60) == 0 ? 5 + random.nextInt(2) : ALIGN_SHIFT;
        int slot = emitter.function.stackSlots.add(StackSlot.of(before + WINDOW + after, shift));
        int base = emitter.value(new InstData.StackAddr(Opcode.STACK_ADDR, slot, before), Type.I64);
        windows.add(new Window(slot, base, before, region()));
        for (int at = 0; at < WINDOW; ) {
            Type type =
                    values.menu.types().get(random.nextInt(values.menu.types().size()));
            if (at % type.bytes() != 0 || at + type.bytes() > WINDOW) {
                type = at % 8 == 0 ? Type.I64 : Type.I8;
            }
            int value = random.nextInt(3) == 0 ? values.constant(type) : values.exact(type);
            store(new InstData.Store(Opcode.STORE, MemFlags.NOTRAP, value, base, at));
            at += type.bytes();
        }
    }

    /** Fills the first bytes of the newest window with values. */
    void fill(int[] words) {
        for (int i = 0; i < words.length; i++) {
            store(new InstData.Store(
                    Opcode.STORE, MemFlags.NOTRAP, words[i], windows.getLast().base(), 8 * i));
        }
    }

    private void store(InstData.Store data) {
        emitter.inst(data, emitter.typeOf(data.value()));
    }

    private int region() {
        if (random.nextInt(3) > 0) {
            return -1;
        }
        int number = emitter.function.aliasRegions.limit();
        return emitter.function.aliasRegions.add(new AliasRegion(number, "r" + number));
    }

    boolean isEmpty() {
        return windows.isEmpty();
    }

    /** The address of some window, to be given to a callee. */
    int pointer() {
        return windows.get(random.nextInt(windows.size())).base();
    }

    /** All words of all windows. */
    List<Integer> words() {
        List<Integer> words = new ArrayList<>();
        for (Window window : windows) {
            for (int at = 0; at < WINDOW; at += 8) {
                words.add(emitter.value(new InstData.Load(Opcode.LOAD, MemFlags.NOTRAP, window.base(), at), Type.I64));
            }
        }
        return words;
    }

    // ---- Addresses ----

    private int base(Window window, int offset) {
        if (window.slot() < 0 || random.nextInt(4) == 0) {
            return offset == 0 ? window.base() : plus(window.base(), offset);
        }
        return emitter.value(
                new InstData.StackAddr(Opcode.STACK_ADDR, window.slot(), window.start() + offset), Type.I64);
    }

    private int plus(int address, int offset) {
        return emitter.binary(Opcode.IADD, Type.I64, address, emitter.iconst(Type.I64, offset));
    }

    private Address address(Window window, int bytes) {
        int room = WINDOW - bytes;
        int step = random.nextInt(3) == 0 ? 1 : Math.min(bytes, 16);
        int at = random.nextInt(room / step + 1) * step;
        switch (random.nextInt(6)) {
            case 0 -> {
                return new Address(base(window, at), 0, aligned(at));
            }
            case 1 -> {
                int other = random.nextInt(WINDOW);
                return new Address(base(window, other), at - other, aligned(at));
            }
            case 2 -> {
                return indexed(window, at, room);
            }
            default -> {
                return new Address(base(window, 0), at, aligned(at));
            }
        }
    }

    private static int aligned(int offset) {
        return offset == 0 ? 16 : Math.min(16, Integer.lowestOneBit(offset));
    }

    /** An index of a few bits, widened, scaled and added. */
    private Address indexed(Window window, int at, int room) {
        int scale = random.nextInt(4);
        int most = room - at >> scale;
        int mask = Integer.highestOneBit(most + 1) - 1;
        Type type = random.nextInt(3) == 0 ? Type.I64 : Type.I32;
        int index = emitter.binary(Opcode.BAND, type, values.use(type), emitter.iconst(type, mask));
        if (type == Type.I32) {
            index = emitter.unary(random.nextInt(4) == 0 ? Opcode.SEXTEND : Opcode.UEXTEND, Type.I64, index);
        }
        if (scale > 0 || random.nextInt(4) == 0) {
            index = emitter.binary(Opcode.ISHL, Type.I64, index, emitter.iconst(values.intType(), scale));
        }
        int base = base(window, 0);
        boolean swap = random.nextBoolean();
        int sum = emitter.binary(Opcode.IADD, Type.I64, swap ? index : base, swap ? base : index);
        return new Address(sum, at, 1);
    }

    private int whole(Address address) {
        return address.offset() == 0 ? address.value() : plus(address.value(), address.offset());
    }

    private int flags(Window window, Type type, int bytes, int aligned) {
        int flags = MemFlags.NOTRAP;
        switch (random.nextInt(4)) {
            case 0 -> flags = MemFlags.DEFAULT;
            case 1 -> flags = MemFlags.withTrapCode(flags, TrapCode.user(1 + random.nextInt(TrapCode.MAX_USER)));
            default -> {}
        }
        if (aligned >= bytes && random.nextBoolean()) {
            flags = MemFlags.withAligned(flags);
        }
        if (random.nextInt(16) == 0) {
            flags = MemFlags.withLittle(flags);
        } else if (!type.isVector() && random.nextInt(24) == 0) {
            flags = MemFlags.withBig(flags);
        }
        return window.region() >= 0 && random.nextBoolean() ? MemFlags.withRegion(flags, window.region()) : flags;
    }

    // ---- Accesses ----

    /** Writes some access. */
    void access() {
        if (random.nextInt(300) == 0) {
            faultingLoad();
            return;
        }
        Combination c = values.menu.memory(random);
        Window window = windows.get(random.nextInt(windows.size()));
        switch (c.opcode().format()) {
            case LOAD, STORE -> plain(c, window);
            default -> atomic(c, window);
        }
    }

    private static int accessBytes(Opcode opcode, Type type) {
        return switch (opcode) {
            case ULOAD8, SLOAD8, ISTORE8 -> 1;
            case ULOAD16, SLOAD16, ISTORE16 -> 2;
            case ULOAD32, SLOAD32, ISTORE32 -> 4;
            case LOAD, STORE -> type.bytes();
            default -> 8;
        };
    }

    private void plain(Combination c, Window window) {
        int bytes = accessBytes(c.opcode(), c.ctrl());
        if (Operations.isStore(c.opcode().format())) {
            int value = values.exact(c.ctrl());
            Address address = address(window, bytes);
            int flags = flags(window, c.ctrl(), bytes, address.aligned());
            emitter.inst(new InstData.Store(c.opcode(), flags, value, address.value(), address.offset()), c.ctrl());
            return;
        }
        Address address = address(window, bytes);
        int flags = flags(window, c.result(0), bytes, address.aligned());
        values.define(emitter.value(new InstData.Load(c.opcode(), flags, address.value(), address.offset()), c.ctrl()));
    }

    private void atomic(Combination c, Window window) {
        Opcode opcode = c.opcode();
        Type type = c.ctrl();
        int at = random.nextInt(WINDOW / type.bytes()) * type.bytes();
        int flags = random.nextBoolean() ? MemFlags.NOTRAP : MemFlags.DEFAULT;
        int first = opcode == Opcode.ATOMIC_LOAD ? -1 : values.exact(type);
        int second = opcode == Opcode.ATOMIC_CAS ? values.exact(type) : -1;
        int address = whole(new Address(base(window, at), 0, 16));
        InstData data =
                switch (opcode) {
                    case ATOMIC_LOAD -> new InstData.LoadNoOffset(opcode, flags, address);
                    case ATOMIC_STORE -> new InstData.StoreNoOffset(opcode, flags, first, address);
                    case ATOMIC_RMW ->
                        new InstData.AtomicRmw(opcode, flags, AtomicRmwOp.values()[c.variant()], address, first);
                    default -> new InstData.AtomicCas(opcode, flags, address, first, second);
                };
        int inst = emitter.inst(data, type);
        if (opcode != Opcode.ATOMIC_STORE) {
            values.define(emitter.function.dfg.firstResult(inst));
        }
    }

    /** A load from the first page, which is never mapped. */
    private void faultingLoad() {
        Type type = values.menu.types().get(random.nextInt(values.menu.types().size()));
        int flags = random.nextBoolean()
                ? MemFlags.DEFAULT
                : MemFlags.withTrapCode(MemFlags.DEFAULT, TrapCode.user(1 + random.nextInt(TrapCode.MAX_USER)));
        int address = emitter.iconst(Type.I64, random.nextInt(1000));
        values.define(emitter.value(new InstData.Load(Opcode.LOAD, flags, address, random.nextInt(3) * 100), type));
    }
}
