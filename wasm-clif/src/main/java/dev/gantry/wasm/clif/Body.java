package dev.gantry.wasm.clif;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.build.FunctionBuilderContext;
import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.wasm.FunctionState;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.WasmUnsupportedException;
import java.util.Arrays;

/**
 * The function being translated: its builder, the operand stack as CLIF values, and what every operator may need: fields of the vmctx,
 * builtins, traps. The translators of single groups of operators work on it.
 */
final class Body {
    /** A field that never changes while an instance lives. */
    static final int CONSTANT = MemFlags.withCanMove(MemFlags.withReadonly(MemFlags.TRUSTED));
    /** A field that may change. */
    static final int FIELD = MemFlags.TRUSTED;

    private static final int[] NO_VALUES = {};

    final WasmModule module;
    final VmContextLayout layout;
    final TranslatorSettings settings;
    final FunctionState state;
    final Function function;
    final FunctionBuilder b;

    /** The vmctx. */
    int vmctx;
    /** Whether the current operator can be reached; at least as precise as the validator. */
    boolean reachable = true;

    private final Scratch scratch;
    private int[] stack;
    private int height;
    private final int[] builtinSignatures = new int[Builtin.values().length];

    Body(
            WasmModule module,
            VmContextLayout layout,
            TranslatorSettings settings,
            FunctionState state,
            int functionIndex,
            Scratch scratch) {
        this.module = module;
        this.layout = layout;
        this.settings = settings;
        this.state = state;
        this.scratch = scratch;
        this.stack = scratch.stack;
        scratch.begin(module);
        Arrays.fill(builtinSignatures, -1);
        this.function = new Function(WasmAbi.name(functionIndex), WasmAbi.signature(module.funcType(functionIndex)));
        this.b = new FunctionBuilder(function, scratch.builderContext);
    }

    /** Tables kept from function to function. Entries are valid if their stamp is that of the current function. */
    static final class Scratch {
        final FunctionBuilderContext builderContext = new FunctionBuilderContext();
        private int[] stack = new int[64];
        private int[] typeSignatures = new int[0];
        private int[] typeStamps = new int[0];
        private int[] funcRefs = new int[0];
        private int[] funcStamps = new int[0];
        private int stamp;

        private void begin(WasmModule module) {
            stamp++;
            if (typeSignatures.length < module.typeCount()) {
                typeSignatures = new int[module.typeCount()];
                typeStamps = new int[module.typeCount()];
            }
            if (funcRefs.length < module.funcCount()) {
                funcRefs = new int[module.funcCount()];
                funcStamps = new int[module.funcCount()];
            }
        }
    }

    /** Declares the stack limit of the store as that of the function. */
    void declareStackLimit() {
        int context = function.globalValues.add(new GlobalValue.VmContext());
        int store = function.globalValues.add(new GlobalValue.Load(
                context, VmContextLayout.STORE, Type.I64, MemFlags.withReadonly(MemFlags.TRUSTED)));
        int limit = function.globalValues.add(
                new GlobalValue.Load(store, VmContextLayout.STORE_STACK_LIMIT, Type.I64, MemFlags.TRUSTED));
        function.setStackLimit(limit);
    }

    // ---- Operand stack ----

    void push(int value) {
        if (height == stack.length) {
            stack = Arrays.copyOf(stack, height * 2);
            scratch.stack = stack;
        }
        stack[height++] = value;
    }

    int pop() {
        return stack[--height];
    }

    /** The operand {@code depth} below the top. */
    int peek(int depth) {
        return stack[height - 1 - depth];
    }

    int height() {
        return height;
    }

    void truncate(int newHeight) {
        height = newHeight;
    }

    /** A copy of the top {@code n} operands, deepest first; they stay on the stack. */
    int[] top(int n) {
        return n == 0 ? NO_VALUES : Arrays.copyOfRange(stack, height - n, height);
    }

