package dev.gantry.codegen.x64;

import dev.gantry.clif.ir.CallConv;
import dev.gantry.codegen.machinst.ClobberSets;
import dev.gantry.codegen.machinst.Reg;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.PReg;
import dev.gantry.regalloc.PRegSet;

/**
 * The register file as the allocator sees it, and which registers the conventions preserve. Pregs of the integer class
 * are the hardware numbers 0 (rax) to 15, those of the float class 64 (xmm0) to 79.
 *
 * <p>rsp and rbp are never allocated; r11 and xmm15 are scratch registers of moves, prologue and epilogue; r15 is left out
 * where the pinned register is enabled.
 */
final class X64Regs implements ClobberSets {
    static final int RAX = 0;
    static final int RCX = 1;
    static final int RDX = 2;
    static final int RBX = 3;
    static final int RSP = 4;
    static final int RBP = 5;
    static final int RSI = 6;
    static final int RDI = 7;
    static final int R8 = 8;
    static final int R9 = 9;
    static final int R10 = 10;
    static final int R11 = 11;
    static final int R12 = 12;
    static final int R13 = 13;
    static final int R14 = 14;
    static final int R15 = 15;

    /** Stack pointer as an operand that the allocator does not see. */
    static final int SP = Reg.real(RSP);
    /** Frame pointer as an operand that the allocator does not see. */
    static final int FP = Reg.real(RBP);
    /** The pinned register. */
    static final int PINNED = Reg.real(R15);

    /** Clobber set of a call to a function that preserves what system_v preserves. */
    static final int CLOBBERS_SYSTEM_V = 0;
    /** Clobber set of a call to a function that preserves nothing. */
    static final int CLOBBERS_ALL = 1;
    /** Clobber set of a call to a function that preserves everything. */
    static final int CLOBBERS_NOTHING = 2;

    /** Clobber set of a call to a function that preserves what windows_fastcall preserves. */
    static final int CLOBBERS_WINDOWS = 3;

    /** Mask of the integer registers that system_v and fast preserve, rbp apart: rbx, r12 to r15. */
    static final long SYSTEM_V_SAVED = 1L << RBX | 1L << R12 | 1L << R13 | 1L << R14 | 1L << R15;

    /** Mask of the integer registers that windows_fastcall preserves, rbp apart. */
    private static final long WINDOWS_SAVED = SYSTEM_V_SAVED | 1L << RSI | 1L << RDI;
    /** Mask of the xmm registers that windows_fastcall preserves: 6 to 15. */
    private static final long WINDOWS_SAVED_XMMS = 0xffc0;

    private static final int[] CALLER_SAVED = {RAX, RCX, RDX, RSI, RDI, R8, R9, R10};
    private static final int[] CALLEE_SAVED = {RBX, R12, R13, R14, R15};
    private static final int[] CALLEE_SAVED_PINNED = {RBX, R12, R13, R14};

    /** The clobber sets; after the tables that they are made from. */
    static final X64Regs CLOBBERS = new X64Regs();

    private final PRegSet[] sets = {systemV(), all(), PRegSet.EMPTY, windows()};

    private X64Regs() {}

    /** The registers that may be allocated. */
    static MachineEnv env(boolean pinnedReg) {
        int[] floats = new int[15];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = xmm(i);
        }
        int[] none = {};
        return new MachineEnv(
                new int[][] {CALLER_SAVED, floats, none},
                new int[][] {pinnedReg ? CALLEE_SAVED_PINNED : CALLEE_SAVED, none, none},
                new int[] {R11, xmm(15), PReg.NONE},
                PRegSet.EMPTY);
    }

    /** The preg of an xmm register. */
    static int xmm(int hw) {
        return 64 | hw;
    }

    /** The clobber set of a call by a convention. */
    static int clobbersOf(CallConv conv) {
        return switch (conv) {
            case TAIL, WINCH -> CLOBBERS_ALL;
            case PRESERVE_ALL -> CLOBBERS_NOTHING;
            case WINDOWS_FASTCALL -> CLOBBERS_WINDOWS;
            default -> CLOBBERS_SYSTEM_V;
        };
    }

    /**
     * Mask of the integer registers, rbp apart, that a function of a convention must preserve. Scratch registers hold nothing
     * across a call of ours, so preserve_all leaves them out.
     */
    static long savedBy(CallConv conv) {
        return switch (conv) {
            case TAIL, WINCH -> 0;
            case PRESERVE_ALL -> 0xffffL & ~(1L << RSP | 1L << RBP | 1L << R11);
            case WINDOWS_FASTCALL -> WINDOWS_SAVED;
            default -> SYSTEM_V_SAVED;
        };
    }

    /** Mask of the xmm registers that a function of a convention must preserve. */
    static long savedXmmsBy(CallConv conv) {
        return switch (conv) {
            case PRESERVE_ALL -> 0x7fff;
            case WINDOWS_FASTCALL -> WINDOWS_SAVED_XMMS;
            default -> 0;
        };
    }

    private static PRegSet systemV() {
        long ints = 0;
        for (int reg : CALLER_SAVED) {
            ints |= 1L << reg;
        }
        return new PRegSet(ints | 1L << R11, 0xffff, 0);
    }

    private static PRegSet all() {
        return new PRegSet(systemV().ints() | SYSTEM_V_SAVED, 0xffff, 0);
    }

    private static PRegSet windows() {
        return new PRegSet((systemV().ints() | SYSTEM_V_SAVED) & ~WINDOWS_SAVED, 0xffff & ~WINDOWS_SAVED_XMMS, 0);
    }

    @Override
    public int count() {
        return sets.length;
    }

    @Override
    public PRegSet set(int number) {
        return sets[number];
    }
}
