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

    /**
     * An exception was thrown by the library call {@link dev.gantry.clif.ir.LibCall#THROW}, and no {@code try_call} under way had a handler for it.
     *
     * @param tag its tag
     * @param payload0 the first payload
     * @param payload1 the second payload
     */
    record Thrown(int tag, long payload0, long payload1) implements Outcome {}

    /** As many instructions ran as the step limit allows, and there were more to come. */
    record OutOfSteps() implements Outcome {}
}
