package dev.gantry.codegen;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.unwind.EhFrame;
import dev.gantry.asm.unwind.WindowsUnwindInfo;
import dev.gantry.clif.ir.ExternalName;
import java.util.ArrayList;
import java.util.List;

/**
 * Machine code of one function, position-independent but for its relocations.
 *
 * @param name the function's name
 * @param code bytes, relocations, trap and call-site records, source locations, unwind records
 * @param symbols what the targets of relocations are: {@code code.relocTarget(i)} is an index into this list
 * @param frameBytes size in bytes of the frame below the saved frame pointer
 * @param slotOffsets offset in bytes of each stack slot from the stack pointer; not to be changed
 * @param blocks where the basic blocks are, with the setting {@code machine_code_cfg_info}; otherwise none
 */
public record CompiledFunction(
        ExternalName name,
        CodeBlob code,
        List<ExternalName> symbols,
        int frameBytes,
        int[] slotOffsets,
        CodeBlocks blocks) {
    /** Frame information as call frame instructions of DWARF, to be read after those that hold for all functions: see {@link EhFrame}. Empty without unwind records. */
    public byte[] callFrameInstructions() {
        return EhFrame.instructions(code);
    }

    /**
     * Frame information as the {@code UNWIND_INFO} of Windows.
     *
     * @throws dev.gantry.asm.AsmException if the frame cannot be described in it
     */
    public byte[] windowsUnwindInfo() {
        return WindowsUnwindInfo.of(code);
    }

    /** Offset in bytes of a stack slot from the stack pointer that the frame has outside calls; the frame pointer is {@link #frameBytes} above it. */
    public int slotOffset(int stackSlot) {
        return slotOffsets[stackSlot];
    }

    /** The stack maps of the function's calls, by rising offset of their return addresses. */
    public List<StackMap> stackMaps() {
        List<StackMap> maps = new ArrayList<>();
        for (int i = 0; i < code.stackMapCount(); i++) {
            maps.add(StackMap.of(code, i));
        }
        return maps;
    }

    /** The places with debug tags, by rising offset. */
    public List<DebugTags> debugTags() {
        List<DebugTags> places = new ArrayList<>();
        for (int i = 0; i < code.debugTagsCount(); i++) {
            places.add(DebugTags.of(code, i));
        }
        return places;
    }
}
