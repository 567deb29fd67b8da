package dev.gantry.asm.unwind;

import dev.gantry.asm.ByteOutput;
import dev.gantry.asm.CodeBlob;
import java.util.Arrays;

/**
 * The contents of an {@code .eh_frame} section for x86-64, as the Linux Standard Base describes it: one common information entry, then an entry for each
 * function. Pointers to functions are relative to their own place, 4 bytes wide; a linker fills them in.
 */
public final class EhFrame {
    private static final int POINTER_PC_RELATIVE_4 = 0x1b;

    private final ByteOutput out = new ByteOutput();
    private int[] pointers = new int[8];
    private int count;

    /** A section with no function yet. */
    public EhFrame() {
        int length = begin();
        out.put4(0);
        out.put1(1);
        out.putText("zR");
        out.putUleb(1);
        out.putSleb(Dwarf.DATA_ALIGNMENT);
        out.putUleb(Dwarf.RETURN_ADDRESS);
        out.putUleb(1);
        out.put1(POINTER_PC_RELATIVE_4);
        initialInstructions(out);
        end(length);
    }

    static void initialInstructions(ByteOutput out) {
        out.put1(Dwarf.DEF_CFA);
        out.putUleb(Dwarf.RSP);
        out.putUleb(8);
        out.put1(Dwarf.OFFSET | Dwarf.RETURN_ADDRESS);
        out.putUleb(1);
    }

    /** The call frame instructions of one function, those that hold for all functions not included. */
    public static byte[] instructions(CodeBlob function) {
        ByteOutput out = new ByteOutput();
        CallFrameInstructions.write(function, out);
        return out.toBytes();
    }

    private int begin() {
        int at = out.size();
        out.put4(0);
        return at;
    }

    private void end(int at) {
        while ((out.size() - at & 7) != 0) {
            out.put1(Dwarf.NOP);
        }
        out.set4(at, out.size() - at - 4);
    }

    /** Adds a function's entry. Functions count from 0. */
    public void add(CodeBlob function) {
        int length = begin();
        out.put4(out.size());
        if (count == pointers.length) {
            pointers = Arrays.copyOf(pointers, count * 2);
        }
        pointers[count++] = out.size();
        out.put4(0);
        out.put4(function.size());
        out.putUleb(0);
        CallFrameInstructions.write(function, out);
        end(length);
    }

    /** Number of functions. */
    public int functionCount() {
        return count;
    }

    /** Offset of the field that is to hold a function's address minus the field's own address. */
    public int pointerOffset(int function) {
        return pointers[function];
    }

    /** The section so far, pointers zero; without the four zero bytes that end a table which no linker completes. */
    public byte[] toBytes() {
        return out.toBytes();
    }
}
