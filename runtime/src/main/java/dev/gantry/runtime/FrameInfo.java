package dev.gantry.runtime;

/**
 * One WebAssembly frame of a backtrace.
 *
 * @param moduleName the module's name from its name section, or {@code "wasm"}
 * @param funcIndex the function's index in the module, imports counted
 * @param funcName the function's name from the name section or an export, or {@code "func[N]"}
 * @param moduleOffset the byte offset in the module of the operator that was running, or -1 if not known
 */
public record FrameInfo(String moduleName, int funcIndex, String funcName, int moduleOffset) {
    /** {@return the frame as a line of a printed backtrace, without leading blanks} */
    @Override
    public String toString() {
        String at = moduleOffset < 0 ? "" : "0x" + Integer.toHexString(moduleOffset) + " - ";
        return at + moduleName + "!" + funcName;
    }
}
