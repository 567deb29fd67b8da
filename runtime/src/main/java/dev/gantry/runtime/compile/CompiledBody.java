package dev.gantry.runtime.compile;

import dev.gantry.asm.CodeBlob;
import dev.gantry.link.Symbols;

/**
 * A compiled function, to be linked.
 *
 * @param code its code and records; source locations are byte offsets in the module
 * @param symbols what its relocations refer to
 */
public record CompiledBody(CodeBlob code, Symbols symbols) {}
