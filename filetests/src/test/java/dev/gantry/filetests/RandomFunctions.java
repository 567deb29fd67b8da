package dev.gantry.filetests;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.build.FunctionBuilderContext;
import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.AtomicRmwOp;
import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.JumpTable;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes random functions on scalars of up to 64 bits that always end: straight code over variables, diamonds, counted loops,
 * branch tables, stack memory, calls of the functions made before. No integer depends on the bits of a NaN.
 */
final class RandomFunctions {
    private static final Type[] INTS = {Type.I8, Type.I16, Type.I32, Type.I64};
    private static final Type[] TYPES = {Type.I8, Type.I16, Type.I32, Type.I64, Type.I32, Type.I64, Type.F32, Type.F64};

    private final Random random;
    private final FunctionBuilderContext context = new FunctionBuilderContext();
    private final List<Function> made = new ArrayList<>();
    private FunctionBuilder b;
    private int[][] vars = new int[0][];
    private int intSlot;
    private int floatSlot;
    private int budget;

    RandomFunctions(long seed) {
        random = new Random(seed);
        b = new FunctionBuilder(function("none", List.of(), List.of()), context);
    }

    private Function function(String name, List<Type> params, List<Type> results) {
        CallConv[] conventions = {CallConv.FAST, CallConv.FAST, CallConv.SYSTEM_V, CallConv.TAIL, CallConv.TAIL};
        CallConv convention = conventions[random.nextInt(conventions.length)];
        List<Type> given = results;
        if (convention == CallConv.SYSTEM_V && results.size() > 1) {
            given = results.subList(0, 1);
        }
        return new Function(new ExternalName.TestCase(name), Signature.of(convention, params, given));
    }

    List<Function> make(int count) {
        for (int i = 0; i < count; i++) {
            made.add(makeFunction("f" + i));
        }
        return made;
    }

    private List<Type> types(int limit) {
        List<Type> types = new ArrayList<>();
        for (int n = random.nextInt(limit); n >= 0; n--) {
            types.add(TYPES[random.nextInt(TYPES.length)]);
        }
        return types;
    }

    private Function makeFunction(String name) {
        List<Type> results = random.nextBoolean() ? List.of(Type.I64) : types(4);
        Function f = function(name, types(random.nextInt(4) == 0 ? 18 : 5), results);
        b = new FunctionBuilder(f, context);
        intSlot = f.stackSlots.add(StackSlot.of(64, 3));
        floatSlot = f.stackSlots.add(StackSlot.of(64, 3));
        int entry = b.createBlock();
        b.appendBlockParamsForFunctionParams(entry);
        b.switchToBlock(entry);
        b.sealBlock(entry);
        vars = new int[Type.ID_LIMIT][];
        for (Type type : new Type[] {Type.I8, Type.I16, Type.I32, Type.I64, Type.F32, Type.F64}) {
            vars[type.id()] = new int[3];
            for (int i = 0; i < 3; i++) {
                vars[type.id()][i] = b.declareVar(type);
                b.defVar(vars[type.id()][i], constant(type));
            }
        }
        for (int i = 0; i < f.signature().paramCount(); i++) {
            b.defVar(var(f.signature().param(i).type()), b.blockParam(entry, i));
        }
        fillSlots();
        budget = random.nextInt(4) == 0 ? 150 : 40;
        statements(3);
        end(f.signature());
        b.finish();
        return f;
    }

    /** Returns, or calls a function of the same results in place of returning. */
    private void end(Signature signature) {
        if (signature.callConv() == CallConv.TAIL && random.nextInt(4) > 0) {
            for (Function callee : made) {
                boolean fits = callee.signature().callConv() == CallConv.TAIL
                        && callee.signature().results().equals(signature.results());
                if (fits) {
                    int func = importFunction(callee);
                    b.returnCall(func, args(callee));
                    return;
                }
            }
        }
        int[] results = new int[signature.resultCount()];
        for (int i = 0; i < results.length; i++) {
            results[i] = use(signature.result(i).type());
        }
        b.return_(results);
    }

    private int[] args(Function callee) {
        int[] args = new int[callee.signature().paramCount()];
        for (int i = 0; i < args.length; i++) {
            args[i] = use(callee.signature().param(i).type());
        }
        return args;
    }

    private int importFunction(Function callee) {
        Function f = b.function();
        int sig = f.signatures.add(callee.signature());
        return f.extFuncs.add(new ExtFunc(callee.name(), sig, random.nextBoolean(), false));
    }

