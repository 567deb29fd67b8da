package dev.gantry.fuzz.opcodes;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.DynamicType;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.StackSlot;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * A function being written instruction by instruction. Its parameters and results are those that were asked for on the way; dynamic vectors come in as a lane
 * that is copied to all, and go out as the fixed vector that they are at scale one.
 */
final class SampleBody {
    private static final int SLOT_BYTES = 32;

    final Function function;
    private final List<AbiParam> params = new ArrayList<>();
    private final List<AbiParam> results = new ArrayList<>();
    private final List<Integer> returned = new ArrayList<>();
    private int block;
    private int slot = -1;

    SampleBody(String name, CallConv convention) {
        function = new Function(new ExternalName.TestCase(name), Signature.of(convention, List.of(), List.of()));
        start(makeBlock());
    }

    int makeBlock() {
        return function.dfg.makeBlock();
    }

    /** Goes on writing in a block. */
    void start(int newBlock) {
        block = newBlock;
        function.layout.appendBlock(newBlock);
    }

    int inst(InstData data, Type ctrl) {
        int inst = function.dfg.makeInst(data, ctrl);
        function.layout.appendInst(inst, block);
        return inst;
    }

    /** An instruction with one result; gives the result. */
    int value(InstData data, Type ctrl) {
        return function.dfg.firstResult(inst(data, ctrl));
    }

    /** A further parameter of the function, or a vector made from one. */
    int operand(Type type) {
        Type passed = type.isDynamicVector() ? type.lane() : type;
        params.add(AbiParam.of(passed));
        int value = function.dfg.appendBlockParam(function.layout.entryBlock(), passed);
        if (!type.isDynamicVector()) {
            return value;
        }
        declare(type);
        return value(new InstData.Unary(Opcode.SPLAT, value), type);
    }

    /** Declares the dynamic type that a value has. */
    void declare(Type type) {
        Type base = type.dynamicToVector();
        for (int i = 0; i < function.dynamicTypes.limit(); i++) {
            if (function.dynamicTypes.get(i).baseVector() == base) {
                return;
            }
        }
        int scale = function.globalValues.add(new GlobalValue.DynScaleTargetConst(base));
        function.dynamicTypes.add(new DynamicType(base, scale));
    }

    /** A value becomes a result of the function. */
    void result(int value) {
        Type type = function.dfg.valueType(value);
        int out = value;
        if (type.isDynamicVector()) {
            out = value(new InstData.BinaryImm8(Opcode.EXTRACT_VECTOR, value, 0), type);
        }
        results.add(AbiParam.of(function.dfg.valueType(out)));
        returned.add(out);
    }

    int iconst(Type type, long value) {
        return value(new InstData.UnaryImm(Opcode.ICONST, value), type);
    }

    /** Address of memory that holds parameters of the function. */
    int memory() {
        slot = function.stackSlots.add(StackSlot.of(SLOT_BYTES, 4));
        int address = slotAddress();
        for (int at = 0; at < SLOT_BYTES; at += 8) {
            int word = operand(Type.I64);
            inst(new InstData.Store(Opcode.STORE, MemFlags.NOTRAP, word, address, at), Type.I64);
        }
        return slotAddress();
    }

    private int slotAddress() {
        return value(new InstData.StackAddr(Opcode.STACK_ADDR, slot, 0), Type.I64);
    }

    /** What lies in the memory becomes results. */
    void memoryResults() {
        int address = slotAddress();
        for (int at = 0; at < SLOT_BYTES; at += 8) {
            result(value(new InstData.Load(Opcode.LOAD, MemFlags.NOTRAP, address, at), Type.I64));
        }
    }

    /** The signature as far as it is known. */
    Signature signature() {
        return new Signature(params, results, function.signature().callConv());
    }

    /** Returns what became a result, and fixes the signature. */
    Function finish() {
        inst(new InstData.MultiAry(Opcode.RETURN, returnedValues()), Type.INVALID);
        return seal();
    }

    int[] returnedValues() {
        int[] values = new int[returned.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = returned.get(i);
        }
        return values;
    }

    /** Fixes the signature of a function that ends otherwise. */
    Function seal() {
        function.setSignature(signature());
        return function;
    }

    /** Results of the function that no value of this block gives. */
    void resultType(Type type) {
        results.add(AbiParam.of(type));
    }
}
