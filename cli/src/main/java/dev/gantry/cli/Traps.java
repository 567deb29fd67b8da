package dev.gantry.cli;

import dev.gantry.runtime.FrameInfo;
import dev.gantry.runtime.TrapException;
import java.io.PrintWriter;
import java.util.List;

/** Prints a trap for a person: the message, then the WebAssembly frames, a recursion's repeated frames folded into a line. */
final class Traps {
    private static final int MAX_LINES = 40;

    private Traps() {}

    static void print(TrapException trap, PrintWriter err) {
        err.println("gantry: trap: " + trap.getMessage());
        List<FrameInfo> frames = trap.backtrace().frames();
        if (!frames.isEmpty()) {
            err.println("WebAssembly backtrace, innermost first:");
        }
        int lines = 0;
        for (int i = 0; i < frames.size(); lines++) {
            if (lines == MAX_LINES) {
                err.println("  ... " + (frames.size() - i) + " more");
                break;
            }
            err.println("  " + i + ": " + frames.get(i));
            int repeated = i + 1;
            while (repeated < frames.size() && frames.get(repeated).equals(frames.get(i))) {
                repeated++;
            }
            if (repeated - i > 2) {
                err.println("  ... the same " + (repeated - i - 1) + " times more");
                i = repeated;
            } else {
                i++;
            }
        }
        err.flush();
    }
}
