package dev.gantry.clif.interp;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.TrapCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names stand for: functions that are interpreted, the library's, the embedder's, and data. Functions have addresses too, numbers where there is
 * no memory.
 */
final class Program {
    private static final long FIRST_ADDRESS = 0x0800_0000;
    private static final int ADDRESS_STEP = 16;

    /**
     * Something to call.
     *
     * @param name its name
     * @param signature its signature; null if it takes whatever the caller gives
     * @param function the function, if it is interpreted
     * @param library the library's function, if it is one
     * @param host the embedder's function, if it is one
     */
    record Callee(
            ExternalName name,
            @Nullable Signature signature,
            @Nullable Function function,
            @Nullable LibCall library,
            @Nullable HostFunction host) {}

    final GuestMemory memory = new GuestMemory();
    private final List<Callee> callees = new ArrayList<>();
    private final Map<ExternalName, Integer> byName = new HashMap<>();
    private final Map<ExternalName, Long> data = new HashMap<>();
    private final Map<Function, Code> code = new IdentityHashMap<>();

    Program(List<Function> functions) {
        for (Function function : functions) {
            add(new Callee(function.name(), function.signature(), function, null, null));
        }
    }

    private int add(Callee callee) {
        byName.put(callee.name, callees.size());
        callees.add(callee);
        return callees.size() - 1;
    }

    void defineFunction(ExternalName name, HostFunction function) {
        add(new Callee(name, null, null, null, function));
    }

    void defineData(ExternalName name, long address) {
        data.put(name, address);
    }

    /** The laid-out form of a function, made when it is first asked for. */
    Code code(Function function) {
        Code known = code.get(function);
        if (known == null) {
            known = new Code(function);
            code.put(function, known);
        }
        return known;
    }

    private int number(ExternalName name) {
        Integer number = byName.get(name);
        if (number != null) {
            return number;
        }
        if (name instanceof ExternalName.Library library) {
            LibCall call = library.call();
            return add(new Callee(name, call.signature(), null, call, null));
        }
        return -1;
    }

    Callee callee(ExternalName name) {
        int number = number(name);
        if (number < 0) {
            throw new UninterpretableException("there is no function " + name);
        }
        return callees.get(number);
    }

    /** The address of a function or of data. */
    long addressOf(ExternalName name) {
        Long address = data.get(name);
        if (address != null) {
            return address;
        }
        int number = number(name);
        if (number < 0) {
            throw new UninterpretableException("nothing was given for the symbol " + name);
        }
        return FIRST_ADDRESS + (long) ADDRESS_STEP * number;
    }

    /** The function at an address, or null. */
    @Nullable
    Callee calleeAt(long address) {
        long number = (address - FIRST_ADDRESS) / ADDRESS_STEP;
        boolean there =
                address >= FIRST_ADDRESS && number < callees.size() && number * ADDRESS_STEP + FIRST_ADDRESS == address;
        return there ? callees.get((int) number) : null;
    }

    /** The function at an address that is called as one of some signature. */
    Callee calleeAt(long address, Signature signature) {
        Callee callee = calleeAt(address);
        if (callee == null) {
            throw new TrapSignal(TrapCode.HEAP_OUT_OF_BOUNDS);
        }
        checkSignature(callee, signature);
        return callee;
    }

    /** Throws if a function is called as one of other types. */
    static void checkSignature(Callee callee, Signature signature) {
        Signature own = callee.signature;
        if (own != null && !sameTypes(own, signature)) {
            throw new UninterpretableException(callee.name + " is " + own + ", but is called as " + signature);
        }
    }

    private static boolean sameTypes(Signature a, Signature b) {
        boolean same = a.paramCount() == b.paramCount() && a.resultCount() == b.resultCount();
        for (int i = 0; same && i < a.paramCount(); i++) {
            same = a.param(i).type() == b.param(i).type();
        }
        for (int i = 0; same && i < a.resultCount(); i++) {
            same = a.result(i).type() == b.result(i).type();
        }
        return same;
    }
}
