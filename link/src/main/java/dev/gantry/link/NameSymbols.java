package dev.gantry.link;

import dev.gantry.clif.ir.ExternalName;
import java.util.List;
import java.util.function.ToIntFunction;

/** The targets of a compiled function, given as names: library functions have addresses, all others are functions of the module or undefined. */
public final class NameSymbols implements Symbols {
    private final List<ExternalName> names;
    private final ToIntFunction<ExternalName> functions;

    /**
     * Targets by name.
     *
     * @param names target i is the name at i
     * @param functions gives the number of a function in the module, or {@link #EXTERNAL}
     */
    public NameSymbols(List<ExternalName> names, ToIntFunction<ExternalName> functions) {
        this.names = names;
        this.functions = functions;
    }

    @Override
    public int function(int target) {
        ExternalName name = names.get(target);
        return name instanceof ExternalName.Library ? EXTERNAL : functions.applyAsInt(name);
    }

    @Override
    public long address(int target) {
        if (names.get(target) instanceof ExternalName.Library library) {
            return LibraryFunctions.address(library.call());
        }
        throw new LinkageException("undefined symbol " + names.get(target));
    }
}
