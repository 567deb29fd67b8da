package dev.gantry.runtime.compile;

import dev.gantry.link.JitModule;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.clif.VmContextLayout;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A module's code in executable memory, shared by the module object and the stores that have instances of it; unmapped when the last of them lets go.
 */
public final class CompiledModule {
    private final WasmModule wasm;
    private final VmContextLayout layout;
    private final JitModule code;
    private final AtomicInteger users = new AtomicInteger(1);

    CompiledModule(WasmModule wasm, VmContextLayout layout, JitModule.Builder builder) {
        this.wasm = wasm;
        this.layout = layout;
        this.code = builder.owner(this).link();
    }

    /** {@return the parsed module} */
    public WasmModule wasm() {
        return wasm;
    }

    /** {@return the layout of its vmctx} */
    public VmContextLayout layout() {
        return layout;
    }

    /** {@return the address of a function's code; the index counts imports, which have none} */
    public long code(int function) {
        return code.address(function - wasm.importedFuncCount());
    }

    /** {@return the linked code} */
    public JitModule jit() {
        return code;
    }

    /** Adds a user. Only those who hold it may do so. */
    public void retain() {
        users.incrementAndGet();
    }

    /** Ends a use; the last one unmaps the code. */
    public void release() {
        if (users.decrementAndGet() == 0) {
            code.close();
        }
    }
}
