package dev.gantry.regalloc;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Judges an allocation without trusting the allocator: a symbolic run of the allocated code.
 *
 * <p><b>Lattice.</b> A state maps places (registers, spill slots) to the set of vregs whose value the place surely holds. Places not
 * in the map hold nothing known. A block that has not been reached has no state (top).
 *
 * <p><b>Meet.</b> Place by place intersection; so states only shrink and the iteration ends.
 *
 * <p><b>Transfer.</b> An edit copies the set of its source to its target. An instruction's early uses must find their vreg in the set of
 * their place; then early defs are written; then clobbers and late defs empty their places; a def's place afterwards holds exactly its
 * vreg, and its vreg is nowhere else any more (a value of an earlier loop turn is another value). Late uses must hold before and must
 * not be overwritten by a def or clobber of the same instruction. Crossing an edge, first the parameters of the target vanish from all
 * sets, and then each place that held an argument also holds the parameter; edits at the head of the target come after that.
 *
 * <p>Besides the flow it checks each constraint, classes, that no def shares its place with another late operand or an early def with a
 * use, that only allocatable, scratch or named registers are touched, that edits are sorted and never go from
 * memory to memory, and that none comes after the last instruction of a block, where it would not be executed; and that edges are split where the
 * {@link Problem} asks for it.
 */
public final class Checker {
    private final Problem problem;
    private final MachineEnv env;
    private final Result result;
    private final Map<Integer, Set<Integer>>[] entry;
    private Map<Integer, Set<Integer>> state = new HashMap<>();
    private int[] firstEdit = new int[0];

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Checker(Problem problem, MachineEnv env, Result result) {
        this.problem = problem;
        this.env = env;
        this.result = result;
        this.entry = new Map[problem.blockCount()];
    }

    /**
     * Checks that {@code result} is a correct allocation of {@code problem}.
     *
     * @throws RegallocException at the first thing wrong, with the program point, the state there and a dump
     */
    public static void check(Problem problem, MachineEnv env, Result result) {
        new Checker(problem, env, result).run();
    }

    private void run() {
        checkEdges();
        checkEdits();
        for (int inst = 0; inst < problem.instCount(); inst++) {
            checkConstraints(inst);
        }
        int n = problem.blockCount();
        boolean[] queued = new boolean[n];
        int[] queue = new int[n + 1];
        int head = 0;
        int tail = 0;
        entry[0] = new HashMap<>();
        queue[tail++] = 0;
        queued[0] = true;
        while (head != tail) {
            int b = queue[head];
            head = (head + 1) % queue.length;
            queued[b] = false;
            flow(b);
            for (int i = 0; i < problem.succCount(b); i++) {
                int s = problem.succ(b, i);
                if (meet(s, acrossEdge(b, i)) && !queued[s]) {
                    queued[s] = true;
                    queue[tail] = s;
                    tail = (tail + 1) % queue.length;
                }
            }
        }
    }

    // ---- Flow ----

    private void flow(int b) {
        state = new HashMap<>();
        for (Map.Entry<Integer, Set<Integer>> e : entry[b].entrySet()) {
            state.put(e.getKey(), new HashSet<>(e.getValue()));
        }
        int behind = problem.blockEnd(b) * 2 - 1;
        if (firstEdit[behind] != firstEdit[behind + 1]) {
            fail(problem.blockEnd(b) - 1, "edit after the last instruction of a block");
        }
        for (int inst = problem.blockStart(b); inst < problem.blockEnd(b); inst++) {
            edits(inst * 2);
            instruction(inst);
            edits(inst * 2 + 1);
        }
    }

    private void edits(int point) {
        for (int i = firstEdit[point]; i < firstEdit[point + 1]; i++) {
            Set<Integer> kept = new HashSet<>();
            for (int v : at(result.editFrom(i))) {
                if (problem.vregClass(v) == result.editClass(i)) {
                    kept.add(v);
                }
            }
            write(result.editTo(i), result.editClass(i));
            state.put(result.editTo(i), kept);
        }
    }

    private Set<Integer> at(int place) {
        return state.getOrDefault(place, Set.of());
    }

