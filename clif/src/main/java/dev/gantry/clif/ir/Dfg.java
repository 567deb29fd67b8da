package dev.gantry.clif.ir;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * The data flow graph of a function: values, the instructions and block parameters that define them, and the payloads that
 * use them. What order instructions have is the {@link Layout}'s affair.
 *
 * <p>A value is defined by an instruction result, by a block parameter, or as an alias of another value; a number that
 * text has passed over is {@link #KIND_NONE}. Accessors do not allocate. Values met as operands may be aliases unless a
 * pass has called {@link #resolveAllAliases}.
 */
public final class Dfg {
    /** A value number that nothing defines. */
    public static final int KIND_NONE = 0;
    /** The value is a result of an instruction. */
    public static final int KIND_RESULT = 1;
    /** The value is a block parameter. */
    public static final int KIND_PARAM = 2;
    /** The value stands for another. */
    public static final int KIND_ALIAS = 3;

    private static final int TYPE_MASK = 0xffff;
    private static final int KIND_SHIFT = 16;
    private static final int[] NO_VALUES = {};

    private final EntityTable<Signature> signatures;
    private final EntityTable<ExtFunc> extFuncs;

    private int[] valueInfo = new int[64];
    private int[] valueOwner = new int[64];
    private int[] valueIndex = new int[64];
    private int valueCount;
    private boolean hasAliases;

    private InstData[] insts = new InstData[64];
    /** Ordinals of the opcodes of {@link #insts}, which are asked for far more often than the rest. */
    private byte[] opcodes = new byte[64];

    /** First of consecutive results; or, below -1, -2 - position in {@link #scattered}. */
    private int[] resultStart = new int[64];

    private int[] resultCount = new int[64];
    private int instCount;
    private int[] scattered = NO_VALUES;
    private int scatteredCount;

    private int[][] blockParams = new int[16][];
    private int[] blockParamCount = new int[16];
    private int blockCount;

    Dfg(EntityTable<Signature> signatures, EntityTable<ExtFunc> extFuncs) {
        this.signatures = signatures;
        this.extFuncs = extFuncs;
    }

    // ---- Values ----

    /** One more than the largest value number in use. */
    public int valueLimit() {
        return valueCount;
    }

    /** Whether the number names a value that something defines. */
    public boolean isValid(int value) {
        return value >= 0 && value < valueCount && valueKind(value) != KIND_NONE;
    }

    /** One of the {@code KIND_} constants. */
    public int valueKind(int value) {
        return valueInfo[value] >>> KIND_SHIFT;
    }

    /** Type of a value. */
    public Type valueType(int value) {
        return Type.ofId(valueInfo[value] & TYPE_MASK);
    }

    /** {@link Type#id()} of the type of a value. */
    public int valueTypeId(int value) {
        return valueInfo[value] & TYPE_MASK;
    }

    /** The instruction that a value is a result of, or -1. An alias is not resolved. */
    public int valueDefInst(int value) {
        return valueKind(value) == KIND_RESULT ? valueOwner[value] : -1;
    }

    /** The block that a value is a parameter of, or -1. An alias is not resolved. */
    public int valueDefBlock(int value) {
        return valueKind(value) == KIND_PARAM ? valueOwner[value] : -1;
    }

    /** Number of a value among the results of its instruction or the parameters of its block. */
    public int valueDefIndex(int value) {
        return valueIndex[value];
    }

    /** The value that an alias stands for directly, or -1 if the value is no alias. */
    public int aliasTarget(int value) {
        return valueKind(value) == KIND_ALIAS ? valueOwner[value] : -1;
    }

    /** The value itself if it is no alias, else what it stands for in the end. */
    public int resolveAliases(int value) {
        int v = value;
        for (int steps = valueCount; (valueInfo[v] >>> KIND_SHIFT) == KIND_ALIAS; steps--) {
            if (steps == 0) {
                throw new IllegalStateException("alias loop at v" + value);
            }
            v = valueOwner[v];
        }
        return v;
    }

    /** As {@link #resolveAliases}, and shortens the chain of aliases for those who ask next. */
    public int resolveAndShorten(int value) {
        int target = resolveAliases(value);
        int v = value;
        while (v != target) {
            int next = valueOwner[v];
            valueOwner[v] = target;
            v = next;
        }
        return target;
    }

    /**
     * Makes a value an alias of another. The value must not be attached to an instruction or block any more. Throws
     * {@link IllegalArgumentException} if the other one stands for the value itself.
     */
    public void changeToAlias(int value, int original) {
        int target = resolveAliases(original);
        if (target == value) {
            throw new IllegalArgumentException("v" + value + " would be an alias of itself");
        }
        hasAliases = true;
        valueInfo[value] = (valueInfo[target] & TYPE_MASK) | KIND_ALIAS << KIND_SHIFT;
        valueOwner[value] = target;
        valueIndex[value] = 0;
    }

    /** Declares the alias of a value number, as text does; the original may itself be an alias or not yet be defined. */
    public void makeAliasAt(int value, int original) {
        reserveValue(value);
        int info = original < valueCount ? valueInfo[original] & TYPE_MASK : 0;
        hasAliases = true;
        valueInfo[value] = info | KIND_ALIAS << KIND_SHIFT;
        valueOwner[value] = original;
        valueIndex[value] = 0;
    }

    /** Gives a value another type. */
    public void setValueType(int value, Type type) {
        valueInfo[value] = (valueInfo[value] & ~TYPE_MASK) | type.id();
    }

    /** Makes all operands refer to what their aliases stand for. */
    public void resolveAllAliases() {
        if (!hasAliases) {
            return;
        }
        IntUnaryOperator resolve = this::resolveAndShorten;
        for (int inst = 0; inst < instCount; inst++) {
            if (usesAlias(insts[inst])) {
                insts[inst] = insts[inst].mapArgs(resolve);
            }
        }
    }

    private boolean usesAlias(InstData data) {
        for (int i = 0, n = data.argCount(); i < n; i++) {
            if (valueKind(data.arg(i)) == KIND_ALIAS) {
                return true;
            }
        }
        for (int d = 0, n = data.destCount(); d < n; d++) {
            for (int arg : data.dest(d).args()) {
                if (arg >= 0 && valueKind(arg) == KIND_ALIAS) {
                    return true;
                }
            }
        }
        return data instanceof InstData.TryCall || data instanceof InstData.TryCallIndirect;
    }

    private void reserveValue(int value) {
        if (value >= valueInfo.length) {
            int size = Math.max(value + 1, valueInfo.length * 2);
            valueInfo = Arrays.copyOf(valueInfo, size);
            valueOwner = Arrays.copyOf(valueOwner, size);
            valueIndex = Arrays.copyOf(valueIndex, size);
        }
        if (value >= valueCount) {
            Arrays.fill(valueInfo, valueCount, value + 1, 0);
            valueCount = value + 1;
        }
    }

    private void define(int value, int kind, Type type, int owner, int index) {
        reserveValue(value);
        valueInfo[value] = type.id() | kind << KIND_SHIFT;
        valueOwner[value] = owner;
        valueIndex[value] = index;
    }

    // ---- Instructions ----

    /** One more than the largest instruction number in use. */
    public int instLimit() {
        return instCount;
    }

    /** The payload of an instruction. */
    public InstData instData(int inst) {
        return insts[inst];
    }

    public Opcode opcode(int inst) {
        return Opcode.of(opcodes[inst] & 0xff);
    }

    /** Makes an instruction without results, in no block. */
    public int makeInst(InstData data) {
        if (instCount == insts.length) {
            int size = instCount * 2;
            insts = Arrays.copyOf(insts, size);
            opcodes = Arrays.copyOf(opcodes, size);
            resultStart = Arrays.copyOf(resultStart, size);
            resultCount = Arrays.copyOf(resultCount, size);
        }
        insts[instCount] = data;
        opcodes[instCount] = (byte) data.opcode().ordinal();
        resultStart[instCount] = -1;
        resultCount[instCount] = 0;
        return instCount++;
    }

    /** Makes an instruction and its results, in no block. See {@link #makeInstResults}. */
    public int makeInst(InstData data, Type ctrl) {
        int inst = makeInst(data);
        makeInstResults(inst, ctrl);
        return inst;
    }

    /** Gives an instruction another payload; results stay as they are. */
    public void replace(int inst, InstData data) {
        insts[inst] = data;
        opcodes[inst] = (byte) data.opcode().ordinal();
    }

    /**
     * Makes the results of an instruction that has none, with consecutive numbers and with the types that the controlling
     * type implies; calls have those of their signature.
     *
     * @param ctrl the controlling type; {@link Type#INVALID} if the opcode has none
     * @return how many there are
     */
    public int makeInstResults(int inst, Type ctrl) {
        Opcode opcode = opcode(inst);
        if (opcode.hasSignatureResults()) {
            Signature signature = calleeSignature(insts[inst]);
            int count = signature.resultCount();
            for (int i = 0; i < count; i++) {
                appendResult(inst, signature.result(i).type());
            }
            return count;
        }
        int count = opcode.resultCount();
        for (int i = 0; i < count; i++) {
            appendResult(inst, opcode.resultType(i).resolve(ctrl));
        }
        return count;
    }

    /** Appends one result with a new number and gives that number. */
    public int appendResult(int inst, Type type) {
        int value = valueCount;
        appendResultAt(inst, value, type);
        return value;
    }

    /** Appends one result with a number of the caller's choice, which nothing may define yet. */
    public void appendResultAt(int inst, int value, Type type) {
        int count = resultCount[inst];
        define(value, KIND_RESULT, type, inst, count);
        if (count == 0) {
            resultStart[inst] = value;
        } else if (resultStart[inst] < 0 || value != resultStart[inst] + count) {
            scatterResults(inst, value);
        }
        resultCount[inst] = count + 1;
    }

    private void scatterResults(int inst, int value) {
        int count = resultCount[inst];
        int start = scatteredCount;
        scattered = Arrays.copyOf(scattered, Math.max(scattered.length, (start + count + 1) * 2));
        for (int i = 0; i < count; i++) {
            scattered[start + i] = instResult(inst, i);
        }
        scattered[start + count] = value;
        scatteredCount = start + count + 1;
        resultStart[inst] = -2 - start;
    }

    /** Number of results of an instruction. */
    public int instResultCount(int inst) {
        return resultCount[inst];
    }

    /** The {@code i}-th result of an instruction. */
    public int instResult(int inst, int i) {
        int start = resultStart[inst];
        return start >= 0 ? start + i : scattered[-2 - start + i];
    }

    /** The first result of an instruction, or -1 if it has none. */
    public int firstResult(int inst) {
        return resultCount[inst] == 0 ? -1 : instResult(inst, 0);
    }

    /** Takes the results away from an instruction; the values are undefined afterwards, ready to be made aliases. */
    public void clearResults(int inst) {
        for (int i = 0, n = resultCount[inst]; i < n; i++) {
            int value = instResult(inst, i);
            if (valueKind(value) == KIND_RESULT && valueOwner[value] == inst) {
                valueInfo[value] &= TYPE_MASK;
            }
        }
        resultStart[inst] = -1;
        resultCount[inst] = 0;
    }

    /** The type that controls an instruction, or {@link Type#INVALID} if its opcode has none. */
    public Type ctrlType(int inst) {
        Opcode opcode = opcode(inst);
        if (!opcode.isPolymorphic()) {
            return Type.INVALID;
        }
        int arg = opcode.inferringArg();
        if (arg >= 0) {
            return valueType(insts[inst].arg(arg));
        }
        return resultCount[inst] == 0 ? Type.INVALID : valueType(instResult(inst, 0));
    }

    /** The signature of what a call calls. Throws {@link IllegalArgumentException} if the instruction is no call by signature. */
    public Signature callSignature(int inst) {
        return calleeSignature(insts[inst]);
    }

    private Signature calleeSignature(InstData data) {
        return switch (data) {
            case InstData.Call call -> signatures.get(extFuncs.get(call.func()).signature());
            case InstData.TryCall call ->
                signatures.get(extFuncs.get(call.func()).signature());
            case InstData.CallIndirect call -> signatures.get(call.sig());
            case InstData.TryCallIndirect call -> signatures.get(call.table().signature());
            default -> throw new IllegalArgumentException(data.opcode() + " has no signature");
        };
    }

    // ---- Blocks ----

    /** One more than the largest block number in use. */
    public int blockLimit() {
        return blockCount;
    }

    /** Makes a block with a new number, not yet in the layout. */
    public int makeBlock() {
        reserveBlock(blockCount);
        return blockCount - 1;
    }

    /** Makes sure that a block of this number exists, and all below it. */
    public void reserveBlock(int block) {
        if (block >= blockParams.length) {
            int size = Math.max(block + 1, blockParams.length * 2);
            blockParams = Arrays.copyOf(blockParams, size);
            blockParamCount = Arrays.copyOf(blockParamCount, size);
        }
        while (blockCount <= block) {
            blockParams[blockCount] = NO_VALUES;
            blockParamCount[blockCount] = 0;
            blockCount++;
        }
    }

    /** Whether a block of this number exists. */
    public boolean isBlock(int block) {
        return block >= 0 && block < blockCount;
    }

    public int blockParamCount(int block) {
        return blockParamCount[block];
    }

    /** The {@code i}-th parameter of a block. */
    public int blockParam(int block, int i) {
        return blockParams[block][i];
    }

    /** Appends a parameter with a new number to a block and gives that number. */
    public int appendBlockParam(int block, Type type) {
        int value = valueCount;
        appendBlockParamAt(block, value, type);
        return value;
    }

    /** Appends a parameter with a number of the caller's choice, which nothing may define yet. */
    public void appendBlockParamAt(int block, int value, Type type) {
        int count = blockParamCount[block];
        define(value, KIND_PARAM, type, block, count);
        pushBlockParam(block, value);
    }

    /**
     * Makes a value that is to become a parameter of the block; it is in no list until {@link #attachBlockParam}. Until then
     * the caller may use {@link #valueDefIndex} for a number of its own.
     */
    public int makeDetachedParam(int block, Type type, int index) {
        int value = valueCount;
        define(value, KIND_PARAM, type, block, index);
        return value;
    }

    /** Makes an undefined or detached value a further parameter of a block, keeping its type. */
    public void attachBlockParam(int block, int value) {
        define(value, KIND_PARAM, valueType(value), block, blockParamCount[block]);
        pushBlockParam(block, value);
    }

    private void pushBlockParam(int block, int value) {
        int count = blockParamCount[block];
        if (count == blockParams[block].length) {
            blockParams[block] = Arrays.copyOf(blockParams[block], Math.max(4, count * 2));
        }
        blockParams[block][count] = value;
        blockParamCount[block] = count + 1;
    }

    /** Removes the {@code i}-th parameter, which is undefined afterwards; those after it move up. Branches are not changed. */
    public void removeBlockParam(int block, int i) {
        int[] params = blockParams[block];
        int count = --blockParamCount[block];
        valueInfo[params[i]] &= TYPE_MASK;
        for (int k = i; k < count; k++) {
            params[k] = params[k + 1];
            valueIndex[params[k]] = k;
        }
    }

    /** Removes all parameters, which are undefined afterwards. */
    public void clearBlockParams(int block) {
        for (int i = 0; i < blockParamCount[block]; i++) {
            valueInfo[blockParams[block][i]] &= TYPE_MASK;
        }
        blockParamCount[block] = 0;
    }

    /** Makes a value with a number of its own that nothing defines yet. */
    public int makeValue(Type type) {
        int value = valueCount;
        define(value, KIND_NONE, type, -1, 0);
        return value;
    }
}
