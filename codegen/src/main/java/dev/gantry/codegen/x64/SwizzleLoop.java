package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Ops;
import dev.gantry.codegen.machinst.OperandVisitor;

/**
 * Bytes of a vector chosen by the bytes of another, for machines without {@code pshufb}; an index above 15 gives zero.
 *
 * <p>One turn for each byte of the vector: the byte in all places, where the index is its number.
 */
final class SwizzleLoop extends X64Inst {
    private int dst;
    private int vector;
    private int indices;
    private int rest;
    private int number;
    private int spread;
    private int mask;
    private int ones;
    private int count;

    /** The registers behind the operands are for use within. */
    SwizzleLoop(int dst, int vector, int indices, int rest, int number, int spread, int mask, int ones, int count) {
        this.dst = dst;
        this.vector = vector;
        this.indices = indices;
        this.rest = rest;
        this.number = number;
        this.spread = spread;
        this.mask = mask;
        this.ones = ones;
        this.count = count;
    }

    @Override
    public int result() {
        return dst;
    }

    @Override
    public void operands(OperandVisitor visitor) {
        vector = visitor.use(vector);
        indices = visitor.use(indices);
        dst = visitor.defEarly(dst);
        rest = visitor.defEarly(rest);
        number = visitor.defEarly(number);
        spread = visitor.defEarly(spread);
        mask = visitor.defEarly(mask);
        ones = visitor.defEarly(ones);
        count = visitor.defEarly(count);
    }

    @Override
    void emit(X64Emitter emitter) {
        int next = emitter.buffer.newLabel();
        emitter.rr(Ops.xorps_rm, dst, dst);
        emitter.rr(Ops.xorps_rm, number, number);
        emitter.rr(Ops.pcmpeqd_rm, ones, ones);
        emitter.rr(Ops.movaps_rm, rest, vector);
        emitter.ri(Ops.movl_ri32, count, 16);
        emitter.buffer.bindLabel(next);
        emitter.rr(Ops.movaps_rm, spread, rest);
        emitter.rr(Ops.punpcklbw_rm, spread, spread);
        // Shuffles whose immediate is 0.
        emitter.rr(Ops.pshuflw_rmi8, spread, spread);
        emitter.rr(Ops.pshufd_rmi8, spread, spread);
        emitter.rr(Ops.movaps_rm, mask, indices);
        emitter.rr(Ops.pcmpeqb_rm, mask, number);
        emitter.rr(Ops.pand_rm, spread, mask);
        emitter.rr(Ops.por_rm, dst, spread);
        emitter.ri(Ops.psrldq_ri8, rest, 1);
        emitter.rr(Ops.psubb_rm, number, ones);
        emitter.ri(Ops.subl_mi8, count, 1);
        Encoder.jcc(emitter.buffer, CC.NZ.cond(), next);
    }

    @Override
    public void print(StringBuilder out) {
        line(out, "swizzle", dst, vector, indices);
    }
}
