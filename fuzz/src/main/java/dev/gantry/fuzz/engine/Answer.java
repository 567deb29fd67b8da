package dev.gantry.fuzz.engine;

import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.text.DataValue;
import java.util.List;

/** How a call came out. */
public sealed interface Answer {
    /**
     * It returned.
     *
     * @param results its results
     */
    record Returned(List<DataValue> results) implements Answer {
        @Override
        public String toString() {
            return results.toString();
        }
    }

    /**
     * It trapped.
     *
     * @param code the trap code
     */
    record Trapped(int code) implements Answer {
        @Override
        public String toString() {
            return "trap " + TrapCode.name(code);
        }
    }

    /**
     * An exception was thrown and not handled.
     *
     * @param tag its tag
     * @param payload0 its first payload
     * @param payload1 its second payload
     */
    record Thrown(int tag, long payload0, long payload1) implements Answer {}

    /** It did not come to an end within its fuel. */
    record TooLong() implements Answer {}

    /**
     * The engine lacks what the function asks for.
     *
     * @param reason what that is
     */
    record Unsupported(String reason) implements Answer {}

    /**
     * The engine itself failed: a fault in every case.
     *
     * @param reason what went wrong
     */
    record Broken(String reason) implements Answer {}
}
