package dev.gantry.fuzz.reduce;

import java.util.List;

/** All changes, those that take away most first. */
final class Changes {
    private static final List<Change> ALL = List.of(
            new FunctionChanges.DropFunction(),
            new FunctionChanges.Promote(),
            new BlockChanges.ReturnEarly(),
            new BlockChanges.TrapEarly(),
            new BlockChanges.BranchTo(),
            new InstChanges.Drop(),
            new InstChanges.ToConstant(0),
            new InstChanges.Drop(),
            new BlockChanges.DropParam(),
            new BlockChanges.Merge(),
            new BlockChanges.ConditionOperand(),
            new FunctionChanges.DropParam(),
            new FunctionChanges.DropResult(),
            new InstChanges.ToOperand(),
            new InstChanges.ToConstant(1),
            new InstChanges.Drop(),
            new InstChanges.Simplify(),
            new FunctionChanges.Plain());

    private Changes() {}

    static List<Change> all() {
        return ALL;
    }
}
