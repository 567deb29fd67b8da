package dev.gantry.clif.interp;

import dev.gantry.clif.text.DataValue;
import java.util.List;

/** How a call came out. */
public sealed interface Outcome {
    /**
     * It returned.
     *
     * @param results its results
     */
    record Returned(List<DataValue> results) implements Outcome {}

    /**
     * It trapped.
     *
     * @param trapCode why, see {@link dev.gantry.clif.ir.TrapCode}
     */
    record Trapped(int trapCode) implements Outcome {}
}
