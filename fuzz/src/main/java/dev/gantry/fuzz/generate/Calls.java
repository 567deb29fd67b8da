package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes calls of the functions made before: direct, through an address, in place of returning. */
final class Calls {
    private final Values values;
    private final Emitter emitter;
    private final Random random;
    private final Memory memory;
    private final Head head;
    private final List<Head> callees;
    private final Statistics statistics;
    private final Map<Head, Integer> imported = new HashMap<>();

    Calls(Values values, Memory memory, Head head, List<Head> callees, Statistics statistics) {
        this.values = values;
        this.emitter = values.emitter;
        this.random = values.random;
        this.memory = memory;
        this.head = head;
        this.callees = callees;
        this.statistics = statistics;
    }

    private int imported(Head callee) {
        Integer known = imported.get(callee);
        if (known != null) {
            return known;
        }
        int sig = emitter.function.signatures.add(callee.signature());
        int func = emitter.function.extFuncs.add(new ExtFunc(callee.name(), sig, random.nextBoolean(), false));
        imported.put(callee, func);
        return func;
    }

    private int[] args(Head callee) {
        Signature signature = callee.signature();
        int[] args = new int[signature.paramCount()];
        for (int i = 0; i < args.length; i++) {
            args[i] = i == 0 && callee.pointer()
                    ? memory.pointer()
                    : values.use(signature.param(i).type());
        }
        return args;
    }

    /** Calls some function, if there is one; its results may be used afterwards. */
    void call() {
        if (callees.isEmpty()) {
            return;
        }
        call(callees.get(random.nextInt(callees.size())));
    }

    /** Calls a function and gives its results. */
    List<Integer> call(Head callee) {
        statistics.calls++;
        int[] args = args(callee);
        int func = imported(callee);
        int inst = random.nextInt(4) == 0 && values.menu.has(Opcode.CALL_INDIRECT, Type.I64)
                ? emitter.inst(
                        new InstData.CallIndirect(Opcode.CALL_INDIRECT, signature(func), address(func), args), Type.I64)
                : emitter.inst(new InstData.Call(Opcode.CALL, func, args), Type.INVALID);
        List<Integer> results = new ArrayList<>();
        for (int i = 0; i < callee.signature().resultCount(); i++) {
            int result = emitter.function.dfg.instResult(inst, i);
            values.defineLoose(result);
            results.add(result);
        }
        return results;
    }

    private int signature(int func) {
        return emitter.function.extFuncs.get(func).signature();
    }

    private int address(int func) {
        return emitter.value(new InstData.FuncAddr(Opcode.FUNC_ADDR, func), Type.I64);
    }

    /** Calls a function in place of returning, if one fits. What it gets must not point into the frame that is left. */
    boolean tail() {
        if (!head.isTail() || !values.menu.has(Opcode.RETURN_CALL)) {
            return false;
        }
        List<Type> results = FunctionGenerator.types(head.signature().results());
        List<Head> fitting = new ArrayList<>();
        for (Head callee : callees) {
            List<AbiParam> given = callee.signature().results();
            if (callee.isTail()
                    && !callee.pointer()
                    && FunctionGenerator.types(given).equals(results)) {
                fitting.add(callee);
            }
        }
        if (fitting.isEmpty()) {
            return false;
        }
        Head callee = fitting.get(random.nextInt(fitting.size()));
        int[] args = args(callee);
        int func = imported(callee);
        if (random.nextInt(4) == 0 && values.menu.has(Opcode.RETURN_CALL_INDIRECT, Type.I64)) {
            emitter.inst(
                    new InstData.CallIndirect(Opcode.RETURN_CALL_INDIRECT, signature(func), address(func), args),
                    Type.I64);
        } else {
            emitter.inst(new InstData.Call(Opcode.RETURN_CALL, func, args), Type.INVALID);
        }
        statistics.calls++;
        return true;
    }
}
