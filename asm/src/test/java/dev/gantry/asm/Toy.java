package dev.gantry.asm;

/**
 * An instruction set for tests: four bytes an instruction, the first one the opcode. Conditional branches reach 200 bytes,
 * jumps 1,000, long jumps (in veneers) everything, so that veneers are needed at once.
 */
final class Toy implements CodeTarget {
    static final int TRAP = 0;
    static final int NOP = 1;
    /** The argument in bytes 1 and 2 is appended to the trace. */
    static final int TRACE = 2;
    /** Bytes 1 to 3: distance. */
    static final int JUMP = 3;
    /** Byte 1: number of the condition; bytes 2 and 3: distance. Taken if the condition holds. */
    static final int BRANCH_IF = 4;
    /** As above, taken if it does not. */
    static final int BRANCH_UNLESS = 5;
    /** Ends the program. */
    static final int STOP = 6;
    /** The four bytes behind it are the distance. */
    static final int LONG_JUMP = 7;

    static final Toy INSTANCE = new Toy();

    /** How the instructions refer to labels. */
    enum Use implements LabelUse {
        NEAR(2, 200),
        MIDDLE(1, 1000),
        FAR(0, 1 << 30);

        private final int field;
        private final int reach;

        Use(int field, int reach) {
            this.field = field;
            this.reach = reach;
        }

        @Override
        public int maxForward() {
            return reach;
        }

        @Override
        public int maxBackward() {
            return reach;
        }

        @Override
        public int patchSize() {
            return 4;
        }

        @Override
        public void patch(byte[] code, int offset, int target) {
            int distance = target - offset;
            for (int i = field; i < 4; i++) {
                code[offset + i] = (byte) (distance >> ((i - field) * 8));
            }
        }

        @Override
        public boolean supportsVeneer() {
            return this != FAR;
        }

        @Override
        public int veneerSize() {
            return this == NEAR ? 4 : this == MIDDLE ? 8 : 0;
        }

        @Override
        public LabelUse writeVeneer(CodeBuffer buffer) {
            if (this == NEAR) {
                buffer.put4(JUMP);
                return MIDDLE;
            }
            buffer.put4(LONG_JUMP);
            buffer.put4(0);
            return FAR;
        }

        @Override
        public int veneerFieldOffset() {
            return this == NEAR ? 0 : 4;
        }
    }

    static void trace(CodeBuffer buffer, int value) {
        buffer.put4(TRACE | value << 8);
    }

    static void jump(CodeBuffer buffer, int label) {
        int start = buffer.offset();
        buffer.useLabel(label, Use.MIDDLE);
        buffer.put4(JUMP);
        buffer.uncondBranch(start, label);
    }

    static void branch(CodeBuffer buffer, int condition, int label) {
        int start = buffer.offset();
        buffer.useLabel(label, Use.NEAR);
        buffer.put4(BRANCH_IF | condition << 8);
        buffer.condBranch(start, label, BRANCH_UNLESS | condition << 8);
    }

    static void stop(CodeBuffer buffer) {
        buffer.put4(STOP);
    }

    @Override
    public int instructionAlign() {
        return 4;
    }

    @Override
    public void writeTrap(CodeBuffer buffer) {
        buffer.put4(TRAP);
    }

    @Override
    public void writeNops(CodeBuffer buffer, int length) {
        for (int i = 0; i < length; i += 4) {
            buffer.put4(NOP);
        }
    }

    @Override
    public int trapSize() {
        return 4;
    }
}