    private void fillSlots() {
        for (int offset = 0; offset < 64; offset += 8) {
            b.store(MemFlags.TRUSTED, use(Type.I64), b.stackAddr(Type.I64, intSlot, 0), offset);
            b.store(MemFlags.TRUSTED, constant(Type.F64), b.stackAddr(Type.I64, floatSlot, 0), offset);
        }
    }

    private int var(Type type) {
        return vars[type.id()][random.nextInt(3)];
    }

    private int use(Type type) {
        return random.nextInt(8) == 0 ? constant(type) : b.useVar(var(type));
    }

    private Type intType() {
        return INTS[random.nextInt(4)];
    }

    private Type floatType() {
        return random.nextBoolean() ? Type.F32 : Type.F64;
    }

    private int constant(Type type) {
        if (type == Type.F32) {
            float[] values = {0f, -0f, 1f, -1.5f, 1e10f, 3.4e38f, Float.NaN, Float.POSITIVE_INFINITY, 0.5f, 1e-40f};
            return b.f32constOf(values[random.nextInt(values.length)]);
        }
        if (type == Type.F64) {
            double[] values = {0, -0.0, 1, -2.5, 1e18, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, 0.5, 4294967296.0};
            return b.f64constOf(values[random.nextInt(values.length)]);
        }
        long[] values = {
            0,
            1,
            -1,
            2,
            7,
            8,
            31,
            63,
            127,
            128,
            255,
            0x7fff,
            0x8000,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            random.nextLong(),
            random.nextInt()
        };
        return b.iconst(type, values[random.nextInt(values.length)]);
    }

    // ---- Statements ----

    private void statements(int depth) {
        for (int n = 1 + random.nextInt(6); n > 0 && budget > 0; n--) {
            budget--;
            switch (depth == 0 ? 9 : random.nextInt(12)) {
                case 0 -> diamond(depth);
                case 1 -> loop(depth);
                case 2 -> table(depth);
                default -> assignment();
            }
        }
    }

    private int condition() {
        return switch (random.nextInt(4)) {
            case 0 -> use(intType());
            case 1 -> fcmp();
            default -> icmp();
        };
    }

    private int icmp() {
        Type type = intType();
        return b.icmp(IntCC.values()[random.nextInt(10)], use(type), use(type));
    }

    private int fcmp() {
        Type type = floatType();
        return b.fcmp(FloatCC.values()[random.nextInt(14)], use(type), use(type));
    }

    private void enter(int block) {
        b.switchToBlock(block);
        b.sealBlock(block);
    }

    private void diamond(int depth) {
        int then = b.createBlock();
        int otherwise = b.createBlock();
        int join = b.createBlock();
        b.brif(condition(), then, random.nextInt(3) == 0 ? join : otherwise);
        enter(then);
        statements(depth - 1);
        b.jump(join);
        enter(otherwise);
        statements(depth - 1);
        b.jump(join);
        enter(join);
    }

    private void loop(int depth) {
        int head = b.createBlock();
        int exit = b.createBlock();
        int counter = b.declareVar(Type.I32);
        b.defVar(counter, b.iconst(Type.I32, 1 + random.nextInt(4)));
        b.jump(head);
        b.switchToBlock(head);
        statements(depth - 1);
        int next = b.iaddImm(b.useVar(counter), -1);
        b.defVar(counter, next);
        if (random.nextBoolean()) {
            b.brif(next, head, exit);
        } else {
            b.brif(b.icmpImm(IntCC.SGT, next, 0), head, exit);
        }
        b.sealBlock(head);
        enter(exit);
    }

    private void table(int depth) {
        BlockCall[] targets = new BlockCall[1 + random.nextInt(5)];
        List<Integer> blocks = new ArrayList<>();
        int join = b.createBlock();
        for (int i = 0; i < targets.length; i++) {
            if (i == 0 || random.nextInt(3) > 0) {
                blocks.add(b.createBlock());
            }
            targets[i] = BlockCall.to(blocks.get(random.nextInt(blocks.size())));
        }
        b.brTable(b.bandImm(use(Type.I32), 7), new JumpTable(BlockCall.to(join), targets));
        for (int block : blocks) {
            enter(block);
            statements(depth - 1);
            b.jump(join);
        }
        enter(join);
    }

