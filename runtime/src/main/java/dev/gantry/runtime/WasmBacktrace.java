package dev.gantry.runtime;

import java.util.List;

/**
 * The WebAssembly frames that were on the stack when a guest trapped or a host function threw, innermost first.
 *
 * @param frames the frames
 */
public record WasmBacktrace(List<FrameInfo> frames) {
    /** No frames. */
    public static final WasmBacktrace EMPTY = new WasmBacktrace(List.of());

    /** Copies the list. */
    public WasmBacktrace {
        frames = List.copyOf(frames);
    }

    /** Puts the frames on top of an exception's stack trace. */
    void spliceInto(Throwable throwable) {
        StackTraceElement[] java = throwable.getStackTrace();
        StackTraceElement[] all = new StackTraceElement[frames.size() + java.length];
        for (int i = 0; i < frames.size(); i++) {
            FrameInfo frame = frames.get(i);
            all[i] = new StackTraceElement("wasm " + frame.moduleName(), frame.funcName(), null, frame.moduleOffset());
        }
        System.arraycopy(java, 0, all, frames.size(), java.length);
        throwable.setStackTrace(all);
    }

    /** {@return the frames as lines {@code "  0: 0x1a2 - module!function"}} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < frames.size(); i++) {
            text.append("  ").append(i).append(": ").append(frames.get(i)).append('\n');
        }
        return text.toString();
    }
}
