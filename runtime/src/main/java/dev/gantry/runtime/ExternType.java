package dev.gantry.runtime;

/** The type of something that a module imports or exports. Its text is for messages: {@code memory 1}, {@code func (i32) -> (i64)}. */
public sealed interface ExternType {
    /**
     * A function.
     *
     * @param type its signature
     */
    record Func(dev.gantry.wasm.FuncType type) implements ExternType {
        @Override
        public String toString() {
            return "func " + type;
        }
    }

    /**
     * A table.
     *
     * @param type element type and limits
     */
    record Table(dev.gantry.wasm.TableType type) implements ExternType {
        @Override
        public String toString() {
            return "table " + type;
        }
    }

    /**
     * A linear memory.
     *
     * @param type its limits in pages of 64 KiB
     */
    record Memory(dev.gantry.wasm.MemoryType type) implements ExternType {
        @Override
        public String toString() {
            return "memory " + type;
        }
    }

    /**
     * A global.
     *
     * @param type value type and mutability
     */
    record Global(dev.gantry.wasm.GlobalType type) implements ExternType {
        @Override
        public String toString() {
            return "global " + type;
        }
    }
}
