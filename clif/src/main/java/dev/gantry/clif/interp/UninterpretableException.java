package dev.gantry.clif.interp;

import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/**
 * A function asks for what has no meaning here, such as a return address, or for something that is not there: a value of more than
 * 128 bits, a name that nothing was given for. The message says what.
 */
public final class UninterpretableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UninterpretableException(String message) {
        super(message);
    }

    static UninterpretableException tooWide(Type type) {
        return new UninterpretableException("the interpreter does not have values of type " + type);
    }

    static UninterpretableException undetermined(String what) {
        return new UninterpretableException("what the function does is not determined: " + what);
    }

    static UninterpretableException meaningless(Opcode opcode) {
        return new UninterpretableException(opcode.mnemonic() + " has no meaning in the interpreter");
    }
}
