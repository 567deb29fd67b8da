package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Allocation;
import dev.gantry.regalloc.Dump;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.Operand;
import dev.gantry.regalloc.PReg;
import dev.gantry.regalloc.PRegSet;
import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.RegallocException;
import dev.gantry.regalloc.Result;
import java.util.Arrays;

/**
 * The backward pass over the instructions of a block.
 *
 * <p><b>State.</b> Walking up, {@link RegState} says where the code below expects each live vreg: in a register, or, failing that, in
 * its spill slot. An instruction turns the state expected after it into the state expected before it, and yields two sets of
 * simultaneous moves: those after the instruction (out of the places it leaves values in, into the places expected below) and those
 * before it (out of the places of the new state, into the places its operands need).
 *
 * <p><b>Steps</b> for one instruction: (1) what lies in registers that the instruction defines by name or clobbers is evicted, that
 * is, lives elsewhere above the point after the instruction; (2) defs are placed, preferably where they are expected; (3) vregs with a
 * home that are used for the last time take their home; (4) uses are placed: those in a fixed register, then those a def reuses, then
 * the others, a vreg without a place taking a free register or one whose vreg is next mentioned farthest above; (5) homes that
 * were borrowed for this instruction are given back by moves around it.
 *
 * <p><b>Example</b> (registers r0, r1; {@code c} expected in r0 below, {@code a} used below in r1):
 * {@code c = add a, b; c reuses a} gives c=r0, so the first input must be r0; b takes no register yet and all are taken or needed, so
 * {@code a} is evicted from r1 (after: {@code r1 <- slot}), b takes r1, and a is placed in r0 above: no copy.
 */
final class BlockPass {
    /** For {@link #instruction}: the instruction does not end its block. */
    static final int NOT_LAST = -1;

    private static final int UNPLACED = Allocation.NONE;

    private final VRegs vregs;
    private final RegState regs;
    private final MoveResolver after;
    private final MoveResolver before;
    private Problem problem;
    private MachineEnv env;
    private Result result;
    private Prepass prepass;

    // Per instruction, one mask per class.
    /** Registers that operands occupy before the effect. */
    private final long[] early = new long[3];
    /** Registers that operands occupy after the effect. */
    private final long[] late = new long[3];
    /** Fixed registers of early uses, late uses and early defs. */
    private final long[] fixedEarly = new long[3];
    /** Fixed registers of defs and late uses. */
    private final long[] fixedLate = new long[3];
    /** Clobbered registers that are not fixed defs. */
    private final long[] clobbers = new long[3];
    /** Homes of vregs used here, and registers of vregs used here that live on. */
    private final long[] usedHere = new long[3];
    /** Homes whose vreg was evicted for this instruction only. */
    private final long[] borrowed = new long[3];
    /** Registers that moves before the instruction read. */
    private final long[] sources = new long[3];
    /** Registers that some def reuses from a use, so that no other use may sit there. */
    private final long[] reused = new long[3];

    private int[] borrowedVRegs = new int[8];
    private int borrowedCount;
    private int[] freedSlots = new int[8];
    private int freedCount;

    private int inst;
    private int first;
    private int last;

    BlockPass(VRegs vregs, RegState regs, MachineEnv env) {
        this.vregs = vregs;
        this.regs = regs;
        this.env = env;
        this.after = new MoveResolver(vregs);
        this.before = new MoveResolver(vregs);
        this.problem = new Problem();
        this.result = new Result();
        this.prepass = new Prepass(vregs);
    }

    void begin(Problem p, MachineEnv machine, Result out, Prepass facts) {
        problem = p;
        env = machine;
        result = out;
        prepass = facts;
        after.begin(machine, p);
        before.begin(machine, p);
    }

    /**
     * Allocates instruction {@code i}; its moves go to {@code edits}.
     *
     * @param endedBlock the block that the instruction ends, or {@link #NOT_LAST}
     */
    void instruction(int i, int endedBlock, EditStream edits) {
        inst = i;
        first = problem.operandStart(i);
        last = problem.operandEnd(i);
        int clobberIndex = problem.instClobbers(i);
        if (first == last && clobberIndex == Problem.NO_CLOBBERS) {
            return;
        }
        scan(clobberIndex);
        evictForFixedDefsAndClobbers(clobberIndex);
        placeDefs();
        setFreeAfter();
        releaseDefs();
        takeHomes();
        evictForFixedUses();
        placeUses();
        giveBackHomes();
        noteAbove();
        flush(endedBlock, edits);
    }

