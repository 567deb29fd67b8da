package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.JumpTable;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes one function: regions of straight code, branches, counted loops, tables and calls, nested. What may be used at a place is what dominates it: each construct forgets at
 * its end what its arms defined, and goes on with the parameters of the block where they meet. From anywhere inside, a branch may leave for the end of any construct around it.
 *
 * <p>Every loop has a counter, which starts small and goes down before each way back, so that the function ends.
 */
final class FunctionGenerator {
    private static final int MAX_DEPTH = 4;

    /** A block that may be branched to from where we are, and the types of its parameters. */
    private record Target(int block, List<Type> params) {}

    private final Random random;
    private final Head head;
    private final Emitter emitter;
    private final Values values;
    private final Memory memory;
    private final Calls calls;
    private final Statistics statistics;
    private final List<Target> targets = new ArrayList<>();
    private int budget;

    FunctionGenerator(Random random, Menu menu, Head head, List<Head> callees, Statistics statistics) {
        this.random = random;
        this.head = head;
        this.statistics = statistics;
        emitter = new Emitter(new Function(head.name(), head.signature()), statistics);
        values = new Values(random, menu, emitter);
        memory = new Memory(values);
        calls = new Calls(values, memory, head, callees, statistics);
    }

    /** Writes the function, of about so many operations. */
    Function generate(int operations) {
        budget = operations;
        enterFunction();
        region(0);
        end();
        statistics.functions++;
        return emitter.function;
    }

