package dev.gantry.wasm;

/**
 * What the validator knows at the current operator of the body it reads. Types are {@link ValType#code()}s.
 *
 * <p>Frames of the control stack are counted from the outside: frame 0 is the function itself, frame
 * {@code frameCount() - 1} the innermost; label {@code n} is frame {@code frameCount() - 1 - n}.
 */
public interface FunctionState {
    /** Code of a value whose type is unknown, because the operators that would give it cannot be reached. */
    int UNKNOWN = 0;

    /** The module. */
    WasmModule module();

    /** Index of the function, imports included. */
    int functionIndex();

    /** Type of the function. */
    FuncType functionType();

    /** Locals, parameters included. */
    int localCount();

    /** Type code of local {@code index}. */
    int localType(int index);

    /** True if the current operator can be reached, as far as validation knows. */
    boolean reachable();

    /** Operands on the stack of the whole function. */
    int stackHeight();

    /** Type code of the operand {@code depth} below the top (0 is the top), or {@link #UNKNOWN}. */
    int stackType(int depth);

    /** Frames on the control stack; 0 when the function's own {@code end} is being told. */
    int frameCount();

    /** {@link Op#BLOCK} (also for the function), {@link Op#LOOP}, {@link Op#IF} or {@link Op#ELSE}. */
    Op frameOp(int frame);

    /** Type of the frame's block. */
    FuncType frameType(int frame);

    /** Operands below the frame's parameters. */
    int frameHeight(int frame);

    /** Byte offset of the current operator in the module. */
    int offset();
}
