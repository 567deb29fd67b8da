package dev.gantry.filetests;

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
         * It could not be called.
         *
         * @param reason why
         */
        record Unsupported(String reason) implements Call {}
    }
}
