package dev.gantry.runtime;

/** Why a guest trapped. The messages are those of the WebAssembly specification's tests. */
public enum Trap {
    /** The guest's call stack reached its limit ({@link Config#maxWasmStack()}). */
    STACK_OVERFLOW("call stack exhausted"),
    /** A linear memory access outside the memory's current size. */
    MEMORY_OUT_OF_BOUNDS("out of bounds memory access"),
    /** An atomic access to an address that is not aligned. */
    HEAP_MISALIGNED("unaligned atomic"),
    /** A table access outside the table's current size. */
    TABLE_OUT_OF_BOUNDS("out of bounds table access"),
    /** {@code call_indirect} with an index outside the table. */
    UNDEFINED_ELEMENT("undefined element"),
    /** {@code call_indirect} through a null reference. */
    INDIRECT_CALL_TO_NULL("uninitialized element"),
    /** {@code call_indirect} to a function of another type. */
    BAD_SIGNATURE("indirect call type mismatch"),
    /** A signed division or a conversion whose result does not fit. */
    INTEGER_OVERFLOW("integer overflow"),
    /** Division or remainder by zero. */
    INTEGER_DIVISION_BY_ZERO("integer divide by zero"),
    /** Conversion of NaN to an integer. */
    BAD_CONVERSION_TO_INTEGER("invalid conversion to integer"),
    /** The {@code unreachable} operator. */
    UNREACHABLE_CODE_REACHED("unreachable"),
    /** Interrupted: by a deadline, an epoch or {@link Thread#interrupt()}. */
    INTERRUPT("interrupt"),
    /** A null reference where the operator needs one that is not null. */
    NULL_REFERENCE("null reference");

    private final String message;

    Trap(String message) {
        this.message = message;
    }

    /** {@return the message, as the specification's tests state it} */
    public String message() {
        return message;
    }
}
