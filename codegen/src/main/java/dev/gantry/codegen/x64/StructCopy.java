package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;
import dev.gantry.codegen.machinst.Reg;

/** Copies a large struct among the parameters of a call, 8 bytes at a time from the end, in a loop. */
final class StructCopy extends X64Inst {
    /** Structs of up to so many bytes are copied without a loop. */
    static final int UNROLLED = 64;

    private int from;
    private int at;
    private int word;
    private int to;
    private final int bytes;

    /** A copy of {@code bytes}, a positive multiple of 8, between the addresses in two registers; two more are temporaries. */
    StructCopy(int from, int to, int at, int word, int bytes) {
        this.from = from;
        this.to = to;
        this.at = at;
        this.word = word;
        this.bytes = bytes;
    }

    /** The row that loads 1, 2, 4 or 8 bytes. */
    static Op loadOp(int bytes) {
        return switch (bytes) {
            case 1 -> Ops.movzbl_rm;
            case 2 -> Ops.movzwl_rm;
            case 4 -> Ops.movl_rm;
            default -> Ops.movq_rm;
        };
    }

    /** The row that stores 1, 2, 4 or 8 bytes. */
    static Op storeOp(int bytes) {
        return switch (bytes) {
            case 1 -> Ops.movb_mr;
            case 2 -> Ops.movw_mr;
            case 4 -> Ops.movl_mr;
            default -> Ops.movq_mr;
        };
    }

    @Override
    public void operands(OperandVisitor visitor) {
        from = visitor.useLate(from);
        to = visitor.useLate(to);
        at = visitor.defEarly(at);
        word = visitor.defEarly(word);
    }

    @Override
    void emit(X64Emitter emitter) {
        int again = emitter.buffer.newLabel();
        emitter.ri(Ops.movl_ri32, at, bytes - 8);
        emitter.buffer.bindLabel(again);
        emitter.rm(Ops.movq_rm, word, Mem.baseIndex(Reg.hw(from), Reg.hw(at), 1, 0));
        emitter.mr(Ops.movq_mr, Mem.baseIndex(Reg.hw(to), Reg.hw(at), 1, 0), word);
        emitter.ri(Ops.subq_mi8, at, 8);
        Encoder.jcc(emitter.buffer, CC.NB.cond(), again);
    }

    @Override
    public void print(StringBuilder out) {
        line(out, "copy_struct", to, from);
        out.append(", ").append(bytes);
    }
}
