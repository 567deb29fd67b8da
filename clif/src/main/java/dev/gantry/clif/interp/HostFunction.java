package dev.gantry.clif.interp;

import dev.gantry.clif.text.DataValue;
import java.util.List;

/** A function that the embedder gives to interpreted ones. */
@FunctionalInterface
public interface HostFunction {
    /**
     * Calls it. It must not call the interpreter.
     *
     * @param args the arguments, as many and of such types as the calling function says
     * @return the results, as many and of such types as the calling function expects
     */
    List<DataValue> call(List<DataValue> args);
}
