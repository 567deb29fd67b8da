package dev.gantry.runtime;

import dev.gantry.link.JitModule;
import dev.gantry.link.guest.CodeRange;
import dev.gantry.link.guest.GuestStack;
import dev.gantry.runtime.compile.CompiledModule;
import dev.gantry.wasm.Export;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.WasmModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the frames on a guest stack to functions and their names. */
final class Backtraces {
    /** Frames of which a backtrace consists at most: the innermost ones. */
    private static final int MAX_FRAMES = 200;

    private static final String WASM_CLASS = "wasm ";

    private Backtraces() {}

    /** The exception for a trap of the guest on a stack. */
    static TrapException trap(Store store, GuestStack stack, Trap trap) {
        return trap(store, stack, trap, trap.message());
    }

    static TrapException trap(Store store, GuestStack stack, Trap trap, String message) {
        return new TrapException(trap, message, capture(store, stack));
    }

    /** Shows the guest's frames in the stack trace of an exception that a host function throws: below the call of that function. */
    static void splice(Store store, GuestStack stack, Throwable throwable) {
        StackTraceElement[] java = throwable.getStackTrace();
        int at = callOfHost(java);
        if (at < 0) {
            return;
        }
        List<FrameInfo> frames = capture(store, stack).frames();
        StackTraceElement[] all = new StackTraceElement[java.length + frames.size()];
        System.arraycopy(java, 0, all, 0, at + 1);
        for (int i = 0; i < frames.size(); i++) {
            all[at + 1 + i] = element(frames.get(i));
        }
        System.arraycopy(java, at + 1, all, at + 1 + frames.size(), java.length - at - 1);
        throwable.setStackTrace(all);
    }

    /** The frame of the innermost call of a host function below which there are no guest frames yet, or -1. */
    private static int callOfHost(StackTraceElement[] java) {
        for (int i = 0; i < java.length; i++) {
            if (java[i].getMethodName().equals("callHost")
                    && java[i].getClassName().equals(GuestCall.class.getName())
                    && (i + 1 == java.length || !java[i + 1].getClassName().startsWith(WASM_CLASS))) {
                return i;
            }
        }
        return -1;
    }

    /** A frame as Java shows it: "wasm module", the function, no file, the byte offset as line. */
    static StackTraceElement element(FrameInfo frame) {
        return new StackTraceElement(WASM_CLASS + frame.moduleName(), frame.funcName(), null, frame.moduleOffset());
    }

    private static WasmBacktrace capture(Store store, GuestStack stack) {
        if (!store.engine().config().wasmBacktrace()) {
            return WasmBacktrace.EMPTY;
        }
        long[] pcs = new long[MAX_FRAMES];
        int count = stack.walk(pcs);
        List<FrameInfo> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CodeRange range = store.engine().support().registry().find(pcs[i]);
            if (range instanceof JitModule jit && jit.owner() instanceof CompiledModule module) {
                frames.add(frame(module, jit, pcs[i], i == 0));
            }
        }
        return new WasmBacktrace(frames);
    }

    private static FrameInfo frame(CompiledModule module, JitModule jit, long pc, boolean innermost) {
        WasmModule wasm = module.wasm();
        // A return address may be the first byte behind its function.
        int function = jit.functionAt(innermost && jit.trapAt(pc) != JitModule.NONE ? pc : pc - 1);
        int index = wasm.importedFuncCount() + function;
        return new FrameInfo(wasm.names().module().orElse("wasm"), index, name(wasm, index), jit.srcLocAt(pc));
    }

    private static String name(WasmModule wasm, int index) {
        Optional<String> known = wasm.names().function(index);
        if (known.isPresent()) {
            return known.get();
        }
        for (Export export : wasm.exports()) {
            if (export.kind() == ExternKind.FUNC && export.index() == index) {
                return export.name();
            }
        }
        return "func[" + index + "]";
    }
}