    /** A copy of the top {@code n} operands behind {@code reserved} free places. */
    int[] top(int n, int reserved) {
        int[] values = new int[n + reserved];
        System.arraycopy(stack, height - n, values, reserved, n);
        return values;
    }

    // ---- Fields of the vmctx ----

    /** A pointer of the vmctx that never changes. */
    int constantPointer(int offset) {
        return b.load(Type.I64, CONSTANT, vmctx, offset);
    }

    /** Signature reference of a type of the module. */
    int typeSignature(int typeIndex) {
        if (scratch.typeStamps[typeIndex] != scratch.stamp) {
            scratch.typeStamps[typeIndex] = scratch.stamp;
            scratch.typeSignatures[typeIndex] = b.importSignature(WasmAbi.signature(module.type(typeIndex)));
        }
        return scratch.typeSignatures[typeIndex];
    }

    /** Function reference of a function of the module that is not imported. */
    int funcRef(int index) {
        if (scratch.funcStamps[index] != scratch.stamp) {
            scratch.funcStamps[index] = scratch.stamp;
            int signature = typeSignature(module.funcTypeIndex(index));
            scratch.funcRefs[index] = function.extFuncs.add(new ExtFunc(WasmAbi.name(index), signature, true, false));
        }
        return scratch.funcRefs[index];
    }

    /** Calls a builtin; {@code args} has a free place in front for the vmctx. Returns the instruction. */
    int callBuiltin(Builtin builtin, int[] args) {
        int i = builtin.ordinal();
        if (builtinSignatures[i] < 0) {
            Signature signature = WasmAbi.signature(builtin);
            builtinSignatures[i] = b.importSignature(signature);
        }
        args[0] = vmctx;
        int array = constantPointer(VmContextLayout.BUILTINS);
        int code = b.load(Type.I64, CONSTANT, array, builtin.offset());
        return b.callIndirect(builtinSignatures[i], code, args);
    }

    int i64(long value) {
        return b.iconst(Type.I64, value);
    }

    /** An i32 index, length or page count as i64, never negative. */
    int widened(int value) {
        Dfg dfg = function.dfg;
        int resolved = dfg.resolveAliases(value);
        if (dfg.valueKind(resolved) == Dfg.KIND_RESULT
                && dfg.instData(dfg.valueDefInst(resolved)) instanceof InstData.UnaryImm constant) {
            return i64(constant.imm() & 0xffff_ffffL);
        }
        return b.uextend(Type.I64, value);
    }

    // ---- Traps ----

    boolean faulting() {
        return settings.traps() == TranslatorSettings.Traps.FAULTING;
    }

    /** Traps; the block is ended. */
    void trap(int code) {
        if (!faulting()) {
            callBuiltin(Builtin.RAISE, new int[] {0, i64(code)});
        }
        b.trap(code);
    }

    /** Traps if {@code condition} is not zero. */
    void trapIf(int condition, int code) {
        if (faulting()) {
            b.trapnz(condition, code);
            return;
        }
        int raise = b.createBlock();
        int next = b.createBlock();
        b.brif(condition, raise, next);
        b.sealBlock(raise);
        b.sealBlock(next);
        b.setCold(raise);
        b.switchToBlock(raise);
        trap(code);
        b.switchToBlock(next);
    }

    /** Traps if the stack pointer is below the limit: for traps that are calls, where the prologue cannot trap. */
    void checkStack() {
        int store = constantPointer(VmContextLayout.STORE);
        int limit = b.load(Type.I64, FIELD, store, VmContextLayout.STORE_STACK_LIMIT);
        int below = b.icmp(IntCC.ULT, b.getStackPointer(Type.I64), limit);
        trapIf(below, TrapCode.STACK_OVERFLOW);
    }

    WasmUnsupportedException unsupported(String what) {
        return new WasmUnsupportedException(what + " is not supported", state.offset(), state.functionIndex());
    }
}
