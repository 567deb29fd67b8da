package dev.gantry.asm;

/** Runs programs of {@link Toy}: abstract blocks on one hand, bytes on the other; both yield a trace as text. */
final class ToyMachine {
    private static final int MAX_TRACES = 60;
    private static final int MAX_SILENT_STEPS = 5000;

    private ToyMachine() {}

    /** Whether a condition holds depends on what was traced so far, so that dropped branches change nothing. */
    static boolean holds(int condition, int traced) {
        int mixed = (condition * 31 + traced + 1) * 0x9E3779B1;
        return (mixed >>> 28 & 1) != 0;
    }

    /** A block: traces its number if {@code loud}, then branches to {@code taken} on a condition (-1: never), then goes to {@code next} (-1: stop). */
    record Block(boolean loud, int condition, int taken, int next) {}

    static String run(Block[] blocks) {
        StringBuilder trace = new StringBuilder();
        int traced = 0;
        int silent = 0;
        int at = 0;
        while (at >= 0 && traced < MAX_TRACES && silent < MAX_SILENT_STEPS) {
            Block block = blocks[at];
            silent++;
            if (block.loud()) {
                trace.append(at).append(' ');
                traced++;
                silent = 0;
            }
            at = block.condition() >= 0 && holds(block.condition(), traced) ? block.taken() : block.next();
        }
        return trace.append(at < 0 ? "stop" : traced < MAX_TRACES ? "silent" : "")
                .toString();
    }

    static String run(byte[] code) {
        StringBuilder trace = new StringBuilder();
        int traced = 0;
        int silent = 0;
        int at = 0;
        while (traced < MAX_TRACES && silent < MAX_SILENT_STEPS) {
            silent++;
            int word = word(code, at);
            switch (word & 255) {
                case Toy.TRACE -> {
                    trace.append(word >> 8 & 0xffff).append(' ');
                    traced++;
                    silent = 0;
                    at += 4;
                }
                case Toy.NOP -> at += 4;
                case Toy.JUMP -> at += word >> 8;
                case Toy.LONG_JUMP -> at += 4 + word(code, at + 4);
                case Toy.BRANCH_IF, Toy.BRANCH_UNLESS -> {
                    boolean wanted = (word & 255) == Toy.BRANCH_IF;
                    at += holds(word >> 8 & 255, traced) == wanted ? word >> 16 : 4;
                }
                case Toy.STOP -> {
                    return trace.append("stop").toString();
                }
                default -> throw new AssertionError("opcode " + (word & 255) + " at " + at);
            }
        }
        return trace.append(traced < MAX_TRACES ? "silent" : "").toString();
    }

    private static int word(byte[] code, int at) {
        return (code[at] & 255) | (code[at + 1] & 255) << 8 | (code[at + 2] & 255) << 16 | code[at + 3] << 24;
    }
}
