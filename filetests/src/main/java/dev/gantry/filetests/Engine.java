package dev.gantry.filetests;

import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import java.util.List;

/** Something that can call the functions of a file. */
interface Engine {
    /** Calls the function of a number, from 0 in the order of the file. */
    Call call(int number, List<DataValue> args);

    /** How a call came out. */
    sealed interface Call {
        /**
         * It returned.
         *
         * @param results its results
         */
        record Returned(List<DataValue> results) implements Call {}

        /**
         * It trapped.
         *
         * @param code the trap code
         */
        record Trapped(int code) implements Call {}

        /**
         * It threw an exception that nobody took.
         *
         * @param tag the tag
         * @param payload0 the first payload
         * @param payload1 the second
         */
        record Thrown(int tag, long payload0, long payload1) implements Call {
            /** Tag and payloads as a run directive gives them. */
            List<DataValue> values() {
                return List.of(
                        DataValue.ofWords(Type.I32, tag, 0),
                        DataValue.ofWords(Type.I64, payload0, 0),
                        DataValue.ofWords(Type.I64, payload1, 0));
            }
        }

        /**
         * It could not be called.
         *
         * @param reason why
         */
        record Unsupported(String reason) implements Call {}
    }
}
