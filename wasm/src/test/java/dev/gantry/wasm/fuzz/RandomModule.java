package dev.gantry.wasm.fuzz;

import static dev.gantry.wasm.binary.ModuleBytes.hex;
import static dev.gantry.wasm.binary.ModuleBytes.join;
import static dev.gantry.wasm.binary.ModuleBytes.leb;
import static dev.gantry.wasm.binary.ModuleBytes.name;
import static dev.gantry.wasm.binary.ModuleBytes.vector;

import dev.gantry.wasm.Immediate;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.OpSignature;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.binary.ModuleBytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Valid modules at random: sections with random contents that fit together, and bodies grown operator by operator from
 * the operator table, with the types on the operand stack kept in mind.
 *
 * <p>A body is made by trying operators: one is taken if its operands lie on the stack. When the stack is too poor,
 * constants and locals are pushed; at the end of a block what is missing is pushed and what is too much dropped.
 */
final class RandomModule {
    private static final ValType[] TYPES = {
        ValType.I32, ValType.I64, ValType.F32, ValType.F64, ValType.V128, ValType.FUNCREF, ValType.EXTERNREF
    };
    private static final Op[] OPS = Op.values();
    private static final int MAX_DEPTH = 6;

    private final Random random;
    private final List<ValType[]> params = new ArrayList<>();
    private final List<ValType[]> results = new ArrayList<>();
    private int[] functionTypes = {};
    private ValType[] globals = {};

    private ByteArrayOutputStream code = new ByteArrayOutputStream();
    private ValType[] locals = {};
    private final List<ValType> stack = new ArrayList<>();

    private RandomModule(Random random) {
        this.random = random;
    }

    static byte[] make(Random random) {
        return new RandomModule(random).module();
    }

    private ValType[] types(int max) {
        ValType[] list = new ValType[random.nextInt(max + 1)];
        for (int i = 0; i < list.length; i++) list[i] = TYPES[random.nextInt(TYPES.length)];
        return list;
    }

    private static byte[] encode(ValType[] types) {
        byte[] out = leb(types.length);
        for (ValType t : types) out = join(out, t.code());
        return out;
    }

    private byte[] module() {
        List<byte[]> typeItems = new ArrayList<>();
        int typeCount = 1 + random.nextInt(5);
        for (int i = 0; i < typeCount; i++) {
            params.add(types(4));
            results.add(types(2));
            typeItems.add(join("60", encode(params.get(i)), encode(results.get(i))));
        }
        int imported = random.nextInt(3);
        int defined = 1 + random.nextInt(4);
        functionTypes = random.ints(imported + defined, 0, typeCount).toArray();
        List<byte[]> imports = new ArrayList<>();
        List<byte[]> functions = new ArrayList<>();
        List<byte[]> exports = new ArrayList<>();
        for (int i = 0; i < functionTypes.length; i++) {
            if (i < imported) imports.add(join(name("host"), name("f" + i), 0, leb(functionTypes[i])));
            else functions.add(leb(functionTypes[i]));
            exports.add(join(name("e" + i), 0, leb(i)));
        }
        globals = types(4);
        List<byte[]> globalItems = new ArrayList<>();
        for (ValType t : globals) globalItems.add(join(t.code(), 1, constant(t), "0b"));
        List<byte[]> bodies = new ArrayList<>();
        for (int i = imported; i < functionTypes.length; i++) bodies.add(body(functionTypes[i]));
        ModuleBytes out = new ModuleBytes().section(1, vector(typeItems));
        if (imported > 0) out.section(2, vector(imports));
        out.section(3, vector(functions)).section(4, "02 70 00 0a 6f 01 05 14").section(5, "01 01 01 02");
        if (globals.length > 0) out.section(6, vector(globalItems));
        out.section(7, vector(exports))
                .section(9, "02 00 41 00 0b 01 00 05 6f 01 d0 6f 0b")
                .section(12, "02")
                .section(10, vector(bodies))
                .section(11, "02 00 41 08 0b 03 01 02 03 01 01 ff");
        if (random.nextBoolean()) {
            out.section(0, join(name("name"), 1, leb(5), "01 00 02 66 30"));
        }
        return out.bytes();
    }

