package dev.gantry.regalloc.singlepass;

import dev.gantry.regalloc.Allocation;
import dev.gantry.regalloc.MachineEnv;
import dev.gantry.regalloc.PReg;
import dev.gantry.regalloc.PRegSet;
import dev.gantry.regalloc.Problem;
import dev.gantry.regalloc.RegallocException;
import java.util.Arrays;

/**
 * Puts a set of moves that happen at once into an order in which they may happen one after the other.
 *
 * <p>Each destination is written once; a source may be read often. A move may go as soon as nobody still has to read its
 * destination; what is left then are cycles, and each is opened by copying one source away. (The textbook algorithm; e.g. Boissinot
 * et al., CGO 2009.) Linear in the number of moves.
 *
 * <p>Moves from memory to memory go through a register: the scratch register, a register free at this point, or, when there is
 * neither, one that is saved and restored around the move, which is right at any point whatever that register holds.
 *
 * <p>Example: {@code r1<-r2, r2<-r1, r3<-r1} gives {@code r3<-r1, tmp<-r1, r1<-r2, r2<-tmp}... in any order that respects reads.
 */
final class MoveResolver {
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int[] regClass = new int[16];
    private int count;

    private int[] outFrom = new int[32];
    private int[] outTo = new int[32];
    private int[] outClass = new int[32];
    private int outCount;

    /** By place (pregs, then slots): number of moves that still read it; move that writes it, plus one. */
    private int[] readers = new int[PReg.COUNT + 64];

    private int[] writer = new int[PReg.COUNT + 64];
    private int[] ready = new int[16];
    private final long[] free = new long[3];
    private final int[] cycleTemp = new int[3];
    private final int[] memoryTemp = new int[3];
    private final int[] saveSlot = new int[3];
    private final int[] cycleSlot = new int[3];
    private MachineEnv env;
    private final VRegs vregs;
    private final int[] slotUnits = new int[3];

    MoveResolver(VRegs vregs) {
        this.vregs = vregs;
        this.env = new MachineEnv(new int[3][0], new int[3][0], new int[] {-1, -1, -1}, PRegSet.EMPTY);
    }

    void begin(MachineEnv machine, Problem problem) {
        env = machine;
        count = 0;
        for (int c = 0; c < 3; c++) {
            saveSlot[c] = VRegs.NO_SLOT;
            cycleSlot[c] = VRegs.NO_SLOT;
            slotUnits[c] = problem.slotUnits(c);
        }
    }

