package dev.gantry.codegen;

import dev.gantry.asm.CodeBlob;
import dev.gantry.clif.ir.ExternalName;
import java.util.List;

/**
 * Machine code of one function, position-independent but for its relocations.
 *
 * @param name the function's name
 * @param code bytes, relocations, trap and call-site records, source locations, unwind records
 * @param symbols what the targets of relocations are: {@code code.relocTarget(i)} is an index into this list
 * @param frameBytes size in bytes of the frame below the saved frame pointer
 */
public record CompiledFunction(ExternalName name, CodeBlob code, List<ExternalName> symbols, int frameBytes) {}
