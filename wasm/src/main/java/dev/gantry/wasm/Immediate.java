package dev.gantry.wasm;

/**
 * What follows an operator: the shape that drives the binary decoder, the text parser and the text printer. Indices are
 * unsigned LEB128 of 32 bits and are listed in the order of the binary format.
 */
public enum Immediate {
    NONE,
    /** A block type: empty, one result type, or a type index (signed LEB128 of 33 bits). */
    BLOCK_TYPE,
    /** A label: how many enclosing blocks to leave, 0 being the innermost. */
    LABEL,
    /** A vector of labels and a default label. */
    LABEL_TABLE,
    FUNC,
    /** Type index, table index; the text format has the table, if not 0, first. */
    TYPE_TABLE,
    LOCAL,
    GLOBAL,
    TABLE,
    /** Destination table, source table. */
    TABLE_TABLE,
    /** Element segment, table; the text format has the table first. */
    ELEM_TABLE,
    ELEM,
    MEMORY,
    /** Destination memory, source memory. */
    MEMORY_MEMORY,
    /** Data segment, memory; the text format has the memory, if not 0, first. */
    DATA_MEMORY,
    DATA,
    /** Alignment (binary logarithm) and offset. */
    MEMARG,
    /** Alignment, offset, lane (one byte). */
    MEMARG_LANE,
    /** A lane (one byte). */
    LANE,
    /** Sixteen lanes (one byte each, below 32). */
    SHUFFLE,
    /** Signed LEB128 of 32 bits. */
    I32,
    /** Signed LEB128 of 64 bits. */
    I64,
    /** Four bytes, little-endian. */
    F32,
    /** Eight bytes, little-endian. */
    F64,
    /** Sixteen bytes. */
    V128,
    /** A vector of value types. */
    SELECT_TYPES,
    /** A heap type; in version 2.0, the byte of funcref or externref. */
    HEAP_TYPE
}