    /** Adds a move to the set; returns its index. */
    int add(int source, int target, int cls) {
        if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
            regClass = Arrays.copyOf(regClass, count * 2);
            ready = Arrays.copyOf(ready, count * 2);
        }
        from[count] = source;
        to[count] = target;
        regClass[count] = cls;
        return count++;
    }

    /** Changes the source of a move added before. */
    void setSource(int move, int source) {
        from[move] = source;
    }

    /** Changes the source of all moves that read {@code old}. */
    void redirect(int old, int source) {
        for (int i = 0; i < count; i++) {
            if (from[i] == old) {
                from[i] = source;
            }
        }
    }

    /** Number of moves in the set. */
    int size() {
        return count;
    }

    /** Registers that hold nothing before nor after the moves (those in the moves are taken off here). */
    void setFree(int cls, long mask) {
        free[cls] = mask;
    }

    /** Orders the set into the output ({@link #outCount} and the accessors) and empties it. */
    void resolve() {
        outCount = 0;
        int n = count;
        count = 0;
        if (n == 1) {
            prepareTemps(n);
            if (from[0] != to[0]) {
                emit(from[0], to[0], regClass[0]);
            }
            return;
        }
        prepareTemps(n);
        int pending = enter(n);
        int readyCount = 0;
        for (int i = 0; i < n; i++) {
            if (to[i] != Allocation.NONE && readers[place(to[i])] == 0) {
                ready[readyCount++] = i;
            }
        }
        int scan = 0;
        while (pending > 0) {
            while (readyCount > 0) {
                int i = ready[--readyCount];
                int source = from[i];
                emit(source, to[i], regClass[i]);
                writer[place(to[i])] = 0;
                to[i] = Allocation.NONE;
                pending--;
                if (--readers[place(source)] == 0 && writer[place(source)] != 0) {
                    ready[readyCount++] = writer[place(source)] - 1;
                }
            }
            if (pending > 0) {
                while (to[scan] == Allocation.NONE) {
                    scan++;
                }
                int temp = cycleTemp(regClass[scan]);
                emit(from[scan], temp, regClass[scan]);
                int freed = place(from[scan]);
                from[scan] = temp;
                grow(place(temp));
                readers[place(temp)]++;
                if (--readers[freed] == 0 && writer[freed] != 0) {
                    ready[readyCount++] = writer[freed] - 1;
                }
            }
        }
    }

    int outCount() {
        return outCount;
    }

    int outFrom(int i) {
        return outFrom[i];
    }

    int outTo(int i) {
        return outTo[i];
    }

    int outClass(int i) {
        return outClass[i];
    }

    /** Counts readers and notes writers; drops moves to themselves and repeated ones. Returns the number left. */
    private int enter(int n) {
        int pending = 0;
        for (int i = 0; i < n; i++) {
            if (from[i] == to[i]) {
                to[i] = Allocation.NONE;
                continue;
            }
            int target = place(to[i]);
            int source = place(from[i]);
            grow(Math.max(target, source));
            if (writer[target] != 0) {
                if (from[writer[target] - 1] != from[i]) {
                    String text = Allocation.toString(to[i]);
                    clearTables(n);
                    throw new RegallocException("two values for " + text + " at one point", "");
                }
                to[i] = Allocation.NONE;
                continue;
            }
            writer[target] = i + 1;
            readers[source]++;
            pending++;
        }
        return pending;
    }

    private void clearTables(int n) {
        Arrays.fill(readers, 0);
        Arrays.fill(writer, 0);
        Arrays.fill(to, 0, n, Allocation.NONE);
    }

    private void prepareTemps(int n) {
        for (int i = 0; i < n; i++) {
            take(from[i]);
            take(to[i]);
        }
        for (int c = 0; c < 3; c++) {
            int scratch = env.scratch(c);
            int first = lowest(c);
            if (first != PReg.NONE) {
                free[c] &= free[c] - 1;
            }
            int second = lowest(c);
            cycleTemp[c] = scratch != PReg.NONE ? scratch : first;
            memoryTemp[c] = scratch != PReg.NONE ? first : second;
        }
    }

    private void take(int allocation) {
        if (Allocation.isReg(allocation)) {
            int preg = Allocation.preg(allocation);
            free[PReg.regClass(preg)] &= ~(1L << PReg.hw(preg));
        }
    }

    private int lowest(int cls) {
        return free[cls] == 0 ? PReg.NONE : PReg.of(cls, Long.numberOfTrailingZeros(free[cls]));
    }

    private int cycleTemp(int cls) {
        if (cycleTemp[cls] != PReg.NONE) {
            return Allocation.reg(cycleTemp[cls]);
        }
        if (cycleSlot[cls] == VRegs.NO_SLOT) {
            cycleSlot[cls] = vregs.newSlot(slotUnits[cls]);
        }
        return Allocation.stack(cycleSlot[cls]);
    }

    /** Appends a move, through a register if both sides are memory. */
    private void emit(int source, int target, int cls) {
        if (!isMemory(source) || !isMemory(target)) {
            out(source, target, cls);
            return;
        }
        int temp = memoryTemp[cls];
        boolean cycleTempIdle = cycleTemp[cls] != PReg.NONE && readersOf(Allocation.reg(cycleTemp[cls])) == 0;
        if (temp == PReg.NONE && cycleTempIdle) {
            temp = cycleTemp[cls];
        }
        if (temp != PReg.NONE) {
            out(source, Allocation.reg(temp), cls);
            out(Allocation.reg(temp), target, cls);
            return;
        }
        int victim = Allocation.reg(env.preferredCount(cls) > 0 ? env.preferred(cls, 0) : env.nonPreferred(cls, 0));
        if (saveSlot[cls] == VRegs.NO_SLOT) {
            saveSlot[cls] = vregs.newSlot(slotUnits[cls]);
        }
        int save = Allocation.stack(saveSlot[cls]);
        out(victim, save, cls);
        out(source, victim, cls);
        out(victim, target, cls);
        out(save, victim, cls);
    }

    private int readersOf(int allocation) {
        int place = place(allocation);
        return place < readers.length ? readers[place] : 0;
    }

    private boolean isMemory(int allocation) {
        return Allocation.isStack(allocation) || env.fixedStack().contains(Allocation.preg(allocation));
    }

    private void out(int source, int target, int cls) {
        if (outCount == outFrom.length) {
            outFrom = Arrays.copyOf(outFrom, outCount * 2);
            outTo = Arrays.copyOf(outTo, outCount * 2);
            outClass = Arrays.copyOf(outClass, outCount * 2);
        }
        outFrom[outCount] = source;
        outTo[outCount] = target;
        outClass[outCount++] = cls;
    }

    private static int place(int allocation) {
        return Allocation.isReg(allocation) ? Allocation.preg(allocation) : PReg.COUNT + Allocation.slot(allocation);
    }

    private void grow(int place) {
        if (place >= readers.length) {
            int size = Math.max(place + 1, readers.length * 2);
            readers = Arrays.copyOf(readers, size);
            writer = Arrays.copyOf(writer, size);
        }
    }
}
