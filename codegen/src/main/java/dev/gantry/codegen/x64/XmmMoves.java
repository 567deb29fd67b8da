package dev.gantry.codegen.x64;

import dev.gantry.asm.x64.Op;
import dev.gantry.asm.x64.Ops;
import dev.gantry.clif.ir.Type;

/** Which rows move a value between an xmm register and a place of at least 8 bytes. */
final class XmmMoves {
    private XmmMoves() {}

    /** Loads a value of a type; of one smaller than 4 bytes, 4 bytes. */
    static Op loadOp(Type type) {
        return switch (type.bytes()) {
            case 16 -> Ops.movups_rm;
            case 8 -> Ops.movsd_rm;
            default -> Ops.movss_rm;
        };
    }

    /** Stores a value of a type; of one smaller than 4 bytes, 4 bytes. */
    static Op storeOp(Type type) {
        return switch (type.bytes()) {
            case 16 -> Ops.movups_mr;
            case 8 -> Ops.movsd_mr;
            default -> Ops.movss_mr;
        };
    }
}
