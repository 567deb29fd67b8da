package dev.gantry.clif.ir;

/**
 * Something in a function that a message can be about.
 *
 * @param kind what it is
 * @param number which; 0 for the function itself
 */
public record Entity(Kind kind, int number) {
    /** Kinds of entities. */
    public enum Kind {
        FUNCTION("function"),
        BLOCK("block"),
        INST("inst"),
        VALUE("v"),
        STACK_SLOT("ss"),
        DYNAMIC_STACK_SLOT("dss"),
        DYNAMIC_TYPE("dt"),
        GLOBAL_VALUE("gv"),
        SIGNATURE("sig"),
        FUNC_REF("fn"),
        CONSTANT("const"),
        ALIAS_REGION("region"),
        STACK_LIMIT("stack_limit");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /** What the text format writes before the number. */
        public String prefix() {
            return prefix;
        }
    }

    /** The function as a whole. */
    public static final Entity FUNCTION = new Entity(Kind.FUNCTION, 0);

    public static Entity inst(int inst) {
        return new Entity(Kind.INST, inst);
    }

    public static Entity block(int block) {
        return new Entity(Kind.BLOCK, block);
    }

    public static Entity value(int value) {
        return new Entity(Kind.VALUE, value);
    }

    public static Entity globalValue(int globalValue) {
        return new Entity(Kind.GLOBAL_VALUE, globalValue);
    }

    public static Entity signature(int signature) {
        return new Entity(Kind.SIGNATURE, signature);
    }

    @Override
    public String toString() {
        return kind == Kind.FUNCTION || kind == Kind.STACK_LIMIT ? kind.prefix : kind.prefix + number;
    }
}
