package dev.gantry.wasm;

/** What an import asks for. */
public sealed interface ImportDesc {
    /** Index space that the import adds to. */
    ExternKind kind();

    /**
     * A function.
     *
     * @param typeIndex index into the module's types
     */
    record Func(int typeIndex) implements ImportDesc {
        @Override
        public ExternKind kind() {
            return ExternKind.FUNC;
        }
    }

    /** A table. */
    record Table(TableType type) implements ImportDesc {
        @Override
        public ExternKind kind() {
            return ExternKind.TABLE;
        }
    }

    /** A memory. */
    record Memory(MemoryType type) implements ImportDesc {
        @Override
        public ExternKind kind() {
            return ExternKind.MEMORY;
        }
    }

    /** A global. */
    record Global(GlobalType type) implements ImportDesc {
        @Override
        public ExternKind kind() {
            return ExternKind.GLOBAL;
        }
    }
}
