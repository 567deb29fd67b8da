package dev.gantry.fuzz.reduce;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/** Inserts constants. */
final class Constants {
    private Constants() {}

    /** Inserts the constant of a type whose bits are a small number, before an instruction; gives its value, or -1 if there is no constant of the type. */
    static int insert(Function f, Type type, long bits, int before) {
        if (type.isDynamicVector()) {
            return -1;
        }
        if (type == Type.I128) {
            int low = insert(f, Type.I64, bits, before);
            int high = bits == 0 ? low : insert(f, Type.I64, 0, before);
            return insert(f, new InstData.Binary(Opcode.ICONCAT, low, high), Type.I64, before);
        }
        if (type.isInt()) {
            return insert(f, new InstData.UnaryImm(Opcode.ICONST, bits), type, before);
        }
        if (type == Type.F16) {
            return insert(f, new InstData.UnaryIeee16(Opcode.F16CONST, bits == 0 ? 0 : 0x3c00), Type.INVALID, before);
        }
        if (type == Type.F32) {
            int one = Float.floatToRawIntBits(1);
            return insert(f, new InstData.UnaryIeee32(Opcode.F32CONST, bits == 0 ? 0 : one), Type.INVALID, before);
        }
        if (type == Type.F64) {
            long one = Double.doubleToRawLongBits(1);
            return insert(f, new InstData.UnaryIeee64(Opcode.F64CONST, bits == 0 ? 0 : one), Type.INVALID, before);
        }
        byte[] data = new byte[type.bytes()];
        data[0] = (byte) bits;
        int constant = f.constants.add(data);
        return type == Type.F128
                ? insert(f, new InstData.UnaryConst(Opcode.F128CONST, constant), Type.INVALID, before)
                : insert(f, new InstData.UnaryConst(Opcode.VCONST, constant), type, before);
    }

    static int insert(Function f, InstData data, Type ctrl, int before) {
        int inst = f.dfg.makeInst(data, ctrl);
        f.layout.insertInstBefore(inst, before);
        return f.dfg.firstResult(inst);
    }

    static boolean isConstant(Opcode opcode) {
        return switch (opcode) {
            case ICONST, F16CONST, F32CONST, F64CONST, F128CONST, VCONST -> true;
            default -> false;
        };
    }
}