    private void enterFunction() {
        emitter.start(emitter.makeBlock());
        int first = head.pointer() ? 1 : 0;
        int entry = emitter.function.layout.entryBlock();
        Signature signature = head.signature();
        for (int i = 0; i < signature.paramCount(); i++) {
            int param = emitter.function.dfg.appendBlockParam(
                    entry, signature.param(i).type());
            if (i < first) {
                memory.addPointer(param);
            } else {
                values.defineLoose(param);
            }
        }
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            memory.addSlot();
        }
    }

    /** Returns, or calls a function of the same results in place of returning. */
    private void end() {
        if (random.nextInt(3) > 0 && calls.tail()) {
            return;
        }
        returns();
    }

    private void returns() {
        int[] results = new int[head.signature().resultCount()];
        for (int i = 0; i < results.length; i++) {
            results[i] = values.use(head.signature().result(i).type());
        }
        emitter.inst(new InstData.MultiAry(Opcode.RETURN, results), Type.INVALID);
    }

    // ---- Regions ----

    private void region(int depth) {
        statistics.depth(depth);
        int parts = depth == 0 ? 2 + random.nextInt(5) : 1 + random.nextInt(3);
        for (int i = 0; i < parts && budget > 0; i++) {
            for (int n = random.nextInt(14); n > 0; n--) {
                operation();
            }
            if (depth < MAX_DEPTH && budget > 0) {
                construct(depth);
            }
        }
        if (depth == 0) {
            while (budget > 0) {
                operation();
            }
        }
    }

    private void construct(int depth) {
        switch (random.nextInt(9)) {
            case 0, 1 -> diamond(depth);
            case 2 -> loop(depth);
            case 3 -> table(depth);
            case 4, 5 -> calls.call();
            case 6 -> leave();
            default -> {}
        }
    }

    private void operation() {
        budget--;
        statistics.visible(values.pool.mark());
        switch (random.nextInt(6)) {
            case 0 -> memory.access();
            default -> values.operations().any();
        }
        if (random.nextInt(60) == 0) {
            Opcode[] quiet = {Opcode.NOP, Opcode.FENCE, Opcode.SEQUENCE_POINT};
            Opcode opcode = quiet[random.nextInt(quiet.length)];
            if (values.menu.has(opcode)) {
                emitter.inst(new InstData.NullAry(opcode), Type.INVALID);
            }
        }
    }

    private List<Type> someTypes(int most) {
        List<Type> types = new ArrayList<>();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            types.add(values.anyType());
        }
        return types;
    }

    private int[] args(List<Type> types) {
        int[] args = new int[types.size()];
        for (int i = 0; i < args.length; i++) {
            args[i] = values.use(types.get(i));
        }
        return args;
    }

    private BlockCall to(Target target) {
        return new BlockCall(target.block(), args(target.params()));
    }

    private void enter(int block, List<Type> params) {
        emitter.start(block);
        if (random.nextInt(10) == 0 && block != emitter.function.layout.entryBlock()) {
            emitter.function.layout.setCold(block, true);
        }
        for (Type type : params) {
            values.defineLoose(emitter.function.dfg.appendBlockParam(block, type));
        }
    }

    /** A new block; a branch here leaves the construct or stays. */
    private void leave() {
        if (targets.isEmpty()) {
            return;
        }
        Target target = targets.get(random.nextInt(targets.size()));
        int next = emitter.makeBlock();
        int condition = values.operations().condition();
        BlockCall out = to(target);
        BlockCall on = BlockCall.to(next);
        boolean swap = random.nextBoolean();
        emitter.brif(condition, swap ? on : out, swap ? out : on);
        enter(next, List.of());
    }

    /** A block of a construct, up to a jump to where the arms meet. What it defines is not seen outside. */
    private void arm(int block, List<Type> params, Target merge, int depth, boolean mayEnd) {
        int mark = values.pool.mark();
        enter(block, params);
        region(depth + 1);
        if (mayEnd && random.nextInt(10) == 0) {
            if (random.nextInt(3) == 0) {
                emitter.inst(
                        new InstData.Trap(Opcode.TRAP, TrapCode.user(1 + random.nextInt(TrapCode.MAX_USER))),
                        Type.INVALID);
            } else {
                end();
            }
        } else {
            emitter.jump(to(merge));
        }
        values.pool.release(mark);
    }

    private void diamond(int depth) {
        int then = emitter.makeBlock();
        int otherwise = emitter.makeBlock();
        Target merge = new Target(emitter.makeBlock(), someTypes(4));
        boolean critical = random.nextInt(3) == 0;
        List<Type> thenParams = someTypes(2);
        int condition = values.operations().condition();
        BlockCall toThen = new BlockCall(then, args(thenParams));
        BlockCall toElse = critical ? to(merge) : BlockCall.to(otherwise);
        boolean swap = random.nextBoolean();
        emitter.brif(condition, swap ? toElse : toThen, swap ? toThen : toElse);
        int mark = values.pool.mark();
        targets.add(merge);
        arm(then, thenParams, merge, depth, true);
        if (!critical) {
            arm(otherwise, List.of(), merge, depth, false);
        }
        targets.removeLast();
        values.pool.release(mark);
        enter(merge.block(), merge.params());
    }

    private void table(int depth) {
        Target merge = new Target(emitter.makeBlock(), someTypes(3));
        int arms = 1 + random.nextInt(4);
        int[] blocks = new int[arms];
        for (int i = 0; i < arms; i++) {
            blocks[i] = emitter.makeBlock();
        }
        int index = values.use(Type.I32);
        if (random.nextInt(4) > 0) {
            index = emitter.binary(Opcode.BAND, Type.I32, index, emitter.iconst(Type.I32, 7));
        }
        BlockCall[] entries = new BlockCall[random.nextInt(random.nextInt(8) == 0 ? 20 : 7)];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = random.nextInt(3) == 0 ? to(merge) : BlockCall.to(blocks[random.nextInt(arms)]);
        }
        emitter.inst(new InstData.BranchTable(Opcode.BR_TABLE, index, new JumpTable(to(merge), entries)), Type.INVALID);
        int mark = values.pool.mark();
        targets.add(merge);
        for (int block : blocks) {
            arm(block, List.of(), merge, depth, true);
        }
        targets.removeLast();
        values.pool.release(mark);
        enter(merge.block(), merge.params());
    }

    /** A loop with a counter as first parameter; sometimes a second way back from its middle. */
    private void loop(int depth) {
        statistics.loops++;
        Type counterType = values.intType();
        List<Type> carried = someTypes(5);
        int header = emitter.makeBlock();
        Target exit = new Target(emitter.makeBlock(), someTypes(3));
        int start = emitter.iconst(counterType, 1 + random.nextInt(4));
        emitter.jump(new BlockCall(header, with(start, args(carried))));
        int mark = values.pool.mark();
        emitter.start(header);
        int counter = emitter.function.dfg.appendBlockParam(header, counterType);
        values.define(counter);
        for (Type type : carried) {
            values.defineLoose(emitter.function.dfg.appendBlockParam(header, type));
        }
        targets.add(exit);
        region(depth + 1);
        if (random.nextInt(3) == 0) {
            int next = emitter.makeBlock();
            int down = emitter.binary(Opcode.IADD, counterType, counter, emitter.iconst(counterType, -1));
            int more = compare(IntCC.SGT, counterType, down, 0);
            int again =
                    emitter.binary(Opcode.BAND, Type.I8, more, compare(IntCC.ULT, Type.I64, values.use(Type.I64), 9));
            emitter.brif(again, new BlockCall(header, with(down, args(carried))), BlockCall.to(next));
            enter(next, List.of());
            region(depth + 1);
        }
        targets.removeLast();
        int down = emitter.binary(Opcode.IADD, counterType, counter, emitter.iconst(counterType, -1));
        int more = random.nextInt(3) == 0 ? down : compare(IntCC.SGT, counterType, down, 0);
        emitter.brif(more, new BlockCall(header, with(down, args(carried))), to(exit));
        values.pool.release(mark);
        enter(exit.block(), exit.params());
    }

    private int compare(IntCC cc, Type type, int x, long y) {
        return emitter.value(new InstData.IntCompare(Opcode.ICMP, cc, x, emitter.iconst(type, y)), type);
    }

    private static int[] with(int first, int[] rest) {
        int[] all = new int[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    static List<Type> types(List<AbiParam> params) {
        List<Type> types = new ArrayList<>();
        for (AbiParam param : params) {
            types.add(param.type());
        }
        return types;
    }
}
