package dev.gantry.fuzz.coverage;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Setting;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import dev.gantry.fuzz.engine.NativeEngine;
import dev.gantry.fuzz.generate.Conventions;
import dev.gantry.fuzz.generate.Menu;
import dev.gantry.fuzz.opcodes.Combination;
import dev.gantry.fuzz.opcodes.Combinations;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What programs may be made of so that every engine can run them: found out by trying, so that what is new is used at once.
 *
 * @param menu the combinations that the interpreter and the baseline of the back end have, and agree on
 * @param conventions what the back end's conventions carry
 * @param lacking how many combinations an engine lacks
 * @param differing combinations on which the engines do not agree, with the difference
 */
public record Support(Menu menu, Conventions conventions, int lacking, List<String> differing) {
    private static final int[] RESULT_COUNTS = {1, 2, 3, 4, 6, 8, 14};

    /** Tries everything; takes a few seconds. */
    public static Support find() {
        List<Type> types = Combinations.types(128, false);
        List<Combination> good = new ArrayList<>();
        List<String> differing = new ArrayList<>();
        int lacking = 0;
        try (OpcodeCoverage coverage = new OpcodeCoverage(List.of(X64Flags.BASELINE), 4, 1)) {
            for (Combination c : Combinations.over(types)) {
                Optional<OpcodeCoverage.Entry> entry =
                        c.isWide() || !c.isDefined() ? Optional.empty() : coverage.attempt(c);
                if (entry.isEmpty()) {
                    continue;
                }
                if (!entry.get().differences().isEmpty()) {
                    differing.add(c + ": " + entry.get().differences().getFirst());
                } else if (entry.get().interpreter().isEmpty()
                        && entry.get().targets().getFirst().isEmpty()) {
                    good.add(c);
                } else {
                    lacking++;
                }
            }
        }
        Menu menu = new Menu(good);
        return new Support(menu, conventions(menu), lacking, differing);
    }

    // ---- Conventions ----

    private static Conventions conventions(Menu menu) {
        Settings settings = Settings.DEFAULT.with(Setting.ENABLE_LLVM_ABI_EXTENSIONS, true);
        Compiler compiler = new Compiler(TargetIsa.x64(settings, X64Flags.BASELINE));
        Map<CallConv, Conventions.Carries> found = new EnumMap<>(CallConv.class);
        for (CallConv convention : CallConv.values()) {
            if (convention == CallConv.PROBESTACK || !carries(compiler, convention, List.of(Type.I64), List.of())) {
                continue;
            }
            List<Type> params = new ArrayList<>();
            List<Type> results = new ArrayList<>();
            for (Type type : menu.types()) {
                if (carries(compiler, convention, List.of(type), List.of())) {
                    params.add(type);
                }
                if (carries(compiler, convention, List.of(), List.of(type))) {
                    results.add(type);
                }
            }
            int most = 0;
            for (int count : RESULT_COUNTS) {
                if (most >= 0 && carries(compiler, convention, List.of(), List.of(many(count)))) {
                    most = count;
                }
            }
            found.put(convention, new Conventions.Carries(params, results, most));
        }
        return new Conventions(found);
    }

    private static Type[] many(int count) {
        Type[] types = new Type[count];
        java.util.Arrays.fill(types, Type.I64);
        return types;
    }

    /** Whether functions of a signature can be defined and called. */
    private static boolean carries(Compiler compiler, CallConv convention, List<Type> params, List<Type> results) {
        Function function = caller(Signature.of(convention, params, results));
        return Verifier.verify(function, Type.I64).isEmpty()
                && NativeEngine.compileOnly(compiler, List.of(function)) == null;
    }

    /** A function that calls another of its signature, with its parameters, and returns what that returns. */
    private static Function caller(Signature signature) {
        Function function = new Function(new ExternalName.TestCase("caller"), signature);
        int block = function.dfg.makeBlock();
        function.layout.appendBlock(block);
        int[] args = new int[signature.paramCount()];
        int at = 0;
        for (AbiParam param : signature.params()) {
            args[at++] = function.dfg.appendBlockParam(block, param.type());
        }
        int sig = function.signatures.add(signature);
        int func = function.extFuncs.add(new ExtFunc(new ExternalName.TestCase("callee"), sig, true, false));
        int call = function.dfg.makeInst(new InstData.Call(Opcode.CALL, func, args), Type.INVALID);
        function.layout.appendInst(call, block);
        int[] results = new int[signature.resultCount()];
        for (int i = 0; i < results.length; i++) {
            results[i] = function.dfg.instResult(call, i);
        }
        function.layout.appendInst(
                function.dfg.makeInst(new InstData.MultiAry(Opcode.RETURN, results), Type.INVALID), block);
        return function;
    }
}