    // ---- Step 0: what the operands ask for ----

    private void scan(int clobberIndex) {
        PRegSet set = clobberIndex == Problem.NO_CLOBBERS ? PRegSet.EMPTY : problem.clobberSet(clobberIndex);
        for (int c = 0; c < 3; c++) {
            early[c] = 0;
            late[c] = 0;
            fixedEarly[c] = 0;
            fixedLate[c] = 0;
            usedHere[c] = 0;
            borrowed[c] = 0;
            reused[c] = 0;
            sources[c] = 0;
            clobbers[c] = set.mask(c);
        }
        borrowedCount = 0;
        freedCount = 0;
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            int c = Operand.regClass(op);
            if (Operand.isFixed(op)) {
                long bit = 1L << Operand.fixedPReg(op);
                if (Operand.isLate(op)) {
                    fixedLate[c] |= bit;
                }
                if (!Operand.isDef(op) || !Operand.isLate(op)) {
                    fixedEarly[c] |= bit;
                }
                if (Operand.isDef(op)) {
                    fixedLate[c] |= bit;
                    clobbers[c] &= ~bit;
                }
            }
            if (!Operand.isDef(op)) {
                int v = Operand.vreg(op);
                int home = vregs.home[v];
                if (home != PReg.NONE) {
                    usedHere[c] |= 1L << home;
                }
                if (vregs.reg[v] != PReg.NONE) {
                    usedHere[c] |= 1L << vregs.reg[v];
                }
            }
        }
    }

    // ---- Step 1: evictions by defs in fixed registers and by clobbers ----

    private void evictForFixedDefsAndClobbers(int clobberIndex) {
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (Operand.isDef(op) && Operand.isFixed(op)) {
                int preg = Operand.fixedPReg(op);
                int w = regs.vregIn[preg];
                if (w >= 0 && !definedHere(w)) {
                    evict(w, false);
                }
                int c = preg >> 6;
                late[c] |= 1L << preg;
                if (!Operand.isLate(op)) {
                    early[c] |= 1L << preg;
                }
            }
        }
        if (clobberIndex == Problem.NO_CLOBBERS) {
            return;
        }
        for (int c = 0; c < 3; c++) {
            for (long m = clobbers[c] & regs.occupied[c]; m != 0; m &= m - 1) {
                int w = regs.vregIn[PReg.of(c, Long.numberOfTrailingZeros(m))];
                if (!definedHere(w)) {
                    evict(w, true);
                }
            }
        }
    }

    private boolean definedHere(int v) {
        return vregs.defInst[v] == inst && !vregs.param[v];
    }

    /**
     * Moves {@code w}, which is in a register and not defined here, out of it for the time above the point after this instruction:
     * to a free register, or to its slot. If it has a home, it is only lent for this instruction.
     */
    private void evict(int w, boolean byCall) {
        int old = vregs.reg[w];
        int c = old >> 6;
        boolean hasHome = vregs.home[w] != PReg.NONE;
        int target = PReg.NONE;
        boolean livesBelow = vregs.placedInst[w] != inst;
        if (livesBelow && !(hasHome && byCall)) {
            long barred = early[c]
                    | late[c]
                    | fixedEarly[c]
                    | fixedLate[c]
                    | clobbers[c]
                    | usedHere[c]
                    | reused[c]
                    | borrowed[c];
            target = regs.pick(c, ~barred, PReg.NONE, byCall || prepass.callAbove(inst, vregs, w));
        }
        regs.release(old);
        int source = target != PReg.NONE ? Allocation.reg(target) : UNPLACED;
        if (livesBelow) {
            if (target == PReg.NONE) {
                source = Allocation.stack(vregs.ensureSlot(w));
            }
            if (vregs.evictInst[w] == inst) {
                after.setSource(vregs.evictMove[w], source);
            } else {
                vregs.evictInst[w] = inst;
                vregs.evictMove[w] = after.add(source, Allocation.reg(old), c);
            }
        }
        if (target != PReg.NONE) {
            regs.occupy(target, w);
        }
        if (hasHome && old == vregs.home[w]) {
            borrow(w);
        }
    }

    private void borrow(int w) {
        int home = vregs.home[w];
        borrowed[home >> 6] |= 1L << home;
        if (borrowedCount == borrowedVRegs.length) {
            borrowedVRegs = Arrays.copyOf(borrowedVRegs, borrowedCount * 2);
        }
        borrowedVRegs[borrowedCount++] = w;
    }

    private boolean isBorrowed(int v) {
        int home = vregs.home[v];
        return home != PReg.NONE && (borrowed[home >> 6] >>> home & 1) != 0;
    }

    // ---- Step 2: defs ----

    private void placeDefs() {
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (Operand.isDef(op)) {
                placeDef(k, op);
            }
        }
    }

    private void placeDef(int k, int op) {
        int v = Operand.vreg(op);
        int c = Operand.regClass(op);
        int expected = vregs.reg[v];
        int constraint = Operand.constraint(op);
        int alloc;
        if (Operand.isFixed(op)) {
            alloc = Allocation.reg(Operand.fixedPReg(op));
        } else if (constraint == Operand.STACK
                || constraint == Operand.ANY && expected == PReg.NONE && vregs.slot[v] != VRegs.NO_SLOT) {
            alloc = Allocation.stack(vregs.ensureSlot(v));
        } else {
            int preg = defRegister(k, op, v, expected);
            alloc = preg != PReg.NONE ? Allocation.reg(preg) : Allocation.stack(vregs.ensureSlot(v));
            if (preg != PReg.NONE) {
                late[c] |= 1L << preg;
                if (Operand.isReuse(op)) {
                    reused[c] |= 1L << preg;
                } else if (!Operand.isLate(op)) {
                    early[c] |= 1L << preg;
                }
            }
        }
        result.setAlloc(k, alloc);
        if (expected != PReg.NONE && alloc != Allocation.reg(expected)) {
            after.add(alloc, Allocation.reg(expected), c);
        }
        if (vregs.slot[v] != VRegs.NO_SLOT) {
            int slot = Allocation.stack(vregs.slot[v]);
            if (alloc != slot) {
                after.add(alloc, slot, c);
            }
            if (!vregs.global[v]) {
                noteFreed(vregs.slot[v], problem.slotUnits(c));
            }
        }
    }

    /** The register of a def that is not fixed; {@link PReg#NONE} if none is free and a slot will do. */
    private int defRegister(int k, int op, int v, int expected) {
        int c = Operand.regClass(op);
        long barred = late[c] | fixedLate[c] | clobbers[c] | lateUses(c);
        long homes = 0;
        if (Operand.isReuse(op)) {
            barred |= early[c] | fixedEarly[c];
            homes = homesOfOtherUses(op);
        } else if (!Operand.isLate(op)) {
            barred |= early[c] | fixedEarly[c] | reused[c];
            homes = homesOfUses(c);
        }
        long allowed = ~barred & Operand.allowedMask(op);
        int preg = defRegisterIn(allowed & ~homes, op, v, expected);
        if (preg == PReg.NONE && Operand.constraint(op) != Operand.ANY && homes != 0) {
            preg = defRegisterIn(allowed, op, v, PReg.NONE);
        }
        if (preg == PReg.NONE && Operand.constraint(op) != Operand.ANY) {
            throw impossible(k);
        }
        return preg;
    }

    private int defRegisterIn(long allowed, int op, int v, int expected) {
        int c = Operand.regClass(op);
        if (expected != PReg.NONE && expected >> 6 == c && (allowed >>> expected & 1) != 0) {
            return expected;
        }
        int preg = regs.pick(c, allowed, vregs.hint[v], false);
        if (preg != PReg.NONE || Operand.constraint(op) == Operand.ANY) {
            return preg;
        }
        preg = victim(c, allowed & ~usedHere[c]);
        if (preg == PReg.NONE) {
            preg = victim(c, allowed);
        }
        if (preg != PReg.NONE) {
            evictToSlot(regs.vregIn[preg]);
            return preg;
        }
        return awaited(c, allowed);
    }

    /** A register among {@code allowed} where another def of this instruction is expected after it, but only moved to then. */
    private int awaited(int c, long allowed) {
        for (long m = regs.occupied[c] & regs.allocatable[c] & allowed; m != 0; m &= m - 1) {
            int preg = PReg.of(c, Long.numberOfTrailingZeros(m));
            if (definedHere(regs.vregIn[preg])) {
                return preg;
            }
        }
        return PReg.NONE;
    }

    /** Homes that a late use will keep through the instruction. */
    private long lateUses(int c) {
        long mask = 0;
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op) && Operand.isLate(op) && Operand.regClass(op) == c) {
                int home = vregs.home[Operand.vreg(op)];
                mask |= home == PReg.NONE ? 0 : 1L << home;
            }
        }
        return mask;
    }

    private long homesOfUses(int c) {
        long mask = 0;
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op) && Operand.regClass(op) == c) {
                int home = vregs.home[Operand.vreg(op)];
                mask |= home == PReg.NONE ? 0 : 1L << home;
            }
        }
        return mask;
    }

    /** Homes of the uses other than the one that {@code def} reuses. */
    private long homesOfOtherUses(int def) {
        int c = Operand.regClass(def);
        int reusedVReg = Operand.vreg(problem.operandAt(first + Operand.reuseIndex(def)));
        long mask = 0;
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op) && Operand.regClass(op) == c && Operand.vreg(op) != reusedVReg) {
                int home = vregs.home[Operand.vreg(op)];
                mask |= home == PReg.NONE ? 0 : 1L << home;
            }
        }
        return mask;
    }

    private void releaseDefs() {
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (Operand.isDef(op)) {
                int preg = vregs.reg[Operand.vreg(op)];
                if (preg != PReg.NONE) {
                    regs.release(preg);
                }
            }
        }
    }

    /** Registers that moves after the instruction may pass through: free below, and not among the operands. */
    private void setFreeAfter() {
        for (int c = 0; c < 3; c++) {
            long free = regs.allocatable[c] & ~regs.occupied[c] & ~late[c] & ~fixedLate[c];
            after.setFree(c, free);
        }
    }

    // ---- Step 3: homes ----

    /** Brings vregs with a home that do not live on below into their home. */
    private void takeHomes() {
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            int v = Operand.vreg(op);
            int home = vregs.home[v];
            if (Operand.isDef(op) || home == PReg.NONE || vregs.reg[v] != PReg.NONE || isBorrowed(v)) {
                continue;
            }
            if (regs.vregIn[home] >= 0) {
                evict(regs.vregIn[home], false);
            }
            regs.occupy(home, v);
            vregs.placedInst[v] = inst;
            boolean reusedByOther = (reused[home >> 6] >>> home & 1) != 0 && !isReusedInput(v, home);
            if ((early[home >> 6] >>> home & 1) != 0 || reusedByOther) {
                evict(v, false);
            }
        }
        for (int c = 0; c < 3; c++) {
            early[c] |= reused[c];
        }
    }

    // ---- Step 4: uses ----

    private void evictForFixedUses() {
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op) && Operand.isFixed(op)) {
                int preg = Operand.fixedPReg(op);
                int w = regs.vregIn[preg];
                if (w >= 0 && w != Operand.vreg(op)) {
                    evict(w, false);
                }
                int c = preg >> 6;
                early[c] |= 1L << preg;
                if (Operand.isLate(op)) {
                    late[c] |= 1L << preg;
                }
            }
        }
    }

    private void placeUses() {
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op) && Operand.isFixed(op)) {
                placeFixedUse(k, op);
            }
        }
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (Operand.isDef(op) && Operand.isReuse(op)) {
                placeReusedUse(k, op);
            }
        }
        for (int k = first; k < last; k++) {
            keepInPlace(k, problem.operandAt(k));
        }
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op) && result.alloc(k) == UNPLACED && Operand.constraint(op) != Operand.ANY) {
                placeUse(k, op);
            }
        }
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op) && result.alloc(k) == UNPLACED) {
                placeAnyUse(k, op);
            }
        }
    }

    private void placeFixedUse(int k, int op) {
        int v = Operand.vreg(op);
        int preg = Operand.fixedPReg(op);
        int c = preg >> 6;
        result.setAlloc(k, Allocation.reg(preg));
        if (vregs.reg[v] == preg) {
            return;
        }
        if (vregs.reg[v] == PReg.NONE
                && !isBorrowed(v)
                && comesFromThisBlock(k)
                && regs.vregIn[preg] < 0
                && (regs.allocatable[c] & ~borrowed[c] & 1L << preg) != 0) {
            place(v, preg);
            return;
        }
        before.add(sourceAbove(v, k), Allocation.reg(preg), c);
    }

    private void placeReusedUse(int defIndex, int def) {
        int k = first + Operand.reuseIndex(def);
        int op = problem.operandAt(k);
        int v = Operand.vreg(op);
        int alloc = result.alloc(defIndex);
        int preg = Allocation.preg(alloc);
        int c = preg >> 6;
        result.setAlloc(k, alloc);
        if (vregs.reg[v] == preg) {
            return;
        }
        if (vregs.reg[v] == PReg.NONE
                && !isBorrowed(v)
                && comesFromThisBlock(k)
                && regs.vregIn[preg] < 0
                && (regs.allocatable[c] & ~borrowed[c] & 1L << preg) != 0) {
            place(v, preg);
            return;
        }
        before.add(sourceAbove(v, k), alloc, c);
    }

    /** Leaves the use where its vreg is, if the constraint allows it. */
    private void keepInPlace(int k, int op) {
        if (Operand.isDef(op) || result.alloc(k) != UNPLACED || Operand.constraint(op) == Operand.STACK) {
            return;
        }
        int preg = vregs.reg[Operand.vreg(op)];
        if (preg == PReg.NONE || !fits(op, preg)) {
            return;
        }
        useRegister(k, op, preg);
    }

    private boolean fits(int op, int preg) {
        int c = preg >> 6;
        long barred = reused[c];
        if (Operand.isLate(op) && vregs.placedInst[Operand.vreg(op)] == inst) {
            barred |= late[c] & ~usedByVReg(Operand.vreg(op)) | clobbers[c];
        }
        return (Operand.allowedMask(op) & ~barred & 1L << preg) != 0 || inReusedTogether(op, preg);
    }

    /** A vreg may be used in the register that a def reuses, if it is the reused vreg itself and only read early. */
    private boolean inReusedTogether(int op, int preg) {
        if (Operand.isLate(op) || (Operand.allowedMask(op) & 1L << preg) == 0) {
            return false;
        }
        return isReusedInput(Operand.vreg(op), preg);
    }

    /** Whether a def in {@code preg} reuses a use of {@code v}. */
    private boolean isReusedInput(int v, int preg) {
        for (int k = first; k < last; k++) {
            int def = problem.operandAt(k);
            if (Operand.isDef(def) && Operand.isReuse(def) && result.alloc(k) == Allocation.reg(preg)) {
                return Operand.vreg(problem.operandAt(first + Operand.reuseIndex(def))) == v;
            }
        }
        return false;
    }

    /** The late register bits that are there because {@code v} itself is fixed to them late. */
    private long usedByVReg(int v) {
        long mask = 0;
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op)
                    && Operand.vreg(op) == v
                    && Operand.isLate(op)
                    && Allocation.isReg(result.alloc(k))) {
                mask |= 1L << Allocation.preg(result.alloc(k));
            }
        }
        return mask;
    }

    private void useRegister(int k, int op, int preg) {
        int c = preg >> 6;
        result.setAlloc(k, Allocation.reg(preg));
        early[c] |= 1L << preg;
        if (Operand.isLate(op)) {
            late[c] |= 1L << preg;
        }
    }

    /** A use that must be in a register or on the stack, of a vreg that is not there yet. */
    private void placeUse(int k, int op) {
        int v = Operand.vreg(op);
        if (Operand.constraint(op) == Operand.STACK) {
            result.setAlloc(k, Allocation.stack(vregs.ensureSlot(v)));
            return;
        }
        int preg = vregs.reg[v];
        if (preg != PReg.NONE && fits(op, preg)) {
            useRegister(k, op, preg);
            return;
        }
        int c = Operand.regClass(op);
        boolean stays = preg == PReg.NONE && !isBorrowed(v) && comesFromThisBlock(k);
        preg = useRegisterFor(k, op, v, stays);
        useRegister(k, op, preg);
        if (stays && (borrowed[c] >>> preg & 1) == 0) {
            place(v, preg);
        } else {
            int source = sourceAbove(v, k);
            if (source != Allocation.reg(preg)) {
                before.add(source, Allocation.reg(preg), c);
            }
        }
    }

    /** A register for a use whose vreg has none that fits; {@code stays}: the vreg is to be there above too. */
    private int useRegisterFor(int k, int op, int v, boolean stays) {
        int c = Operand.regClass(op);
        long barred = early[c] | fixedEarly[c];
        if (Operand.isLate(op)) {
            barred |= late[c] | fixedLate[c] | clobbers[c];
        }
        long allowed = ~barred & Operand.allowedMask(op);
        if (stays) {
            allowed &= ~borrowed[c];
        }
        int home = vregs.home[v];
        if (!stays && home != PReg.NONE && isBorrowed(v) && regs.vregIn[home] < 0 && (allowed >>> home & 1) != 0) {
            return home;
        }
        int preg = regs.pick(c, allowed, vregs.hint[v], stays && prepass.callAbove(inst, vregs, v));
        if (preg != PReg.NONE) {
            return preg;
        }
        preg = victim(c, allowed & ~sources[c]);
        if (preg == PReg.NONE) {
            preg = victim(c, allowed);
            if (preg == PReg.NONE) {
                throw impossible(k);
            }
            readElsewhere(preg);
        }
        evictToSlot(regs.vregIn[preg]);
        return preg;
    }

    /** Lets the moves before the instruction that read a register, whose vreg is about to be evicted, read its slot. */
    private void readElsewhere(int preg) {
        int w = regs.vregIn[preg];
        if (vregs.home[w] != preg) {
            before.redirect(Allocation.reg(preg), Allocation.stack(vregs.ensureSlot(w)));
        }
    }

    private void placeAnyUse(int k, int op) {
        int v = Operand.vreg(op);
        int c = Operand.regClass(op);
        int preg = vregs.reg[v];
        if (preg != PReg.NONE && fits(op, preg)) {
            useRegister(k, op, preg);
            return;
        }
        if (preg == PReg.NONE && !isBorrowed(v) && comesFromThisBlock(k)) {
            long barred = early[c] | fixedEarly[c] | borrowed[c];
            if (Operand.isLate(op)) {
                barred |= late[c] | fixedLate[c] | clobbers[c];
            }
            preg = regs.pick(c, ~barred, vregs.hint[v], prepass.callAbove(inst, vregs, v));
            if (preg != PReg.NONE) {
                useRegister(k, op, preg);
                place(v, preg);
                return;
            }
        }
        result.setAlloc(k, Allocation.stack(vregs.ensureSlot(v)));
    }

    /** Whether the vreg of operand {@code k} is mentioned above in this block, so that it pays to keep it in a register. */
    private boolean comesFromThisBlock(int k) {
        return prepass.above(k) >= 0;
    }

    private void place(int v, int preg) {
        regs.occupy(preg, v);
        vregs.placedInst[v] = inst;
    }

    /** Where {@code v} is before the instruction; it gets its slot if it has no other place. */
    private int sourceAbove(int v, int k) {
        if (isBorrowed(v)) {
            return Allocation.reg(vregs.home[v]);
        }
        if (vregs.reg[v] != PReg.NONE) {
            sources[problem.vregClass(v)] |= 1L << vregs.reg[v];
            return Allocation.reg(vregs.reg[v]);
        }
        if (comesFromThisBlock(k)) {
            int c = problem.vregClass(v);
            long barred = early[c] | fixedEarly[c] | borrowed[c] | usedHere[c];
            int preg = regs.pick(c, ~barred, vregs.hint[v], prepass.callAbove(inst, vregs, v));
            if (preg != PReg.NONE) {
                place(v, preg);
                sources[c] |= 1L << preg;
                return Allocation.reg(preg);
            }
        }
        return Allocation.stack(vregs.ensureSlot(v));
    }

    /** The register among {@code allowed} whose vreg is next mentioned farthest above, homes last; or {@link PReg#NONE}. */
    private int victim(int c, long allowed) {
        int best = PReg.NONE;
        int bestAbove = Integer.MAX_VALUE;
        for (long m = regs.occupied[c] & regs.allocatable[c] & allowed; m != 0; m &= m - 1) {
            int preg = PReg.of(c, Long.numberOfTrailingZeros(m));
            int w = regs.vregIn[preg];
            if (definedHere(w)) {
                continue;
            }
            int up = vregs.home[w] != PReg.NONE ? Integer.MAX_VALUE - 1 : vregs.above[w];
            if (up < bestAbove) {
                bestAbove = up;
                best = preg;
            }
        }
        return best;
    }

    /** Evicts {@code w} to its slot. */
    private void evictToSlot(int w) {
        int old = vregs.reg[w];
        boolean livesBelow = vregs.placedInst[w] != inst;
        regs.release(old);
        if (livesBelow) {
            int source = Allocation.stack(vregs.ensureSlot(w));
            if (vregs.evictInst[w] == inst) {
                after.setSource(vregs.evictMove[w], source);
            } else {
                vregs.evictInst[w] = inst;
                vregs.evictMove[w] = after.add(source, Allocation.reg(old), old >> 6);
            }
        }
        if (vregs.home[w] == old) {
            borrow(w);
        }
    }

    // ---- Step 5: homes back, edits out ----

    private void giveBackHomes() {
        for (int i = 0; i < borrowedCount; i++) {
            int v = borrowedVRegs[i];
            int home = vregs.home[v];
            int now = vregs.reg[v];
            if (now != PReg.NONE) {
                before.add(Allocation.reg(home), Allocation.reg(now), home >> 6);
                regs.release(now);
            }
            regs.occupy(home, v);
        }
    }

    /** Notes the next mentions above; a vreg from outside the block is loaded from its slot here if there is none. */
    private void noteAbove() {
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            int v = Operand.vreg(op);
            int above = prepass.above(k);
            vregs.above[v] = above;
            int preg = vregs.reg[v];
            if (above < 0 && preg != PReg.NONE && vregs.home[v] == PReg.NONE && !Operand.isDef(op)) {
                int slot = Allocation.stack(vregs.ensureSlot(v));
                before.redirect(Allocation.reg(preg), slot);
                before.add(slot, Allocation.reg(preg), preg >> 6);
                regs.release(preg);
            }
        }
    }

    private void noteFreed(int slot, int units) {
        if (freedCount + 2 > freedSlots.length) {
            freedSlots = Arrays.copyOf(freedSlots, freedCount * 2);
        }
        freedSlots[freedCount++] = slot;
        freedSlots[freedCount++] = units;
    }

    private void flush(int endedBlock, EditStream edits) {
        if (after.size() > 0) {
            after.resolve();
            if (endedBlock == NOT_LAST) {
                edits.add(inst * 2 + 1, after);
            } else {
                edits.addAfterBranch(problem, endedBlock, after);
            }
        }
        if (before.size() > 0) {
            for (int c = 0; c < 3; c++) {
                before.setFree(c, regs.allocatable[c] & ~regs.occupied[c] & ~early[c] & ~fixedEarly[c]);
            }
            before.resolve();
            edits.add(inst * 2, before);
        }
        for (int i = 0; i < freedCount; i += 2) {
            vregs.freeSlot(freedSlots[i], freedSlots[i + 1]);
        }
    }

    private RegallocException impossible(int k) {
        return new RegallocException(
                "no register left for operand " + (k - first) + " (" + Operand.toString(problem.operandAt(k))
                        + ") of instruction " + inst,
                Dump.of(problem));
    }
}
