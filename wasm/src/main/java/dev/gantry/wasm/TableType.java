package dev.gantry.wasm;

/**
 * The type of a table.
 *
 * @param element type of the elements, a reference type
 * @param limits sizes in elements
 */
public record TableType(ValType element, Limits limits) {
    /** As the text format has it: {@code 1 10 funcref}. */
    @Override
    public String toString() {
        return limits + " " + element;
    }
}
