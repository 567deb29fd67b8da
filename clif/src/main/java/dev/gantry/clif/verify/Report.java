package dev.gantry.clif.verify;

import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifPrinter;
import java.util.ArrayList;
import java.util.List;

/** The errors found so far. */
final class Report {
    private final Function function;
    private final List<VerifierError> errors = new ArrayList<>();

    Report(Function function) {
        this.function = function;
    }

    List<VerifierError> errors() {
        return errors;
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    int size() {
        return errors.size();
    }

    void add(Entity location, String message) {
        errors.add(new VerifierError(location, "", message));
    }

    /** An error at an instruction whose operands are known to exist. */
    void atInst(int inst, String message) {
        errors.add(new VerifierError(Entity.inst(inst), ClifPrinter.printInst(function, inst), message));
    }
}
