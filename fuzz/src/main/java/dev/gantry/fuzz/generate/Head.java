package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Signature;

/**
 * What a caller has to know of a function.
 *
 * @param name its name
 * @param signature its signature
 * @param pointer whether its first parameter is the address of a window of the caller's memory
 * @param throwing whether it may throw
 */
record Head(ExternalName name, Signature signature, boolean pointer, boolean throwing) {
    boolean isTail() {
        return signature.callConv() == CallConv.TAIL;
    }
}