    private byte[] constant(ValType type) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        int small = random.nextInt(64);
        return switch (type.code()) {
            case ValType.I32_CODE -> join("41", small);
            case ValType.I64_CODE -> join("42", small);
            case ValType.F32_CODE -> join("43", java.util.Arrays.copyOf(bytes, 4));
            case ValType.F64_CODE -> join("44", java.util.Arrays.copyOf(bytes, 8));
            case ValType.V128_CODE -> join("fd 0c", bytes);
            default -> join("d0", type.code());
        };
    }

    private byte[] body(int type) {
        code = new ByteArrayOutputStream();
        stack.clear();
        ValType[] own = types(5);
        locals = java.util.Arrays.copyOf(params.get(type), params.get(type).length + own.length);
        System.arraycopy(own, 0, locals, params.get(type).length, own.length);
        sequence(0, 20 + random.nextInt(60), results.get(type));
        byte[] declarations = leb(own.length);
        for (ValType t : own) declarations = join(declarations, 1, t.code());
        byte[] contents = join(declarations, code.toByteArray(), "0b");
        return join(leb(contents.length), contents);
    }

    /** Operators up to the end of a block, which leaves exactly its results above the height at its start. */
    private void sequence(int depth, int length, ValType[] wanted) {
        int height = stack.size();
        for (int i = 0; i < length; i++) {
            if (random.nextInt(3) == 0) push(TYPES[random.nextInt(TYPES.length)]);
            else if (depth < MAX_DEPTH && random.nextInt(12) == 0) block(depth, length / 2);
            else operator(OPS[random.nextInt(OPS.length)], height);
        }
        while (stack.size() > height) {
            stack.removeLast();
            code.write(Op.DROP.code());
        }
        for (ValType t : wanted) push(t);
    }

    private void push(ValType type) {
        int local = random.nextInt(locals.length + 1);
        if (local < locals.length && locals[local] == type) emit("20", leb(local));
        else code.writeBytes(constant(type));
        stack.add(type);
    }

    private void emit(Object... parts) {
        code.writeBytes(join(parts));
    }

    private void block(int depth, int length) {
        ValType result = TYPES[random.nextInt(TYPES.length)];
        boolean plain = random.nextBoolean();
        ValType[] wanted = plain ? new ValType[0] : new ValType[] {result};
        int kind = random.nextInt(3);
        if (kind == 2) push(ValType.I32);
        if (kind == 2) stack.removeLast();
        emit(2 + kind, plain ? 0x40 : result.code());
        int height = stack.size();
        sequence(depth + 1, length, wanted);
        if (random.nextBoolean() && plain) emit("41 00 0d 00");
        if (kind == 2) {
            while (stack.size() > height) stack.removeLast();
            emit("05");
            sequence(depth + 1, length, wanted);
        }
        emit("0b");
    }

    private boolean matches(OpSignature signature, int height) {
        int from = stack.size() - signature.paramCount();
        if (from < height) return false;
        for (int i = 0; i < signature.paramCount(); i++) {
            if (stack.get(from + i) != signature.param(i)) return false;
        }
        return true;
    }

    private void operator(Op op, int height) {
        OpSignature signature = op.signature();
        if (op == Op.LOCAL_SET && stack.size() > height && locals.length > 0) {
            int local = random.nextInt(locals.length);
            if (locals[local] != stack.getLast()) return;
            stack.removeLast();
            emit("21", leb(local));
        } else if (op == Op.GLOBAL_GET && globals.length > 0) {
            int global = random.nextInt(globals.length);
            emit("23", leb(global));
            stack.add(globals[global]);
        } else if (op == Op.CALL) {
            int callee = random.nextInt(functionTypes.length);
            for (ValType t : params.get(functionTypes[callee])) push(t);
            emit("10", leb(callee));
            for (int i = 0; i < params.get(functionTypes[callee]).length; i++) stack.removeLast();
            stack.addAll(List.of(results.get(functionTypes[callee])));
        } else if (signature != OpSignature.SPECIAL && matches(signature, height)) {
            if (!immediates(op)) return;
            for (int i = 0; i < signature.paramCount(); i++) stack.removeLast();
            for (int i = 0; i < signature.resultCount(); i++) stack.add(signature.result(i));
        }
    }

    /** Writes a fixed-signature operator with valid immediates; false if it is left out. */
    private boolean immediates(Op op) {
        Immediate shape = op.immediate();
        byte[] lead = op.prefix() == 0 ? join(op.code()) : join(op.prefix(), leb(op.subcode()));
        switch (shape) {
            case NONE -> emit(lead);
            case MEMARG -> emit(lead, random.nextInt(op.widthLog2() + 1), leb(random.nextInt(1 << 16)));
            case MEMARG_LANE -> emit(lead, op.widthLog2(), leb(3), random.nextInt(op.lanes()));
            case LANE -> emit(lead, random.nextInt(op.lanes()));
            case SHUFFLE -> emit(lead, hex("00 01 02 03 04 05 06 07 18 19 1a 1b 1c 1d 1e 1f"));
            case MEMORY -> emit(lead, 0);
            case MEMORY_MEMORY, TABLE_TABLE -> emit(lead, 0, 0);
            case DATA_MEMORY -> emit(lead, random.nextInt(2), 0);
            case DATA -> emit(lead, random.nextInt(2));
            case ELEM_TABLE -> emit(lead, 1, 1);
            case ELEM -> emit(lead, random.nextInt(2));
            case TABLE -> emit(lead, random.nextInt(2));
            case FUNC -> emit(lead, leb(random.nextInt(functionTypes.length)));
            default -> {
                return false;
            }
        }
        return true;
    }
}
