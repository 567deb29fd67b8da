package dev.gantry.asm.x64;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.CodeBuffer;
import dev.gantry.asm.RelocKind;
import org.jspecify.annotations.Nullable;

/**
 * What the assembler has besides one method per row of the table: labels, jumps, calls, padding. Use it through {@link
 * Assembler}.
 */
public abstract class AssemblerCore {
    private final CodeBuffer buffer;

    AssemblerCore(CodeBuffer buffer) {
        this.buffer = buffer;
    }

    /** The buffer that is written to. */
    public final CodeBuffer buffer() {
        return buffer;
    }

    /** Appends any row: see {@link Encoder#emit}. */
    public final void emit(Op op, int r0, int r1, int r2, int r3, @Nullable Mem memory, long imm) {
        Encoder.emit(buffer, op, r0, r1, r2, r3, memory, imm);
    }

    /** A new label. */
    public final int newLabel() {
        return buffer.newLabel();
    }

    /** Binds a label here. */
    public final void bind(int label) {
        buffer.bindLabel(label);
    }

    /** A new label, bound here. */
    public final int here() {
        int label = buffer.newLabel();
        buffer.bindLabel(label);
        return label;
    }

    /** {@code jmp label}. */
    public final void jmp(int label) {
        Encoder.jmp(buffer, label);
    }

    /** {@code jcc label}. */
    public final void jcc(Cond cond, int label) {
        Encoder.jcc(buffer, cond, label);
    }

    /** {@code call label}. */
    public final void call(int label) {
        Encoder.call(buffer, label);
    }

    /** {@code call symbol}, relocated by the linker. */
    public final void callSymbol(RelocKind kind, int symbol, long addend) {
        Encoder.callSymbol(buffer, kind, symbol, addend);
    }

    /** {@code jmp symbol}, relocated by the linker. */
    public final void jmpSymbol(RelocKind kind, int symbol, long addend) {
        Encoder.jmpSymbol(buffer, kind, symbol, addend);
    }

    /** {@code lea label(%rip), dst}. */
    public final void leaLabel(int dst, int label) {
        Encoder.emit(buffer, IntegerOps.leaq_rm, dst, -1, -1, -1, Mem.label(label, 0), 0);
    }

    /** {@code ud2} with a trap record. */
    public final void trap(int code) {
        buffer.trap(code);
        X64Target.INSTANCE.writeTrap(buffer);
    }

    /** Pads with no-ops to a multiple of {@code alignment}, a power of two. */
    public final void align(int alignment) {
        buffer.align(alignment);
    }

    /** {@code length} bytes of no-ops, as few instructions as possible. */
    public final void nops(int length) {
        X64Target.INSTANCE.writeNops(buffer, length);
    }

    /** Ends the code. */
    public final CodeBlob finish() {
        return buffer.finish();
    }
}
