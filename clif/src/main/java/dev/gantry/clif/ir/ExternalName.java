package dev.gantry.clif.ir;

import org.jspecify.annotations.Nullable;

/** The name of something outside the function: another function, data, a library call. */
public sealed interface ExternalName {
    /**
     * A client's name.
     *
     * @param namespace the client's division of names, unsigned
     * @param index number within it, unsigned
     */
    record User(int namespace, int index) implements ExternalName {
        @Override
        public String toString() {
            return "u" + Integer.toUnsignedString(namespace) + ":" + Integer.toUnsignedString(index);
        }
    }

    /**
     * A name written out, as tests and object files use it.
     *
     * @param name text without the leading {@code %}
     */
    record TestCase(String name) implements ExternalName {
        @Override
        public String toString() {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                boolean plain = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
                if (!plain) {
                    return "%\"" + name + '"';
                }
            }
            return "%" + name;
        }
    }

    /**
     * A function of the run-time library.
     *
     * @param call which
     */
    record Library(LibCall call) implements ExternalName {
        @Override
        public String toString() {
            return "%" + call;
        }
    }

    /**
     * The n-th client's name of a function, where the text does not say which name that is.
     *
     * @param index number within the function
     */
    record UserRef(int index) implements ExternalName {
        @Override
        public String toString() {
            return "userextname" + index;
        }
    }

    /** Symbols that the linker provides. */
    enum KnownSymbol implements ExternalName {
        ELF_GLOBAL_OFFSET_TABLE("ElfGlobalOffsetTable"),
        COFF_TLS_INDEX("CoffTlsIndex");

        private final String text;

        KnownSymbol(String text) {
            this.text = text;
        }

        /** The symbol of that name in the text format, or null if there is none. */
        public static @Nullable KnownSymbol ofName(String name) {
            for (KnownSymbol symbol : values()) {
                if (symbol.text.equals(name)) {
                    return symbol;
                }
            }
            return null;
        }

        @Override
        public String toString() {
            return "%" + text;
        }
    }
}
