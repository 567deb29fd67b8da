package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.Type;
import java.util.List;
import java.util.Random;

/** Writes the main function of a program. */
final class MainGenerator {
    private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L;

    private final Random random;
    private final List<Head> heads;
    private final Emitter emitter;
    private final Values values;
    private final Memory memory;
    private final Calls calls;
    private int first;
    private int second;
    private int exchange;

    MainGenerator(Random random, Menu menu, List<Head> heads, Statistics statistics) {
        this.random = random;
        this.heads = heads;
        Head head = new Head(new ExternalName.TestCase("main"), ProgramGenerator.MAIN, false, false);
        emitter = new Emitter(new Function(head.name(), head.signature()), statistics);
        values = new Values(random, menu, emitter);
        memory = new Memory(values);
        calls = new Calls(values, memory, head, heads, statistics);
    }

    Function generate() {
        emitter.start(emitter.makeBlock());
        int[] words = new int[4];
        int entry = emitter.function.layout.entryBlock();
        for (int i = 0; i < words.length; i++) {
            words[i] = emitter.function.dfg.appendBlockParam(entry, Type.I64);
            values.define(words[i]);
        }
        memory.addSlot();
        memory.fill(words);
        exchange = emitter.function.stackSlots.add(StackSlot.of(16, 4));
        first = emitter.iconst(Type.I64, 1);
        second = emitter.iconst(Type.I64, 2);
        values.operations().any();
        loadArguments();
        for (int n = random.nextInt(3); n > 0; n--) {
            callAndMix(heads.get(random.nextInt(heads.size())));
        }
        callAndMix(heads.getLast());
        for (int word : memory.words()) {
            mix(word);
        }
        emitter.inst(new InstData.MultiAry(Opcode.RETURN, new int[] {first, second}), Type.INVALID);
        return emitter.function;
    }

    /** Some values of the types that the last function takes that depend on the arguments. */
    private void loadArguments() {
        for (Type type : FunctionGenerator.types(heads.getLast().signature().params())) {
            if (random.nextInt(3) == 0) {
                int offset = random.nextInt(Memory.WINDOW / type.bytes()) * type.bytes();
                values.define(
                        emitter.value(new InstData.Load(Opcode.LOAD, MemFlags.NOTRAP, memory.pointer(), offset), type));
            }
        }
    }

    private void callAndMix(Head callee) {
        for (int result : calls.call(callee)) {
            mixAny(values.isLoose(result) ? values.canonical(result) : result);
        }
    }

    /** Mixes a value of any type, by way of memory. */
    private void mixAny(int value) {
        Type type = emitter.typeOf(value);
        if (type == Type.I64) {
            mix(value);
            return;
        }
        int address = emitter.value(new InstData.StackAddr(Opcode.STACK_ADDR, exchange, 0), Type.I64);
        int zero = emitter.iconst(Type.I64, 0);
        emitter.inst(new InstData.Store(Opcode.STORE, MemFlags.NOTRAP, zero, address, 0), Type.I64);
        emitter.inst(new InstData.Store(Opcode.STORE, MemFlags.NOTRAP, value, address, 0), type);
        for (int at = 0; at < type.bytes(); at += 8) {
            mix(emitter.value(new InstData.Load(Opcode.LOAD, MemFlags.NOTRAP, address, at), Type.I64));
        }
    }

    private void mix(int word) {
        int sum = emitter.binary(Opcode.BXOR, Type.I64, first, word);
        first = emitter.binary(Opcode.IMUL, Type.I64, sum, emitter.iconst(Type.I64, FACTOR));
        int turned = emitter.binary(Opcode.ROTL, Type.I64, second, emitter.iconst(Type.I64, 13));
        second = emitter.binary(Opcode.IADD, Type.I64, turned, word);
    }
}