    private void assignment() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> intAssignment();
            case 5 -> shiftOrCount();
            case 6, 7 -> floatAssignment();
            case 8, 9 -> conversion();
            case 10 -> memory();
            case 11 -> select();
            case 12 -> overflow();
            case 13 -> trapping();
            case 14 -> call();
            default -> atomic();
        }
    }

    private void define(Type type, int value) {
        b.defVar(var(type), value);
    }

    private void intAssignment() {
        Type type = intType();
        int x = use(type);
        int y = use(type);
        define(
                type,
                switch (random.nextInt(16)) {
                    case 0, 1 -> b.iadd(x, y);
                    case 2 -> b.isub(x, y);
                    case 3 -> b.imul(x, y);
                    case 4 -> b.band(x, y);
                    case 5 -> b.bor(x, y);
                    case 6 -> b.bxor(x, y);
                    case 7 -> b.bnot(x);
                    case 8 -> b.ineg(x);
                    case 9 -> b.smin(x, y);
                    case 10 -> b.umax(x, y);
                    case 11 -> b.umulhi(x, y);
                    case 12 -> b.smulhi(x, y);
                    case 13 -> b.iabs(x);
                    case 14 -> b.bmask(type, use(intType()));
                    default -> b.bitselect(x, y, use(type));
                });
    }

    private void shiftOrCount() {
        Type type = intType();
        int x = use(type);
        int n = use(intType());
        define(
                type,
                switch (random.nextInt(11)) {
                    case 0 -> b.ishl(x, n);
                    case 1 -> b.ushr(x, n);
                    case 2 -> b.sshr(x, n);
                    case 3 -> b.rotl(x, n);
                    case 4 -> b.rotr(x, n);
                    case 5 -> b.clz(x);
                    case 6 -> b.ctz(x);
                    case 7 -> b.cls(x);
                    case 8 -> b.popcnt(x);
                    case 9 -> b.bitrev(x);
                    default -> type == Type.I8 ? b.ishl(x, n) : b.bswap(x);
                });
    }

    private void floatAssignment() {
        Type type = floatType();
        int x = use(type);
        int y = use(type);
        define(
                type,
                switch (random.nextInt(14)) {
                    case 0, 1 -> b.fadd(x, y);
                    case 2 -> b.fsub(x, y);
                    case 3 -> b.fmul(x, y);
                    case 4 -> b.fdiv(x, y);
                    case 5 -> b.sqrt(x);
                    case 6 -> b.fmin(x, y);
                    case 7 -> b.fmax(x, y);
                    case 8 -> b.fneg(x);
                    case 9 -> b.fabs(x);
                    case 10 -> b.ceil(x);
                    case 11 -> b.floor(x);
                    case 12 -> b.trunc(x);
                    default -> b.nearest(x);
                });
    }

    private void conversion() {
        Type narrow = INTS[random.nextInt(3)];
        Type wide = narrow == Type.I8
                ? INTS[1 + random.nextInt(3)]
                : narrow == Type.I16 ? INTS[2 + random.nextInt(2)] : Type.I64;
        Type word = random.nextBoolean() ? Type.I32 : Type.I64;
        Type to = floatType();
        switch (random.nextInt(11)) {
            case 0 -> define(wide, b.uextend(wide, use(narrow)));
            case 1 -> define(wide, b.sextend(wide, use(narrow)));
            case 2 -> define(narrow, b.ireduce(narrow, use(wide)));
            case 3 -> define(to, b.fcvtFromSint(to, use(word)));
            case 4 -> define(to, b.fcvtFromUint(to, use(word)));
            case 5 -> define(word, b.fcvtToSintSat(word, use(floatType())));
            case 6 -> define(word, b.fcvtToUintSat(word, use(floatType())));
            case 7 -> define(Type.F64, b.fpromote(Type.F64, use(Type.F32)));
            case 8 -> define(Type.F32, b.fdemote(Type.F32, use(Type.F64)));
            case 9 -> define(Type.I8, fcmp());
            default -> define(Type.I8, icmp());
        }
    }

    private int address(int slot) {
        int base = b.stackAddr(Type.I64, slot, 8 * random.nextInt(2));
        if (random.nextInt(3) > 0) {
            return base;
        }
        int index = b.uextend(Type.I64, b.bandImm(use(Type.I32), 3));
        return b.iadd(base, b.ishlImm(index, random.nextInt(3)));
    }

    private void memory() {
        int offset = random.nextInt(24);
        Type type = intType();
        Type wide = INTS[2 + random.nextInt(2)];
        switch (random.nextInt(10)) {
            case 0 -> b.store(MemFlags.NOTRAP, use(type), address(intSlot), offset);
            case 1 -> define(type, b.load(type, MemFlags.NOTRAP, address(intSlot), offset));
            case 2 -> define(wide, b.uload8(wide, MemFlags.NOTRAP, address(intSlot), offset));
            case 3 -> define(wide, b.sload8(wide, MemFlags.NOTRAP, address(intSlot), offset));
            case 4 -> define(wide, b.uload16(wide, MemFlags.NOTRAP, address(intSlot), offset));
            case 5 -> define(wide, b.sload16(wide, MemFlags.NOTRAP, address(intSlot), offset));
            case 6 -> define(Type.I64, b.uload32(MemFlags.NOTRAP, address(intSlot), offset));
            case 7 -> b.istore8(MemFlags.NOTRAP, use(wide), address(intSlot), offset);
            case 8 -> b.store(MemFlags.NOTRAP, use(Type.F64), b.stackAddr(Type.I64, floatSlot, 8), 16);
            default -> define(Type.F64, b.load(Type.F64, MemFlags.NOTRAP, b.stackAddr(Type.I64, floatSlot, 16), 8));
        }
    }

    private void select() {
        Type type = TYPES[random.nextInt(TYPES.length)];
        int condition = condition();
        define(type, b.select(condition, use(type), use(type)));
    }

    private void overflow() {
        Type type = intType();
        int x = use(type);
        int y = use(type);
        int inst =
                switch (random.nextInt(6)) {
                    case 0 -> b.uaddOverflow(x, y);
                    case 1 -> b.saddOverflow(x, y);
                    case 2 -> b.usubOverflow(x, y);
                    case 3 -> b.ssubOverflow(x, y);
                    case 4 -> b.umulOverflow(x, y);
                    default -> b.smulOverflow(x, y);
                };
        define(type, b.instResult(inst, 0));
        define(Type.I8, b.instResult(inst, 1));
    }

    private void trapping() {
        Type type = intType();
        int x = use(type);
        switch (random.nextInt(8)) {
            case 0 -> b.trapz(b.borImm(x, random.nextInt(8) == 0 ? 0 : 1), TrapCode.user(1 + random.nextInt(9)));
            case 1 -> define(type, b.udiv(x, b.borImm(use(type), 1)));
            case 2 -> define(type, b.urem(x, b.borImm(use(type), 1)));
            case 3 -> define(type, b.srem(x, b.borImm(use(type), 1)));
            case 4 -> define(type, b.sdiv(x, b.borImm(use(type), 2)));
            case 5 -> define(type, b.sdiv(x, use(type)));
            case 6 -> define(Type.I32, b.uaddOverflowTrap(use(Type.I32), b.iconst(Type.I32, 3), TrapCode.user(11)));
            default -> define(Type.I64, b.fcvtToSint(Type.I64, b.fmin(use(Type.F64), b.f64constOf(1e15))));
        }
    }

    private void call() {
        if (made.isEmpty()) {
            return;
        }
        Function callee = made.get(random.nextInt(made.size()));
        int[] args = args(callee);
        int func = importFunction(callee);
        int sig = b.function().extFuncs.get(func).signature();
        int inst = random.nextInt(3) == 0 ? b.callIndirect(sig, b.funcAddr(Type.I64, func), args) : b.call(func, args);
        int i = 0;
        for (AbiParam result : callee.signature().results()) {
            define(result.type(), b.instResult(inst, i++));
        }
    }

    private void atomic() {
        Type type = intType();
        int address = b.stackAddr(Type.I64, intSlot, 8 * random.nextInt(8));
        switch (random.nextInt(4)) {
            case 0 -> define(type, b.atomicLoad(type, MemFlags.TRUSTED, address));
            case 1 -> b.atomicStore(MemFlags.TRUSTED, use(type), address);
            case 2 -> define(type, b.atomicCas(MemFlags.TRUSTED, address, use(type), use(type)));
            default -> {
                AtomicRmwOp[] ops = AtomicRmwOp.values();
                define(type, b.atomicRmw(type, MemFlags.TRUSTED, ops[random.nextInt(ops.length)], address, use(type)));
            }
        }
    }
}
