package dev.gantry.link;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.RelocKind;
import dev.gantry.host.RawMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resolves the relocations of functions whose places in a region are known. Addresses outside the region may be too far away for a relative call, so
 * each gets a slot of 16 bytes behind the functions: {@code jmp *2(%rip)}, two unused bytes, the address. A call goes to the slot; a reference through
 * the global offset table goes to the address in it.
 */
final class Relocator {
    private static final int SLOT = 16;
    private static final int SLOT_ADDRESS = 8;
    /** {@code jmp *2(%rip)}: the address follows two bytes behind the instruction. */
    private static final long SLOT_CODE = 0x0000_0000_0002_25ffL;

    private final List<CodeBlob> blobs;
    private final List<Symbols> symbols;
    private final int[] starts;
    private final int slotsAt;
    private final Map<Long, Integer> slots = new LinkedHashMap<>();

    /** Finds out which slots are needed. */
    Relocator(List<CodeBlob> blobs, List<Symbols> symbols, int[] starts, int end) {
        this.blobs = blobs;
        this.symbols = symbols;
        this.starts = starts;
        this.slotsAt = end + SLOT - 1 & -SLOT;
        for (int i = 0; i < starts.length; i++) {
            collectSlots(blobs.get(i), symbols.get(i));
        }
    }

    private void collectSlots(CodeBlob blob, Symbols targets) {
        for (int i = 0; i < blob.relocCount(); i++) {
            RelocKind kind = blob.relocKind(i);
            if (kind == RelocKind.ABS8 || kind == RelocKind.ABS4) {
                continue;
            }
            if (kind == RelocKind.X64_TLS_GD || kind == RelocKind.X64_MACHO_TLV || kind == RelocKind.X64_SECTION_REL4) {
                throw threadLocal();
            }
            int function = targets.function(blob.relocTarget(i));
            if (function == Symbols.EXTERNAL) {
                slots.putIfAbsent(targets.address(blob.relocTarget(i)), slots.size());
            } else if (kind == RelocKind.X64_GOT_PC_REL4) {
                slots.putIfAbsent((long) ~function, slots.size());
            }
        }
    }

    /** Where the code with its slots ends. */
    int end() {
        return slots.isEmpty() ? starts.length == 0 ? 0 : slotsAt : slotsAt + SLOT * slots.size();
    }

    /** Writes slots and fields into the region. */
    void apply(long region) {
        for (Map.Entry<Long, Integer> slot : slots.entrySet()) {
            long at = region + slotsAt + (long) SLOT * slot.getValue();
            long key = slot.getKey();
            RawMemory.putLong(at, SLOT_CODE);
            RawMemory.putLong(at + SLOT_ADDRESS, key < 0 ? region + starts[(int) ~key] : key);
        }
        for (int i = 0; i < starts.length; i++) {
            CodeBlob blob = blobs.get(i);
            for (int j = 0; j < blob.relocCount(); j++) {
                apply(region, i, blob, j);
            }
        }
    }

    private void apply(long region, int index, CodeBlob blob, int reloc) {
        Symbols targets = symbols.get(index);
        int target = blob.relocTarget(reloc);
        int function = targets.function(target);
        long field = region + starts[index] + blob.relocOffset(reloc);
        long addend = blob.relocAddend(reloc);
        boolean external = function == Symbols.EXTERNAL;
        switch (blob.relocKind(reloc)) {
            case ABS8 ->
                RawMemory.putLong(field, addend + (external ? targets.address(target) : region + starts[function]));
            case ABS4 -> putInt(field, addend + (external ? targets.address(target) : region + starts[function]));
            case X64_PC_REL4, X64_CALL_PC_REL4, X64_CALL_PLT_REL4 ->
                putInt(
                        field,
                        addend
                                - field
                                + (external ? slot(region, targets.address(target)) : region + starts[function]));
            case X64_TLS_GD, X64_MACHO_TLV, X64_SECTION_REL4 -> throw threadLocal();
            case X64_GOT_PC_REL4 -> {
                long slot = slot(region, external ? targets.address(target) : ~function);
                putInt(field, addend - field + slot + SLOT_ADDRESS);
            }
        }
    }

    private static LinkageException threadLocal() {
        return new LinkageException(
                "thread-local variables are for object files: only a system's linker gives them a place");
    }

    private long slot(long region, long key) {
        Integer slot = slots.get(key);
        if (slot == null) {
            throw new LinkageException("the address of a symbol changed while it was linked");
        }
        return region + slotsAt + (long) SLOT * slot;
    }

    private static void putInt(long field, long value) {
        if (value != (int) value) {
            throw new LinkageException("a symbol is too far away for a field of 32 bits");
        }
        RawMemory.putInt(field, (int) value);
    }
}
