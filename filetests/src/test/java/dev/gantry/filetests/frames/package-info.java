/**
 * Frame information held against the code that it describes: prologues and epilogues are simulated instruction by instruction, and at each one the
 * unwinders of DWARF and of Windows, written here a second time from their documentation, must find the caller's registers.
 *
 * <p>Must not know how the information is made. Start reading at {@code FrameInformationTest}.
 */
@NullMarked
package dev.gantry.filetests.frames;

import org.jspecify.annotations.NullMarked;
