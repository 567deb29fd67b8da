package dev.gantry.clif.build;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import java.util.Arrays;

/**
 * Builds the body of a function block by block, and turns reads and writes of variables into SSA form on the way.
 *
 * <p>Use: {@link #createBlock} the blocks, {@link #switchToBlock} to one, make instructions by the methods of
 * {@link InstBuilder} up to a terminator, {@link #sealBlock} each block once every branch to it has been made, and
 * {@link #finish} at the end. A sealed block without predecessors other than the entry is unreachable; code may be made in
 * it all the same. Branch arguments for variables appear only with {@code finish}.
 *
 * <p>Wrong use (two terminators, branching to a sealed block, a value of another type for a variable, an unsealed block at
 * the end) throws {@link IllegalStateException} or {@link IllegalArgumentException}.
 */
public final class FunctionBuilder extends InstBuilder {
    private static final byte TOUCHED = 1;
    private static final byte FILLED = 2;

    private final Function function;
    private final FunctionBuilderContext context;
    private final SsaBuilder ssa;
    private int current = -1;
    private int srcloc = Function.NO_SRCLOC;

    /** Starts on a function that has no blocks yet. */
    public FunctionBuilder(Function function, FunctionBuilderContext context) {
        this.function = function;
        this.context = context;
        this.ssa = context.ssa;
        ssa.begin(function);
        Arrays.fill(context.blockState, (byte) 0);
    }

    @Override
    public Function function() {
        return function;
    }

    // ---- Blocks ----

    /** Makes a block. It enters the layout when its first instruction is made, or by {@link #ensureInserted}. */
    public int createBlock() {
        int block = function.dfg.makeBlock();
        if (block >= context.blockState.length) {
            context.blockState = Arrays.copyOf(context.blockState, Math.max(block + 1, context.blockState.length * 2));
        }
        ssa.declareBlock(block);
        return block;
    }

    /** The block in which instructions are made, or -1. */
    public int currentBlock() {
        return current;
    }

    /** Goes on in another block. The one left must have its terminator, or have no instruction yet. */
    public void switchToBlock(int block) {
        if (current >= 0 && context.blockState[current] == TOUCHED) {
            throw new IllegalStateException("block" + current + " is left without a terminator");
        }
        current = block;
        ssa.enterBlock(block);
    }

    /** Puts the current block into the layout, after all others, if it is not in it yet. */
    public void ensureInserted() {
        if (!function.layout.isBlockInserted(current)) {
            function.layout.appendBlock(current);
        }
    }

    /** Puts a block into the layout behind another that is in it. */
    public void insertBlockAfter(int block, int after) {
        function.layout.insertBlockAfter(block, after);
    }

    /** Marks a block as one that hardly ever runs. */
    public void setCold(int block) {
        function.layout.setCold(block, true);
    }

    /** Tells that no further branch to the block will be made. */
    public void sealBlock(int block) {
        if (!ssa.isSealed(block)) {
            ssa.seal(block);
        }
    }

    /** Seals every block that is not sealed yet. */
    public void sealAllBlocks() {
        for (int block = 0; block < function.dfg.blockLimit(); block++) {
            sealBlock(block);
        }
    }

    /** Whether the block has been sealed. */
    public boolean isSealed(int block) {
        return ssa.isSealed(block);
    }

    /** Whether the current block has its terminator. */
    public boolean isFilled() {
        return current >= 0 && (context.blockState[current] & FILLED) != 0;
    }

    /** Whether no instruction has been made in the current block. */
    public boolean isPristine() {
        return context.blockState[current] == 0;
    }

    /** Whether nothing leads to the current block: it is sealed, has no predecessor, and is not the entry. */
    public boolean isUnreachable() {
        int entry = function.layout.entryBlock();
        return entry >= 0 && current != entry && ssa.isSealed(current) && !ssa.hasPredecessors(current);
    }

    /** Appends a parameter to a block and gives its value. */
    public int appendBlockParam(int block, Type type) {
        return function.dfg.appendBlockParam(block, type);
    }

    /** Gives the entry block a parameter for each parameter of the signature. */
    public void appendBlockParamsForFunctionParams(int block) {
        for (AbiParam param : function.signature().params()) {
            function.dfg.appendBlockParam(block, param.type());
        }
    }

    /** Gives a block a parameter for each result of the signature. */
    public void appendBlockParamsForFunctionReturns(int block) {
        for (AbiParam result : function.signature().results()) {
            function.dfg.appendBlockParam(block, result.type());
        }
    }

    /** The {@code i}-th parameter of a block. */
    public int blockParam(int block, int i) {
        return function.dfg.blockParam(block, i);
    }

    // ---- Variables ----

    /** Declares a variable and gives its number; variables count from 0. */
    public int declareVar(Type type) {
        return ssa.declareVar(type);
    }

    /** What the variable is here; zero on ways on which nothing was assigned. */
    public int useVar(int var) {
        return ssa.use(var);
    }

    /** Assigns to a variable in the current block. */
    public void defVar(int var, int value) {
        if (function.dfg.valueType(value) != ssa.varType(var)) {
            throw new IllegalArgumentException("v" + value + " is " + function.dfg.valueType(value) + ", variable "
                    + var + " is " + ssa.varType(var));
        }
        ssa.def(var, current, value);
    }

    /** The type with which a variable was declared. */
    public Type varType(int var) {
        return ssa.varType(var);
    }

    // ---- Instructions ----

    /** Sets the source location of the instructions that follow. */
    public void setSrcLoc(int srcloc) {
        this.srcloc = srcloc;
    }

    /** Makes a signature known for indirect calls and gives its number. */
    public int importSignature(Signature signature) {
        return function.signatures.add(signature);
    }

    @Override
    protected int emit(InstData data, Type ctrl) {
        int block = current;
        if ((context.blockState[block] & FILLED) != 0) {
            throw new IllegalStateException(data.opcode() + " after the terminator of block" + block);
        }
        ensureInserted();
        int inst = function.dfg.makeInst(data, ctrl);
        function.layout.appendInst(inst, block);
        if (srcloc != Function.NO_SRCLOC) {
            function.setSrcloc(inst, srcloc);
        }
        Opcode opcode = function.dfg.opcode(inst);
        if (opcode.isTerminator()) {
            context.blockState[block] = TOUCHED | FILLED;
            for (int i = 0, n = data.destCount(); i < n; i++) {
                BlockCall dest = data.dest(i);
                ssa.declareEdge(inst, block, dest.block());
            }
        } else {
            context.blockState[block] = TOUCHED;
        }
        return inst;
    }

    /** Completes block parameters and branch arguments. The builder cannot be used afterwards. */
    public void finish() {
        if (current >= 0 && context.blockState[current] == TOUCHED) {
            throw new IllegalStateException("block" + current + " is left without a terminator");
        }
        ssa.finish();
        current = -1;
    }
}
