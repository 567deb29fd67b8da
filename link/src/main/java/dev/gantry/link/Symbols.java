package dev.gantry.link;

/** What the targets of a function's relocations are; the function's client numbered them. */
public interface Symbols {
    /** Answer of {@link #function} for targets outside the module. */
    int EXTERNAL = -1;

    /** {@return the function of the same {@link JitModule} that a target is, by the number that {@link JitModule.Builder#add} gave it, or {@link #EXTERNAL}} */
    int function(int target);

    /** {@return the address of a target that is not in the module} */
    long address(int target);

    /** For functions without external targets whose internal targets are numbered as the module numbers functions. */
    Symbols FUNCTIONS_ONLY = new Symbols() {
        @Override
        public int function(int target) {
            return target;
        }

        @Override
        public long address(int target) {
            throw new LinkageException("undefined symbol " + target);
        }
    };
}
