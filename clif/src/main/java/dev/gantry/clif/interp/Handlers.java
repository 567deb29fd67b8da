package dev.gantry.clif.interp;

import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.InstData;
import org.jspecify.annotations.Nullable;

/** Finds the handler of a call for an exception, by the rule of {@link dev.gantry.clif.ir.LibCall#THROW}. */
final class Handlers {
    private Handlers() {}

    /** Where a function that stands at a call goes on with an exception; null if it has no handler for it. */
    static Code.@Nullable Dest find(Code code, int at, int tag) {
        ExceptionTable table =
                switch (code.data[at]) {
                    case InstData.TryCall call -> call.table();
                    case InstData.TryCallIndirect call -> call.table();
                    default -> null;
                };
        if (table == null) {
            return null;
        }
        int dest = 1;
        for (int i = 0; i < table.itemCount(); i++) {
            switch (table.itemKind(i)) {
                case CONTEXT -> {}
                case DEFAULT -> {
                    return code.dests[at][dest];
                }
                case TAG -> {
                    if (table.itemOperand(i) == tag) {
                        return code.dests[at][dest];
                    }
                    dest++;
                }
            }
        }
        return null;
    }
}
