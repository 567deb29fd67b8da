package dev.gantry.examples;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.link.JitModule;
import dev.gantry.link.NativeInvoker;
import dev.gantry.link.NativeThrownException;
import java.util.ArrayList;
import java.util.List;

/**
 * Exceptions of compiled code: a function throws by the library call {@code %Throw}, another takes what has tag 1, and what nobody takes becomes a Java
 * exception.
 */
public final class ThrowAndCatch {
    private static final String CLIF = """
            function %check(i64) -> i64 system_v {
                fn0 = %Throw(i32, i64, i64) system_v
            block0(v0: i64):
                v1 = iconst.i64 10
                v2 = icmp ugt v0, v1
                brif v2, block1, block2
            block1:
                v3 = isub v0, v1
                v4 = ireduce.i32 v3
                call fn0(v4, v0, v3)
                trap user1
            block2:
                return v0
            }

            function %limited(i64) -> i64 system_v {
                sig0 = (i64) -> i64 system_v
                fn0 = colocated %check sig0
            block0(v0: i64):
                try_call fn0(v0), sig0, block1(ret0), [ tag1: block2(exn0) ]
            block1(v1: i64):
                return v1
            block2(v2: i64):
                v3 = ineg v2
                return v3
            }
            """;

    private ThrowAndCatch() {}

    /** Runs the example. */
    public static void main(String[] args) {
        List<Function> functions = ClifReader.readFunctions(CLIF);
        Compiler compiler = new Compiler(TargetIsa.host(Settings.DEFAULT));
        JitModule.Builder builder = JitModule.builder();
        List<Integer> numbers = new ArrayList<>();
        for (Function function : functions) {
            numbers.add(builder.add(compiler.compile(function)));
        }
        try (JitModule module = builder.link();
                NativeInvoker invoker = new NativeInvoker(compiler)) {
            long limited = module.address(numbers.get(1));
            for (long value : new long[] {7, 11, 12}) {
                try {
                    long[] results = invoker.invoke(limited, functions.get(1).signature(), new long[] {value});
                    System.out.println(value + " gives " + results[0]);
                } catch (NativeThrownException e) {
                    System.out.println(value + " throws tag " + e.tag() + " with " + e.payload0());
                }
            }
        }
    }
}
