package dev.gantry.filetests.random;

import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.FloatText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Writes one random function: regions of straight code, branches, loops and tables, nested. {@code pool} holds the values that dominate the place being
 * written, newest last; operands are mostly taken from its end, so that what a back end might merge does occur.
 */
final class RandomFunction {
    /** A value: its name and type. */
    record Value(String name, Type type) {}

    private static final Type[] TYPES = {Type.I8, Type.I16, Type.I32, Type.I64, Type.F32, Type.F64};
    private static final int MAX_DEPTH = 3;
    /** Bytes of each stack slot: as far as {@link RandomMemory} reaches. */
    static final int SLOT_BYTES = 128;

    static final int SLOTS = 2;

    private final Random random;
    private final RandomProgram.Head head;
    private final List<RandomProgram.Head> callees;
    private final StringBuilder text = new StringBuilder();
    private final List<Value> pool = new ArrayList<>();
    private final RandomOps ops;
    private int nextValue;
    private int nextBlock = 1;

    RandomFunction(Random random, RandomProgram.Head head, List<RandomProgram.Head> callees) {
        this.random = random;
        this.head = head;
        this.callees = List.copyOf(callees);
        ops = new RandomOps(random, this);
    }

    static Type anyType(Random random) {
        return TYPES[random.nextInt(TYPES.length)];
    }

    Type anyType() {
        return anyType(random);
    }

    Type intType() {
        return TYPES[random.nextInt(4)];
    }

    Type floatType() {
        return TYPES[4 + random.nextInt(2)];
    }

    String generate(RandomProgram.@Nullable Head tailCallee) {
        text.append("function ").append(head.name()).append('(').append(RandomProgram.types(head.params()));
        text.append(") -> ")
                .append(RandomProgram.types(head.results()))
                .append(' ')
                .append(head.conv());
        text.append(" {\n");
        for (int i = 0; i < SLOTS; i++) {
            line("ss" + i + " = explicit_slot " + SLOT_BYTES + ", align = 16");
        }
        for (int i = 0; i < callees.size(); i++) {
            line("fn" + i + " = " + callees.get(i).name() + callees.get(i).signature());
        }
        block(0, head.params());
        clearSlots();
        region(0);
        if (tailCallee != null) {
            line("return_call fn" + callees.indexOf(tailCallee) + "(" + picks(tailCallee.params()) + ")");
        } else {
            line("return " + picks(head.results()));
        }
        return text.append("}\n").toString();
    }

    private void clearSlots() {
        Value zero = define(Type.I64, "iconst.i64 " + random.nextInt(1000));
        for (int i = 0; i < SLOTS; i++) {
            for (int at = 0; at < SLOT_BYTES; at += 8) {
                String address = newName();
                line(address + " = stack_addr.i64 ss" + i + "+" + at);
                line("store.i64 notrap " + zero.name() + ", " + address);
            }
        }
    }

    // Writing.

    void line(String instruction) {
        text.append("    ").append(instruction).append('\n');
    }

    String newName() {
        return "v" + nextValue++;
    }

    /** Writes an instruction with one result, which joins the pool. */
    Value define(Type type, String instruction) {
        Value value = new Value(newName(), type);
        line(value.name() + " = " + instruction);
        pool.add(value);
        return value;
    }

    /** Writes an instruction with several results, which join the pool. */
    void define(List<Type> types, String instruction) {
        StringBuilder names = new StringBuilder();
        for (Type type : types) {
            Value value = new Value(newName(), type);
            names.append(names.isEmpty() ? "" : ", ").append(value.name());
            pool.add(value);
        }
        line(names + " = " + instruction);
    }

    /** Starts a block whose parameters join the pool. */
    private void block(int number, List<Type> params) {
        StringBuilder names = new StringBuilder();
        for (Type type : params) {
            Value value = new Value(newName(), type);
            names.append(names.isEmpty() ? "(" : ", ")
                    .append(value.name())
                    .append(": ")
                    .append(type);
            pool.add(value);
        }
        text.append("block").append(number).append(names).append(names.isEmpty() ? ":\n" : "):\n");
    }

    // Choosing.

    /** A value of a type from the pool, mostly a new one, or a constant. */
    String pick(Type type) {
        int tries = random.nextInt(10) == 0 ? 0 : 12;
        for (int i = 0; i < tries; i++) {
            int back = random.nextInt(3) == 0 ? random.nextInt(pool.size()) : Math.min(i, pool.size() - 1);
            Value value = pool.get(pool.size() - 1 - back);
            if (value.type() == type) {
                return value.name();
            }
        }
        return constant(type);
    }

