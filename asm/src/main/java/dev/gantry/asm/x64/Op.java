package dev.gantry.asm.x64;

/**
 * One row of the instruction table: an instruction in one operand shape, with all that encoder, disassembler and register
 * allocation need to know. Immutable; compared by identity; {@link #id} is dense.
 *
 * <p>Operands are counted destination first, as in the vendor's manual; operands that the instruction fixes come last
 * ({@code idivq_m} has its divisor as operand 0, then rax and rdx), unless the form takes them in its text ({@code cl}).
 *
 * <p>Example: {@code addq_rm} has two operands: 0 is {@code GPR}, 64 bits, {@code RW}; 1 is {@code RM_GPR}, 64 bits, {@code
 * R}; it writes the flags.
 */
public final class Op {
    // The encoding, packed: see OpRows for how the fields are cut out of the table.
    static final int MAP_SHIFT = 8;
    static final int PP_SHIFT = 11;
    static final long OPSIZE = 1L << 13;
    static final long LOCK = 1L << 14;
    static final long REX_W = 1L << 15;
    static final long VEX = 1L << 16;
    /** The four-byte prefix of AVX-512, without masks, broadcast and the upper 16 registers; VEX is set as well. */
    static final long EVEX = 1L << 17;

    static final long VEX_L = 1L << 18;
    static final int DIGIT_SHIFT = 20;
    static final long DIGIT = 1L << 23;
    static final long MODRM = 1L << 24;
    static final long PLUS_REG = 1L << 25;
    static final int REG_SLOT = 26;
    static final int RM_SLOT = 29;
    static final int VVVV_SLOT = 32;
    static final int IS4_SLOT = 35;
    static final int IMM_SIZE = 38;
    static final long REG_BYTE = 1L << 42;
    static final long RM_BYTE = 1L << 43;
    static final long FIXED_MODRM = 1L << 44;
    static final int FIXED_MODRM_SHIFT = 45;
    static final long W_IGNORED = 1L << 53;
    static final long L_IGNORED = 1L << 54;
    static final long READS_FLAGS = 1L << 55;
    static final long WRITES_FLAGS = 1L << 56;
    /** EVEX counts displacements of one byte in units of the memory operand: the exponent of its size in bytes. */
    static final int DISP_SCALE = 57;

    /** Slot number of a field that no operand fills. */
    static final int NO_SLOT = 7;

    // An operand, packed in 16 bits.
    static final int ACCESS_SHIFT = 4;
    static final int WIDTH_SHIFT = 6;
    static final int REG_SHIFT = 10;

    final long encoding;

    /** Register width that marks an unsigned immediate in the packed table. */
    private static final int UNSIGNED_MARK = 128;

    private final int id;
    private final String name;
    private final String text;
    private final int feature;
    private final int operandCount;
    private final long operands03;
    private final long operands47;

    Op(
            int id,
            String name,
            String text,
            int feature,
            long encoding,
            int operandCount,
            long operands03,
            long operands47) {
        this.id = id;
        this.name = name;
        this.text = text;
        this.feature = feature;
        this.encoding = encoding;
        this.operandCount = operandCount;
        this.operands03 = operands03;
        this.operands47 = operands47;
    }

    /** Number of the row, from 0 to {@link Ops#count} - 1. */
    public int id() {
        return id;
    }

    /** Name of the row: mnemonic and operand shape, {@code addq_rm}. */
    public String name() {
        return name;
    }

    /** The mnemonic as the disassembler prints it (AT&amp;T), {@code addq}; the lock prefix is not part of it. */
    public String mnemonic() {
        return mnemonic(false);
    }

    /** The mnemonic for an operand in a register or in memory: in a few rows only the latter needs a size letter. */
    String mnemonic(boolean memory) {
        if (!text.isEmpty()) {
            int bar = text.indexOf('/');
            return bar < 0 ? text : memory ? text.substring(bar + 1) : text.substring(0, bar);
        }
        int from = isLocked() ? 5 : 0;
        int to = name.indexOf('_', from);
        return to < 0 ? name.substring(from) : name.substring(from, to);
    }

    /** The CPU feature that the instruction needs. */
    public Feature feature() {
        return Feature.of(feature);
    }

    /** Number of operands, those that are fixed and immediates included. At most 6. */
    public int operandCount() {
        return operandCount;
    }

    /** What operand {@code i} may be. */
    public OperandKind operandKind(int i) {
        return OperandKind.of(operand(i) & 15);
    }

    /** What the instruction does with operand {@code i}; {@link Access#NONE} for immediates and mere addresses. */
    public Access access(int i) {
        return Access.of((operand(i) >> ACCESS_SHIFT) & 3);
    }

    /** Width of operand {@code i} in bits: for what may be memory, the number of bits accessed there; for an immediate, its own. */
    public int width(int i) {
        return 4 << ((operand(i) >> WIDTH_SHIFT) & 15);
    }

    /** Width in bits of the register when operand {@code i} is one: differs from {@link #width} for {@code r32/m8} and the like. */
    public int registerWidth(int i) {
        OperandKind kind = operandKind(i);
        return kind == OperandKind.RM_GPR || kind == OperandKind.RM_XMM
                ? 4 << ((operand(i) >> REG_SHIFT) & 15)
                : width(i);
    }

    /** The register that the instruction fixes for operand {@code i}, -1 if the operand is not fixed. */
    public int fixedReg(int i) {
        OperandKind kind = operandKind(i);
        return kind == OperandKind.FIXED || kind == OperandKind.FIXED_XMM ? (operand(i) >> REG_SHIFT) & 15 : -1;
    }

    /** Whether operand {@code i} is an immediate byte that counts as 0 to 255 (shift counts, selectors), not as -128 to 127. */
    public boolean isUnsigned(int i) {
        return operandKind(i) == OperandKind.IMM8 && 4 << ((operand(i) >> REG_SHIFT) & 15) == UNSIGNED_MARK;
    }

    /** Whether the result depends on the flags. */
    public boolean readsFlags() {
        return (encoding & READS_FLAGS) != 0;
    }

    /** Whether the flags change or become undefined. */
    public boolean writesFlags() {
        return (encoding & WRITES_FLAGS) != 0;
    }

    /** Whether the form carries the lock prefix. */
    public boolean isLocked() {
        return (encoding & LOCK) != 0;
    }

    /** Whether the form is VEX-encoded. */
    public boolean isVex() {
        return (encoding & VEX) != 0;
    }

    /** Index of the operand that may be memory, -1 if none. */
    public int memoryOperand() {
        for (int i = 0; i < operandCount; i++) {
            if (operandKind(i).mayBeMemory()) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the immediate operand, -1 if none. */
    public int immediateOperand() {
        for (int i = 0; i < operandCount; i++) {
            if (operandKind(i).isImmediate()) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return name;
    }

    /** The exponent of the unit of one-byte displacements: 0 but for EVEX. */
    static int dispScale(long encoding) {
        return (int) (encoding >>> DISP_SCALE) & 7;
    }

    /** Which operand fills the field at {@code shift}, {@link #NO_SLOT} if none. */
    int slot(int shift) {
        return (int) (encoding >>> shift) & 7;
    }

    private int operand(int i) {
        long word = i < 4 ? operands03 : operands47;
        return (int) (word >>> ((i & 3) * 16)) & 0xffff;
    }
}
