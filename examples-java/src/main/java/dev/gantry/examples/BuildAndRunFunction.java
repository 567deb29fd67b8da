package dev.gantry.examples;

import dev.gantry.clif.build.FunctionBuilder;
import dev.gantry.clif.build.FunctionBuilderContext;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.IntCC;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.link.JitModule;
import dev.gantry.link.NativeInvoker;
import java.util.List;

/**
 * A compiler's way through Gantry: builds a function in CLIF, compiles it to machine code, links it into executable memory, and calls it.
 *
 * <p>The function is {@code long power(long base, long exponent)} with a loop. Its variables are assigned as in any imperative language; the builder
 * turns them into SSA values and block parameters.
 */
public final class BuildAndRunFunction {
    private BuildAndRunFunction() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Function power = buildPower();
        System.out.print(ClifPrinter.print(power));

        Compiler compiler = new Compiler(TargetIsa.host(Settings.DEFAULT));
        JitModule.Builder builder = JitModule.builder();
        int index = builder.add(compiler.compile(power));
        try (JitModule module = builder.link();
                NativeInvoker invoker = new NativeInvoker(compiler)) {
            long[] result = invoker.invoke(module.address(index), power.signature(), new long[] {3, 13});
            System.out.println("3 to the power of 13 is " + result[0]);
        }
    }

    private static Function buildPower() {
        Signature signature = Signature.of(CallConv.SYSTEM_V, List.of(Type.I64, Type.I64), List.of(Type.I64));
        Function function = new Function(new ExternalName.TestCase("power"), signature);
        FunctionBuilder b = new FunctionBuilder(function, new FunctionBuilderContext());
        int entry = b.createBlock();
        int head = b.createBlock();
        int body = b.createBlock();
        int exit = b.createBlock();
        int result = b.declareVar(Type.I64);
        int count = b.declareVar(Type.I64);

        b.appendBlockParamsForFunctionParams(entry);
        b.switchToBlock(entry);
        b.sealBlock(entry); // no branch leads here
        int base = b.blockParam(entry, 0);
        b.defVar(result, b.iconst(Type.I64, 1));
        b.defVar(count, b.blockParam(entry, 1));
        b.jump(head);

        b.switchToBlock(head); // not sealed yet: the loop comes back
        b.brif(b.icmpImm(IntCC.NE, b.useVar(count), 0), body, exit);

        b.switchToBlock(body);
        b.sealBlock(body);
        b.defVar(result, b.imul(b.useVar(result), base));
        b.defVar(count, b.iaddImm(b.useVar(count), -1));
        b.jump(head);
        b.sealBlock(head);

        b.switchToBlock(exit);
        b.sealBlock(exit);
        b.return_(new int[] {b.useVar(result)});
        b.finish();
        return function;
    }
}
