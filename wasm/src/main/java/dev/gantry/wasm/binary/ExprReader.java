package dev.gantry.wasm.binary;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Features;
import dev.gantry.wasm.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads constant expressions. An operator that is not allowed in one ends the reading, since what follows it could only
 * be found by decoding all operators here. Source: WebAssembly Core Specification 2.0, 3.3.10 and 5.4.9.
 */
final class ExprReader {
    private final ByteReader in;
    private final Features features;

    ExprReader(ByteReader in, Features features) {
        this.in = in;
        this.features = features;
    }

    ConstExpr read() {
        int start = in.pos();
        ConstExpr.Inst first = inst();
        if (first == null) return new ConstExpr(List.of(), start);
        ConstExpr.Inst next = inst();
        if (next == null) return new ConstExpr(List.of(first), start);
        List<ConstExpr.Inst> insts = new ArrayList<>();
        insts.add(first);
        while (next != null) {
            insts.add(next);
            next = inst();
        }
        return new ConstExpr(insts, start);
    }

    /** The next operator, or null at the {@code end}. */
    private ConstExpr.@Nullable Inst inst() {
        int offset = in.pos();
        int lead = in.u8();
        if (lead == Op.END.code()) return null;
        int subcode = lead >= 0xfb && lead <= 0xfe ? in.u32() : 0;
        Op op = subcode != 0 || lead >= 0xfb && lead <= 0xfe ? Op.ofPrefixed(lead, subcode) : Op.ofByte(lead);
        if (op == null) throw LaterFeatures.illegalOpcode(in, lead, subcode, offset);
        TypeReader.require(in, features, op.feature(), offset);
        return switch (op) {
            case I32_CONST -> new ConstExpr.Inst(op, in.s32(), 0);
            case I64_CONST -> new ConstExpr.Inst(op, in.s64(), 0);
            case F32_CONST -> new ConstExpr.Inst(op, in.fixed32(), 0);
            case F64_CONST -> new ConstExpr.Inst(op, in.fixed64(), 0);
            case V128_CONST -> new ConstExpr.Inst(op, in.fixed64(), in.fixed64());
            case GLOBAL_GET, REF_FUNC -> new ConstExpr.Inst(op, in.u32() & 0xffff_ffffL, 0);
            case REF_NULL -> new ConstExpr.Inst(op, TypeReader.refType(in).code(), 0);
            case I32_ADD, I32_SUB, I32_MUL, I64_ADD, I64_SUB, I64_MUL -> {
                TypeReader.require(in, features, Feature.EXTENDED_CONST, offset);
                yield new ConstExpr.Inst(op, 0, 0);
            }
            default -> throw in.invalid("constant expression required, found " + op.mnemonic(), offset);
        };
    }
}
