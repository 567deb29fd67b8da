package dev.gantry.isle.emit;

/**
 * A generated method.
 *
 * @param name its name, unique in the program
 * @param text its text; the name of every generated method that it calls stands between {@link #CALL} and {@link #END}, because the class
 *     of the callee is not known yet
 * @param bytes its estimated size in bytes of bytecode
 */
record Method(String name, String text, int bytes) {
    static final char CALL = '\u0001';
    static final char END = '\u0002';

    static String call(String name) {
        return CALL + name + END;
    }
}
