package dev.gantry.clif.interp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.DataValue;
import dev.gantry.clif.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the interpreter does besides computing: calls, exceptions, memory, names, stacks, limits. */
class InterpreterTest {
    private static List<Function> functions(String text) {
        List<Function> functions = ClifReader.readFunctions(text);
        for (Function function : functions) {
            assertThat(Verifier.verify(function, Type.I64)).isEmpty();
        }
        return functions;
    }

    private static Outcome call(String text, long... args) {
        List<Function> functions = functions(text);
        return call(new Interpreter(functions), functions.getLast(), args);
    }

    private static Outcome call(Interpreter interpreter, Function function, long... args) {
        List<DataValue> values = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            values.add(DataValue.ofBits(function.signature().param(i).type(), args[i]));
        }
        return interpreter.call(function, values);
    }

    private static Outcome returned(long value) {
        return new Outcome.Returned(List.of(DataValue.ofBits(Type.I64, value)));
    }

    // ---- Exceptions ----

    private static final String THROWER = """
            function %thrower(i32, i64) system_v {
                fn0 = %Throw(i32, i64, i64) system_v
            block0(v0: i32, v1: i64):
                v2 = bnot v1
                call fn0(v0, v1, v2)
                return
            }
            function %between(i32, i64) system_v {
                fn0 = %thrower(i32, i64) system_v
                ss0 = explicit_slot 1000
            block0(v0: i32, v1: i64):
                call fn0(v0, v1)
                return
            }
            """;

    @Test
    void theInnermostHandlerOfTheTagTakesAnException() {
        String text = THROWER + """
                function %inner(i32, i64) -> i64 system_v {
                    sig0 = (i32, i64) system_v
                    fn0 = %between(i32, i64) system_v
                block0(v0: i32, v1: i64):
                    try_call fn0(v0, v1), sig0, block1, [ tag1: block2(exn0), context v1, tag2: block3(exn1, v1) ]
                block1:
                    return v1
                block2(v2: i64):
                    return v2
                block3(v3: i64, v4: i64):
                    v5 = iadd v3, v4
                    return v5
                }
                function %outer(i32, i64) -> i64 system_v {
                    sig0 = (i32, i64) -> i64 system_v
                    fn0 = %inner(i32, i64) -> i64 system_v
                block0(v0: i32, v1: i64):
                    v9 = func_addr.i64 fn0
                    try_call_indirect v9(v0, v1), sig0, block1(ret0), [ tag3: block2(exn0), default: block3 ]
                block1(v2: i64):
                    return v2
                block2(v3: i64):
                    v4 = iadd v3, v3
                    return v4
                block3:
                    v5 = iconst.i64 -9
                    return v5
                }
                """;
        assertThat(call(text, 1, 7)).isEqualTo(returned(7));
        assertThat(call(text, 2, 7)).isEqualTo(returned(-1));
        assertThat(call(text, 3, 7)).isEqualTo(returned(14));
        assertThat(call(text, 4, 7)).isEqualTo(returned(-9));
    }

    @Test
    void anExceptionWithoutHandlerIsAnOutcome() {
        assertThat(call(THROWER, 5, 6)).isEqualTo(new Outcome.Thrown(5, 6, ~6));
    }

    // ---- Calls ----

    @Test
    void tailCallsTakeNoRoom() {
        String text = """
                function %even(i64, i64) -> i64 tail {
                    fn0 = %odd(i64, i64) -> i64 tail
                    ss0 = explicit_slot 4096
                block0(v0: i64, v1: i64):
                    brif v0, block1, block2
                block1:
                    v2 = iconst.i64 1
                    v3 = isub v0, v2
                    v4 = iadd v1, v2
                    return_call fn0(v3, v4)
                block2:
                    return v1
                }
                function %odd(i64, i64) -> i64 tail {
                    sig0 = (i64, i64) -> i64 tail
                    fn0 = %even(i64, i64) -> i64 tail
                    ss0 = explicit_slot 4096
                block0(v0: i64, v1: i64):
                    v2 = func_addr.i64 fn0
                    return_call_indirect sig0, v2(v0, v1)
                }
                """;
        assertThat(call(text, 100_000, 0)).isEqualTo(returned(100_000));
    }

    @Test
    void callsNestedTooDeepAndFramesTooLargeTrap() {
        String endless = """
                function %endless() {
                    fn0 = %endless()
                block0:
                    call fn0()
                    return
                }
                """;
        assertThat(call(endless)).isEqualTo(new Outcome.Trapped(TrapCode.STACK_OVERFLOW));
        String large = """
                function %large() {
                    ss0 = explicit_slot 4000000
                block0:
                    return
                }
                """;
        assertThat(call(large)).isEqualTo(new Outcome.Trapped(TrapCode.STACK_OVERFLOW));
    }

    @Test
    void theEmbeddersFunctionsAreCalledByNameAndByAddress() {
        List<Function> functions = functions("""
                function %f(i64) -> i64 {
                    sig0 = (i64, f64) -> i64, i64
                    fn0 = %host(i64, f64) -> i64, i64
                block0(v0: i64):
                    v1 = f64const 0x1.8p1
                    v2, v3 = call fn0(v0, v1)
                    v4 = func_addr.i64 fn0
                    v5, v6 = call_indirect sig0, v4(v2, v1)
                    v7 = iadd v3, v6
                    v8 = iadd v5, v7
                    return v8
                }
                """);
        Interpreter interpreter = new Interpreter(functions);
        interpreter.defineFunction(new ExternalName.TestCase("host"), args -> {
            long x = args.get(0).word(0);
            long y = (long) Double.longBitsToDouble(args.get(1).word(0));
            return List.of(DataValue.ofBits(Type.I64, x * y), DataValue.ofBits(Type.I64, x + y));
        });
        assertThat(call(interpreter, functions.getFirst(), 10)).isEqualTo(returned(90 + 13 + 33));
    }

    @Test
    void aCallByAnotherSignatureIsRefused() {
        String text = """
                function %callee(i32) {
                block0(v0: i32):
                    return
                }
                function %f(i64) {
                    sig0 = (i64)
                    fn0 = %callee(i32)
                block0(v0: i64):
                    v1 = func_addr.i64 fn0
                    call_indirect sig0, v1(v0)
                    return
                }
                """;
        assertThatThrownBy(() -> call(text, 1))
                .isInstanceOf(UninterpretableException.class)
                .hasMessageContaining("%callee");
        assertThat(call("""
                function %f(i64) {
                    sig0 = (i64)
                block0(v0: i64):
                    call_indirect sig0, v0(v0)
                    return
                }
                """, 64)).isEqualTo(new Outcome.Trapped(TrapCode.HEAP_OUT_OF_BOUNDS));
    }

    @Test
    void theStepLimitHoldsPerCall() {
        List<Function> functions = functions("""
                function %spin() {
                block0:
                    jump block0a
                block1:
                    jump block1
                }
                """.replace("block0a", "block1"));
        Interpreter interpreter = new Interpreter(functions);
        assertThat(interpreter.call(functions.getFirst(), List.of(), 1000)).isEqualTo(new Outcome.OutOfSteps());
        List<Function> straight = functions("function %f() {\nblock0:\n nop\n return\n}\n");
        Interpreter other = new Interpreter(straight);
        assertThat(other.call(straight.getFirst(), List.of(), 2)).isEqualTo(new Outcome.Returned(List.of()));
        assertThat(other.call(straight.getFirst(), List.of(), 1)).isEqualTo(new Outcome.OutOfSteps());
        assertThat(other.call(straight.getFirst(), List.of(), 2)).isEqualTo(new Outcome.Returned(List.of()));
    }

    @Test
    void structsAreCopied() {
        String text = """
                function %callee(i64 sarg(16)) -> i64 system_v {
                block0(v0: i64):
                    v1 = load.i64 v0+8
                    store v1, v0
                    return v1
                }
                function %f(i64) -> i64 system_v {
                    ss0 = explicit_slot 16
                    fn0 = %callee(i64 sarg(16)) -> i64 system_v
                block0(v0: i64):
                    v1 = stack_addr.i64 ss0
                    store v0, v1+8
                    v2 = call fn0(v1)
                    v3 = load.i64 v1
                    v4 = iadd v2, v3
                    return v4
                }
                """;
        assertThat(call(text, 5)).isEqualTo(returned(5));
    }

    // ---- Memory and names ----

    private static final String ACCESS = """
            function %f(i64, i64) -> i64 {
            block0(v0: i64, v1: i64):
                store user3 v1, v0
                v2 = load.i64 big v0
                v3 = atomic_rmw.i64 little add v0, v1
                v4 = uload16 v0+6
                v5 = isub v2, v4
                return v2
            }
            """.replace("uload16 v0", "uload16.i64 v0");

    @Test
    void memoryOfTheEmbedderIsUsedInPlace() {
        List<Function> functions = functions(ACCESS);
        Interpreter interpreter = new Interpreter(functions);
        byte[] first = new byte[100];
        byte[] second = new byte[16];
        long a = interpreter.addMemory(first);
        long b = interpreter.addMemory(second);
        assertThat(call(interpreter, functions.getFirst(), b + 8, 1)).isEqualTo(returned(1L << 56));
        assertThat(second[8]).isEqualTo((byte) 2);
        assertThat(call(interpreter, functions.getFirst(), b + 16, 1)).isEqualTo(new Outcome.Trapped(3));
        assertThat(call(interpreter, functions.getFirst(), a - 1, 1)).isEqualTo(new Outcome.Trapped(3));
        assertThat(call(interpreter, functions.getFirst(), a + 93, 1)).isEqualTo(new Outcome.Trapped(3));
        assertThat(call(interpreter, functions.getFirst(), 0, 1)).isEqualTo(new Outcome.Trapped(3));
        assertThat(call(interpreter, functions.getFirst(), a + 4, 1))
                .as("an atomic access that is not aligned")
                .isEqualTo(new Outcome.Trapped(TrapCode.HEAP_OUT_OF_BOUNDS));
    }

    @Test
    void globalValues() {
        List<Function> functions = functions("""
                function %f(i64 vmctx) -> i64 {
                    gv0 = vmctx
                    gv1 = iadd_imm.i64 gv0, 8
                    gv2 = load.i64 notrap aligned gv1+8
                    gv3 = symbol colocated %data+4
                    gv4 = symbol tls %mine
                    gv5 = dyn_scale_target_const.i32x4
                block0(v0: i64):
                    v1 = symbol_value.i64 gv2
                    v2 = symbol_value.i64 gv3
                    v3 = load.i32 v2
                    v4 = tls_value.i64 gv4
                    v5 = load.i64 v4
                    v6 = sextend.i64 v3
                    v7 = iadd v1, v6
                    v8 = iadd v7, v5
                    return v8
                }
                """);
        Interpreter interpreter = new Interpreter(functions);
        byte[] context = new byte[32];
        context[16] = 40;
        long address = interpreter.addMemory(context);
        assertThatThrownBy(() -> call(interpreter, functions.getFirst(), address))
                .isInstanceOf(UninterpretableException.class)
                .hasMessageContaining("%data");
        interpreter.defineData(new ExternalName.TestCase("data"), new byte[] {0, 0, 0, 0, -2, -1, -1, -1});
        interpreter.defineData(new ExternalName.TestCase("mine"), new byte[] {100, 0, 0, 0, 0, 0, 0, 0});
        assertThat(call(interpreter, functions.getFirst(), address)).isEqualTo(returned(138));
    }

    @Test
    void dynamicVectorsHaveScaleOne() {
        assertThat(call("""
                function %f(i32) -> i32x4 {
                    gv0 = dyn_scale_target_const.i32x4
                    dt0 = i32x4*gv0
                    dss0 = explicit_dynamic_slot dt0
                block0(v0: i32):
                    v1 = splat.i32x4xN v0
                    v2 = dynamic_stack_addr.i64 dss0
                    store v1, v2
                    v3 = load.i32x4xN v2
                    v4 = iadd v3, v1
                    v5 = extract_vector v4, 0
                    return v5
                }
                """, 21))
                .isEqualTo(
                        new Outcome.Returned(List.of(DataValue.ofWords(Type.I32X4, 42L << 32 | 42, 42L << 32 | 42))));
    }

    @Test
    void libraryCalls() {
        String text = """
                function %f(i64, i64) -> i64 {
                    ss0 = explicit_slot 32
                    fn0 = %Memset(i64, i32, i64) -> i64 system_v
                    fn1 = %Memcpy(i64, i64, i64) -> i64 system_v
                    fn2 = %Memcmp(i64, i64, i64) -> i32 system_v
                    fn3 = %UdivI128(i64, i64, i64, i64) -> i64, i64 system_v
                    fn4 = %F64ToF128(f64) -> i64, i64 system_v
                    fn5 = %CompareF128(i64, i64, i64, i64) -> i64 system_v
                block0(v0: i64, v1: i64):
                    v2 = stack_addr.i64 ss0
                    v3 = iconst.i32 0x107
                    v4 = iconst.i64 16
                    v5 = call fn0(v2, v3, v4)
                    v6 = iadd v2, v4
                    v7 = call fn1(v6, v2, v4)
                    v8 = load.i64 v6
                    v9 = call fn2(v2, v6, v4)
                    v10 = uextend.i64 v9
                    v11 = iconst.i64 0
                    v12, v13 = call fn3(v11, v0, v1, v11)
                    v14 = f64const 0x1.0p1
                    v15, v16 = call fn4(v14)
                    v17 = call fn5(v15, v16, v11, v11)
                    v18 = iadd v8, v10
                    v19 = iadd v18, v12
                    v20 = iadd v19, v13
                    v21 = iadd v20, v17
                    return v21
                }
                """;
        assertThat(call(text, 2, 4)).isEqualTo(returned(0x0707_0707_0707_0707L + 1 + Long.MIN_VALUE));
    }

    // ---- Stacks ----

    @Test
    void stacksAreSwitched() {
        // The second stack counts what it is sent; it gives back the sum so far.
        String text = """
                function %second(i64) system_v {
                    gv0 = symbol %contexts
                    ss0 = explicit_slot 8
                block0(v0: i64):
                    v1 = symbol_value.i64 gv0
                    v2 = iconst.i64 24
                    v3 = iadd v1, v2
                    v4 = stack_addr.i64 ss0
                    jump block1(v0)
                block1(v5: i64):
                    v6 = load.i64 v4
                    v7 = iadd v6, v5
                    store v7, v4
                    v8 = stack_switch v3, v1, v7
                    jump block1(v8)
                }
                function %f(i64) -> i64 system_v {
                    gv0 = symbol %contexts
                    fn0 = %second(i64) system_v
                    ss0 = explicit_slot 8
                    ss1 = explicit_slot 4096
                block0(v0: i64):
                    v1 = symbol_value.i64 gv0
                    v2 = iconst.i64 24
                    v3 = iadd v1, v2
                    v4 = func_addr.i64 fn0
                    v5 = stack_addr.i64 ss1+4088
                    store v5, v3
                    store v4, v3+16
                    v6 = stack_addr.i64 ss0
                    store v0, v6
                    v7 = stack_switch v1, v3, v0
                    v8 = stack_switch v1, v3, v7
                    v9 = stack_switch v1, v3, v8
                    v10 = load.i64 v6
                    v11 = iadd v9, v10
                    return v11
                }
                """;
        List<Function> functions = functions(text);
        Interpreter interpreter = new Interpreter(functions);
        interpreter.defineData(new ExternalName.TestCase("contexts"), new byte[48]);
        assertThat(call(interpreter, functions.getLast(), 5)).isEqualTo(returned(25));
        assertThat(call(interpreter, functions.getLast(), 5)).as("once more").isEqualTo(returned(25));
    }

    @Test
    void whatHasNoMeaningIsSaid() {
        for (String opcode : new String[] {"get_frame_pointer", "get_stack_pointer", "get_return_address"}) {
            assertThatThrownBy(() -> call("function %f() -> i64 {\nblock0:\n v0 = " + opcode + ".i64\n return v0\n}\n"))
                    .isInstanceOf(UninterpretableException.class)
                    .hasMessageContaining(opcode);
        }
        assertThatThrownBy(() -> call("""
                function %f() {
                block0:
                    v0 = iconst.i64 0
                    v1 = splat.i64x4 v0
                    return
                }
                """))
                .isInstanceOf(UninterpretableException.class)
                .hasMessageContaining("128");
        assertThatThrownBy(() -> call("function %f(i64) {\nblock0(v0: i64):\n return\n}\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(i64)");
    }
}
