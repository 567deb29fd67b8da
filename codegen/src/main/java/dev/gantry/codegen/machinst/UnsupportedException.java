package dev.gantry.codegen.machinst;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/** The back end has no rule for an instruction, type or calling convention. Not an error of the input, nor of ours. */
public final class UnsupportedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** No rule for an opcode on a type. */
    public UnsupportedException(Opcode opcode, Type type) {
        super("not supported by the back end: " + opcode.mnemonic() + (type.isInvalid() ? "" : "." + type));
    }

    /** Something else that is not supported. */
    public UnsupportedException(String what) {
        super("not supported by the back end: " + what);
    }
}