    /** Forgets what {@code place} held, and for wide slots what its second unit held. */
    private void write(int place, int regClass) {
        state.remove(place);
        if (Allocation.isStack(place)) {
            int slot = Allocation.slot(place);
            if (problem.slotUnits(regClass) == 2) {
                state.remove(Allocation.stack(slot + 1));
            }
            Set<Integer> below = slot > 0 ? at(Allocation.stack(slot - 1)) : Set.of();
            for (int v : below) {
                if (problem.slotUnits(problem.vregClass(v)) == 2) {
                    state.remove(Allocation.stack(slot - 1));
                    break;
                }
            }
        }
    }

    private void instruction(int inst) {
        int first = problem.operandStart(inst);
        int last = problem.operandEnd(inst);
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (!Operand.isDef(op) && !at(result.alloc(k)).contains(Operand.vreg(op))) {
                fail(
                        inst,
                        "operand " + (k - first) + " (" + Operand.toString(op) + ") is not in "
                                + Allocation.toString(result.alloc(k)) + ", which holds " + at(result.alloc(k)));
            }
        }
        PRegSet clobbers = problem.clobberSet(problem.instClobbers(inst));
        for (int preg = 0; preg < PReg.COUNT && problem.instClobbers(inst) != Problem.NO_CLOBBERS; preg++) {
            if (clobbers.contains(preg)) {
                state.remove(Allocation.reg(preg));
            }
        }
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (Operand.isDef(op)) {
                int v = Operand.vreg(op);
                for (Set<Integer> held : state.values()) {
                    held.remove(v);
                }
                write(result.alloc(k), Operand.regClass(op));
            }
        }
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            if (Operand.isDef(op)) {
                Set<Integer> held = new HashSet<>();
                held.add(Operand.vreg(op));
                state.put(result.alloc(k), held);
            }
        }
    }

    private Map<Integer, Set<Integer>> acrossEdge(int b, int i) {
        int target = problem.succ(b, i);
        int edge = problem.edge(b, i);
        int n = problem.paramCount(target);
        if (n != problem.argCount(edge)) {
            fail(
                    problem.blockEnd(b) - 1,
                    "edge to block " + target + " has " + problem.argCount(edge) + " arguments, not " + n);
        }
        Map<Integer, int[]> paramsOfArg = new HashMap<>();
        Set<Integer> params = new HashSet<>();
        for (int a = 0; a < n; a++) {
            int arg = problem.arg(edge, a);
            int[] before = paramsOfArg.getOrDefault(arg, new int[0]);
            int[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = problem.param(target, a);
            paramsOfArg.put(arg, more);
            params.add(problem.param(target, a));
        }
        Map<Integer, Set<Integer>> out = new HashMap<>();
        for (Map.Entry<Integer, Set<Integer>> e : state.entrySet()) {
            Set<Integer> held = new HashSet<>();
            for (int v : e.getValue()) {
                if (!params.contains(v)) {
                    held.add(v);
                }
                for (int param : paramsOfArg.getOrDefault(v, new int[0])) {
                    held.add(param);
                }
            }
            if (!held.isEmpty()) {
                out.put(e.getKey(), held);
            }
        }
        return out;
    }

    /** Lowers the entry state of {@code b} by {@code incoming}; whether it changed. */
    private boolean meet(int b, Map<Integer, Set<Integer>> incoming) {
        if (entry[b] == null) {
            entry[b] = incoming;
            return true;
        }
        boolean changed = false;
        for (Map.Entry<Integer, Set<Integer>> e : entry[b].entrySet()) {
            changed |= e.getValue().retainAll(incoming.getOrDefault(e.getKey(), Set.of()));
        }
        entry[b].values().removeIf(Set::isEmpty);
        return changed;
    }

    // ---- Local checks ----

    /** Where an edge's moves come before the last instruction of its source, that must not read or write anything. */
    private void checkEdges() {
        for (int b = 0; b < problem.blockCount(); b++) {
            int last = problem.blockEnd(b) - 1;
            boolean plain = problem.operandStart(last) == problem.operandEnd(last)
                    && problem.instClobbers(last) == Problem.NO_CLOBBERS
                    && problem.succCount(b) == 1;
            for (int i = 0; i < problem.succCount(b) && !plain; i++) {
                if (problem.predCount(problem.succ(b, i)) > 1) {
                    fail(last, "the edge to block " + problem.succ(b, i) + " must be split");
                }
            }
        }
    }

    private void checkEdits() {
        firstEdit = new int[problem.instCount() * 2 + 2];
        int edit = 0;
        for (int point = 0; point < problem.instCount() * 2; point++) {
            firstEdit[point] = edit;
            while (edit < result.editCount() && result.editPoint(edit) == point) {
                edit++;
            }
        }
        firstEdit[problem.instCount() * 2] = edit;
        if (edit != result.editCount()) {
            fail(result.editPoint(edit) / 2, "edits are not sorted, or one lies outside the code");
        }
        for (int i = 0; i < result.editCount(); i++) {
            int from = result.editFrom(i);
            int to = result.editTo(i);
            if (isMemory(from) && isMemory(to)) {
                fail(result.editPoint(i) / 2, "edit from memory to memory");
            }
            checkPlace(from, result.editClass(i), result.editPoint(i) / 2);
            checkPlace(to, result.editClass(i), result.editPoint(i) / 2);
        }
    }

    private boolean isMemory(int place) {
        return Allocation.isStack(place) || env.fixedStack().contains(Allocation.preg(place));
    }

    private void checkPlace(int place, int regClass, int inst) {
        if (Allocation.isReg(place)) {
            int preg = Allocation.preg(place);
            if (PReg.regClass(preg) != regClass) {
                fail(inst, "a value of class " + regClass + " in " + PReg.toString(preg));
            }
        } else if (Allocation.isStack(place)) {
            int slot = Allocation.slot(place);
            int units = problem.slotUnits(regClass);
            if (slot + units > result.spillSlots() || slot % units != 0) {
                fail(
                        inst,
                        "slot " + slot + " of " + units + " units outside the " + result.spillSlots()
                                + " of the frame or misaligned");
            }
        } else {
            fail(inst, "no place");
        }
    }

    private void checkConstraints(int inst) {
        int first = problem.operandStart(inst);
        int last = problem.operandEnd(inst);
        PRegSet clobbers = problem.clobberSet(problem.instClobbers(inst));
        for (int k = first; k < last; k++) {
            int op = problem.operandAt(k);
            int place = result.alloc(k);
            checkPlace(place, Operand.regClass(op), inst);
            if (!meetsConstraint(op, place, first)) {
                fail(
                        inst,
                        "operand " + (k - first) + " (" + Operand.toString(op) + ") is in "
                                + Allocation.toString(place));
            }
            boolean late = Operand.isDef(op) || Operand.isLate(op);
            boolean fixedDef = Operand.isDef(op) && Operand.isFixed(op);
            if (late && !fixedDef && Allocation.isReg(place) && clobbers.contains(Allocation.preg(place))) {
                fail(inst, "operand " + (k - first) + " (" + Operand.toString(op) + ") is in a clobbered register");
            }
            for (int j = first; j < last; j++) {
                if (j != k
                        && Operand.isDef(op)
                        && result.alloc(j) == place
                        && collide(op, problem.operandAt(j), j - first, k - first)) {
                    fail(
                            inst,
                            "operands " + (k - first) + " and " + (j - first) + " share " + Allocation.toString(place));
                }
            }
        }
    }

    /** Whether def {@code op} (number {@code index}) must not share a place with {@code other} (number {@code otherIndex}). */
    private static boolean collide(int op, int other, int otherIndex, int index) {
        if (Operand.isDef(other)) {
            return index < otherIndex;
        }
        return Operand.isLate(other) || !Operand.isLate(op);
    }

    private boolean meetsConstraint(int op, int place, int first) {
        if (Operand.isFixed(op)) {
            return place == Allocation.reg(Operand.fixedPReg(op));
        }
        if (Operand.isReuse(op)) {
            return place == result.alloc(first + Operand.reuseIndex(op)) && Allocation.isReg(place);
        }
        if (Allocation.isReg(place) && !env.allocatable().contains(Allocation.preg(place))) {
            return false;
        }
        if (Operand.isLimit(op)) {
            return Allocation.isReg(place) && PReg.hw(Allocation.preg(place)) < Operand.limitOf(op);
        }
        return switch (Operand.constraint(op)) {
            case Operand.REG -> Allocation.isReg(place);
            case Operand.STACK -> Allocation.isStack(place);
            default -> true;
        };
    }

    private void fail(int inst, String what) {
        throw new RegallocException(
                "at instruction " + inst + ": " + what + "\nstate: " + describe(), Dump.of(problem, result));
    }

    private String describe() {
        StringBuilder out = new StringBuilder();
        int[] places =
                state.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        for (int place : places) {
            out.append(Allocation.toString(place)).append('=').append(at(place)).append(' ');
        }
        return out.toString();
    }
}