    String constant(Type type) {
        long bits = RandomProgram.value(random, type);
        String text = type.isFloat()
                ? type + "const " + FloatText.print(bits, type.bits())
                : "iconst." + type + " " + Scalars.signed(type, bits);
        return define(type, text).name();
    }

    String picks(List<Type> types) {
        StringBuilder out = new StringBuilder();
        for (Type type : types) {
            out.append(out.isEmpty() ? "" : ", ").append(pick(type));
        }
        return out.toString();
    }

    private List<Type> someTypes(int most) {
        List<Type> types = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            types.add(anyType());
        }
        return types;
    }

    // Regions.

    private void region(int depth) {
        int parts = depth == 0 ? 2 + random.nextInt(4) : 1 + random.nextInt(2);
        for (int i = 0; i < parts; i++) {
            for (int n = random.nextInt(12); n > 0; n--) {
                ops.operation();
            }
            if (depth < MAX_DEPTH) {
                switch (random.nextInt(6)) {
                    case 0, 1 -> diamond(depth);
                    case 2 -> loop(depth);
                    case 3 -> table(depth);
                    case 4 -> call();
                    default -> {}
                }
            }
        }
    }

    private void call() {
        if (!callees.isEmpty()) {
            int callee = random.nextInt(callees.size());
            RandomProgram.Head called = callees.get(callee);
            define(called.results(), "call fn" + callee + "(" + picks(called.params()) + ")");
        }
    }

    private String target(int block, List<Type> params) {
        return "block" + block + (params.isEmpty() ? "" : "(" + picks(params) + ")");
    }

    private void diamond(int depth) {
        int then = nextBlock++;
        int otherwise = nextBlock++;
        int merge = nextBlock++;
        List<Type> merged = someTypes(4);
        boolean critical = random.nextInt(3) == 0;
        String condition = ops.condition();
        String elseTarget = critical ? target(merge, merged) : "block" + otherwise;
        line("brif " + condition + ", block" + then + ", " + elseTarget);
        arm(then, merge, merged, depth);
        if (!critical) {
            arm(otherwise, merge, merged, depth);
        }
        block(merge, merged);
    }

    /** A block that ends in a jump to another; what it defines is not seen outside. */
    private void arm(int block, int merge, List<Type> merged, int depth) {
        int before = pool.size();
        block(block, List.of());
        region(depth + 1);
        line("jump " + target(merge, merged));
        pool.subList(before, pool.size()).clear();
    }

    private void loop(int depth) {
        int header = nextBlock++;
        int exit = nextBlock++;
        List<Type> carried = someTypes(5);
        String mask = define(Type.I32, "iconst.i32 3").name();
        String count = define(Type.I32, "band " + pick(Type.I32) + ", " + mask).name();
        line("jump block" + header + "(" + count + (carried.isEmpty() ? "" : ", ") + picks(carried) + ")");
        List<Type> params = new ArrayList<>(carried);
        params.addFirst(Type.I32);
        block(header, params);
        String counter = pool.get(pool.size() - params.size()).name();
        region(depth + 1);
        String one = define(Type.I32, "iconst.i32 -1").name();
        String next = define(Type.I32, "iadd " + counter + ", " + one).name();
        List<Type> leaving = someTypes(3);
        String again = "block" + header + "(" + next + (carried.isEmpty() ? "" : ", ") + picks(carried) + ")";
        String leave = target(exit, leaving);
        String zero = define(Type.I32, "iconst.i32 0").name();
        String more = define(Type.I8, "icmp sgt " + next + ", " + zero).name();
        line("brif " + more + ", " + again + ", " + leave);
        block(exit, leaving);
    }

    private void table(int depth) {
        int merge = nextBlock++;
        int arms = 1 + random.nextInt(3);
        int firstArm = nextBlock;
        nextBlock += arms;
        List<Type> merged = someTypes(3);
        String mask = define(Type.I32, "iconst.i32 7").name();
        String index = random.nextInt(4) == 0
                ? pick(Type.I32)
                : define(Type.I32, "band " + pick(Type.I32) + ", " + mask).name();
        String defaultTarget = target(merge, merged);
        StringBuilder entries = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            String entry = random.nextInt(3) == 0 ? target(merge, merged) : "block" + (firstArm + random.nextInt(arms));
            entries.append(entries.isEmpty() ? "" : ", ").append(entry);
        }
        line("br_table " + index + ", " + defaultTarget + ", [" + entries + "]");
        for (int i = 0; i < arms; i++) {
            arm(firstArm + i, merge, merged, depth + 1);
        }
        block(merge, merged);
    }
}
