package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import dev.gantry.fuzz.opcodes.Combination;
import dev.gantry.fuzz.opcodes.EdgeValues;
import java.util.BitSet;
import java.util.Random;

/**
 * The values of the function being written: those that may be used at this place, and which of them are loose (may be any NaN where they are NaN). An operand is asked for
 * with {@link #use} if its bits are not looked at, else with {@link #exact}.
 */
final class Values {
    private static final int MAX_DEPTH = 2;

    final Random random;
    final Menu menu;
    final Emitter emitter;
    final ValuePool pool = new ValuePool();
    private final BitSet loose = new BitSet();
    private final Operations operations;
    /** How many values deep new operands are being made for operands. */
    private int depth;

    Values(Random random, Menu menu, Emitter emitter) {
        this.random = random;
        this.menu = menu;
        this.emitter = emitter;
        this.operations = new Operations(this);
    }

    Operations operations() {
        return operations;
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** A value joins those that may be used. */
    void define(int value) {
        pool.add(value, emitter.typeOf(value));
    }

    void defineLoose(int value) {
        define(value);
        if (emitter.typeOf(value).hasFloatLanes()) {
            loose.set(value);
        }
    }

    boolean isLoose(int value) {
        return loose.get(value);
    }

    /** Some type, rather one of which there are values. */
    Type anyType() {
        if (!pool.isEmpty() && random.nextInt(4) > 0) {
            return pool.anyType(random);
        }
        return menu.types().get(random.nextInt(menu.types().size()));
    }

    Type intType() {
        return switch (random.nextInt(8)) {
            case 0 -> Type.I8;
            case 1 -> Type.I16;
            case 2, 3, 4 -> Type.I32;
            default -> Type.I64;
        };
    }

    /** A value of a type that is there, or a new one. */
    int use(Type type) {
        if (random.nextInt(8) > 0) {
            int value = pool.pick(type, random);
            if (value >= 0) {
                return value;
            }
        }
        return make(type);
    }

    /** A value of a type whose bits are determined. */
    int exact(Type type) {
        int value = use(type);
        return isLoose(value) ? canonical(value) : value;
    }

    private int make(Type type) {
        Combination[] ways = menu.producing(type);
        if (depth < MAX_DEPTH && ways.length > 0 && random.nextInt(3) == 0) {
            depth++;
            int value = operations.compute(ways[random.nextInt(ways.length)]);
            depth--;
            return value;
        }
        int value = constant(type);
        define(value);
        return value;
    }

    /** All NaNs replaced by one. */
    int canonical(int value) {
        Type type = emitter.typeOf(value);
        Opcode choose = type.isVector() ? Opcode.BITSELECT : Opcode.SELECT;
        boolean possible = menu.has(Opcode.FCMP, type)
                && menu.has(choose, type)
                && (!type.isVector() || menu.has(Opcode.BITCAST, type));
        if (!possible) {
            return constant(type);
        }
        int unordered = emitter.value(new InstData.FloatCompare(Opcode.FCMP, FloatCC.UNO, value, value), type);
        if (type.isVector()) {
            unordered = emitter.value(new InstData.LoadNoOffset(Opcode.BITCAST, MemFlags.DEFAULT, unordered), type);
        }
        int nan = constant(quietNan(type));
        int result = emitter.value(new InstData.Ternary(choose, unordered, nan, value), type);
        define(result);
        return result;
    }

    private static DataValue quietNan(Type type) {
        byte[] bytes = new byte[type.bytes()];
        int size = type.laneBits() / 8;
        for (int at = 0; at < bytes.length; at += size) {
            bytes[at + size - 1] = 0x7f;
            bytes[at + size - 2] = (byte) (size == 2 ? 0 : size == 4 ? 0xc0 : size == 8 ? 0xf8 : 0xff);
            if (size == 2) {
                bytes[at] = 0;
                bytes[at + 1] = 0x7e;
            } else if (size == 16) {
                bytes[at + size - 3] = (byte) 0x80;
            }
        }
        return new DataValue(type, bytes);
    }

    /** A constant, mostly from the edges of the type; does not join the values that may be used. */
    int constant(Type type) {
        return constant(EdgeValues.of(type, random));
    }

    int constant(DataValue data) {
        Type type = data.type();
        long low = data.word(0);
        if (type.isVector()) {
            return emitter.value(new InstData.UnaryConst(Opcode.VCONST, pooled(data)), type);
        }
        if (type == Type.I128) {
            int lo = emitter.iconst(Type.I64, low);
            return emitter.binary(Opcode.ICONCAT, Type.I64, lo, emitter.iconst(Type.I64, data.word(1)));
        }
        if (type.isInt()) {
            return emitter.iconst(type, low);
        }
        InstData constant =
                switch (type.bits()) {
                    case 16 -> new InstData.UnaryIeee16(Opcode.F16CONST, (int) low);
                    case 32 -> new InstData.UnaryIeee32(Opcode.F32CONST, (int) low);
                    case 64 -> new InstData.UnaryIeee64(Opcode.F64CONST, low);
                    default -> new InstData.UnaryConst(Opcode.F128CONST, pooled(data));
                };
        return emitter.value(constant, Type.INVALID);
    }

    private int pooled(DataValue data) {
        return emitter.function.constants.add(data.bytes());
    }
}
