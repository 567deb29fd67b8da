package dev.gantry.filetests.random;

import dev.gantry.clif.ir.Type;
import java.util.Random;

/**
 * Writes random accesses to the function's stack slots. Addresses have all the shapes that addressing modes know, stay within the slot, and are used for
 * nothing else.
 */
final class RandomMemory {
    private static final String[] RMW = {
        "add", "sub", "and", "nand", "or", "xor", "xchg", "umin", "umax", "smin", "smax"
    };

    private final RandomFunction function;
    private final Random random;
    private int offset;

    RandomMemory(Random random, RandomFunction function) {
        this.function = function;
        this.random = random;
    }

    void access() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> load();
            case 3, 4, 5 -> store();
            case 6 -> extendingLoad();
            case 7 -> narrowingStore();
            case 8 -> readModifyWrite();
            default -> atomic();
        }
    }

    private String flags() {
        return random.nextBoolean() ? " notrap " : " ";
    }

    /** An address and, in {@link #offset}, what is to be added to it by the access. */
    private String address() {
        String base = newAddress("stack_addr.i64 ss" + random.nextInt(RandomFunction.SLOTS) + "+" + random.nextInt(17));
        offset = random.nextInt(17);
        if (random.nextBoolean()) {
            String index = index();
            base = newAddress("iadd " + (random.nextBoolean() ? base + ", " + index : index + ", " + base));
        }
        if (random.nextInt(3) == 0) {
            int far = random.nextInt(5) == 0 ? random.nextInt(Integer.MAX_VALUE - 100) : random.nextInt(1000);
            String distance = function.newName();
            function.line(distance + " = iconst.i64 " + far);
            base = newAddress("iadd " + base + ", " + distance);
            offset -= far;
        }
        return base;
    }

    /** At most 56, in 64 bits. */
    private String index() {
        boolean narrow = random.nextBoolean();
        Type type = narrow ? Type.I32 : Type.I64;
        String mask = function.define(type, "iconst." + type + " 7").name();
        String index = function.define(type, "band " + function.pick(type) + ", " + mask)
                .name();
        String amount = function.define(type, "iconst." + type + " " + random.nextInt(4))
                .name();
        boolean shiftFirst = random.nextBoolean();
        if (narrow && shiftFirst) {
            index = function.define(type, "ishl " + index + ", " + amount).name();
        }
        if (narrow) {
            index = function.define(Type.I64, "uextend.i64 " + index).name();
        }
        if (!narrow || !shiftFirst) {
            index = function.define(Type.I64, "ishl " + index + ", " + amount).name();
        }
        return index;
    }

    private String newAddress(String instruction) {
        String name = function.newName();
        function.line(name + " = " + instruction);
        return name;
    }

    private String plusOffset() {
        return offset == 0 ? "" : (offset > 0 ? "+" : "") + offset;
    }

    private void load() {
        String address = address();
        Type type = function.anyType();
        function.define(type, "load." + type + flags() + address + plusOffset());
    }

    private void store() {
        Type type = function.anyType();
        String value = function.pick(type);
        String address = address();
        function.line("store." + type + flags() + value + ", " + address + plusOffset());
    }

    private void extendingLoad() {
        String address = address();
        int bytes = 1 << random.nextInt(3);
        Type type = bytes == 4 ? Type.I64 : bytes == 2 ? Type.I32 : Type.I16;
        String op = (random.nextBoolean() ? "uload" : "sload") + 8 * bytes;
        function.define(type, op + "." + type + flags() + address + plusOffset());
    }

    private void narrowingStore() {
        int bytes = 1 << random.nextInt(3);
        Type type = bytes == 4 || random.nextBoolean() ? Type.I64 : Type.I32;
        String value = function.pick(type);
        String address = address();
        function.line("istore" + 8 * bytes + "." + type + flags() + value + ", " + address + plusOffset());
    }

    private void readModifyWrite() {
        String address = address();
        Type type = function.intType();
        String old = function.define(type, "load." + type + flags() + address + plusOffset())
                .name();
        String op = RandomOps.oneOf(random, new String[] {"iadd", "isub", "band", "bor", "bxor"});
        String result = function.define(type, op + " " + old + ", " + function.pick(type))
                .name();
        function.line("store." + type + flags() + result + ", " + address + plusOffset());
    }

    private void atomic() {
        String address =
                newAddress("stack_addr.i64 ss" + random.nextInt(RandomFunction.SLOTS) + "+" + 8 * random.nextInt(8));
        Type type = function.intType();
        switch (random.nextInt(4)) {
            case 0 -> function.define(type, "atomic_load." + type + " " + address);
            case 1 -> function.line("atomic_store." + type + " " + function.pick(type) + ", " + address);
            case 2 -> {
                String op = RandomOps.oneOf(random, RMW);
                function.define(type, "atomic_rmw." + type + " " + op + " " + address + ", " + function.pick(type));
            }
            default ->
                function.define(
                        type,
                        "atomic_cas." + type + " " + address + ", " + function.pick(type) + ", " + function.pick(type));
        }
    }
}
