/**
 * The linker layer: laying compiled functions out in executable memory, resolving their relocations, and calling them.
 *
 * <p>It knows machine code and its records but neither WebAssembly nor where code comes from. How a guest is entered and left is in {@link
 * dev.gantry.link.guest}. Start reading at {@link dev.gantry.link.JitModule}.
 */
@NullMarked
package dev.gantry.link;

import org.jspecify.annotations.NullMarked;
