package dev.gantry.fuzz.run;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Opcode;
import java.util.List;
import java.util.TreeSet;

/** What reduced functions are made of: two of one shape most likely have the same fault. */
final class Shape {
    private Shape() {}

    /** The opcodes with their types, but for those that are there to make a function. */
    static String of(List<Function> functions) {
        TreeSet<String> parts = new TreeSet<>();
        for (Function f : functions) {
            for (int block = f.layout.firstBlock(); block >= 0; block = f.layout.nextBlock(block)) {
                for (int inst = f.layout.firstInst(block); inst >= 0; inst = f.layout.nextInst(inst)) {
                    Opcode opcode = f.dfg.opcode(inst);
                    switch (opcode) {
                        case ICONST, RETURN, JUMP, CALL, LOAD, STORE, STACK_ADDR -> {}
                        default -> parts.add(opcode + "." + f.dfg.ctrlType(inst));
                    }
                }
            }
        }
        return parts.toString();
    }
}
