package dev.gantry.wasm.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.wasm.FunctionState;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.OperatorVisitor;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.binary.ModuleBytes;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What visitors are told: calls in order, and the state at each. */
class OperatorVisitorTest {
    /** Runs a body; each line is the call, {@code |}, operand types from the bottom, frames, and "dead" if unreachable. */
    private static List<String> trace(String code) {
        List<String> lines = new ArrayList<>();
        FunctionState[] state = new FunctionState[1];
        OperatorVisitor visitor = (OperatorVisitor) Proxy.newProxyInstance(
                OperatorVisitor.class.getClassLoader(),
                new Class<?>[] {OperatorVisitor.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("begin")) {
                        state[0] = (FunctionState) args[0];
                    } else {
                        lines.add(describe(method.getName(), args == null ? new Object[0] : args) + " | "
                                + show(state[0]));
                    }
                    return null;
                });
        WasmModule module = BinaryReader.parse(ModuleBytes.moduleWithBody(ModuleBytes.body(code)));
        Validator.checkModule(module);
        new FunctionValidator().validate(module, 0, visitor);
        return lines;
    }

    private static String describe(String name, Object[] args) {
        StringBuilder line = new StringBuilder(name);
        for (Object arg : args) {
            line.append(' ');
            if (arg instanceof int[] labels) line.append(Arrays.toString(Arrays.copyOf(labels, (int) args[1])));
            else line.append(arg);
        }
        return line.toString();
    }

    private static String show(FunctionState s) {
        StringBuilder types = new StringBuilder();
        for (int d = s.stackHeight() - 1; d >= 0; d--) {
            ValType type = ValType.ofCode(s.stackType(d));
            types.append(type == null ? "?" : type).append(' ');
        }
        return types + "f" + s.frameCount() + (s.reachable() ? "" : " dead");
    }

    @Test
    void straightLine() {
        assertThat(trace("20 00 41 7f 6a 28 02 10 21 00 23 01 1a 3f 00 24 00"))
                .containsExactly(
                        "local LOCAL_GET 0 | i32 f1",
                        "constI32 -1 | i32 i32 f1",
                        "plain I32_ADD | i32 f1",
                        "load I32_LOAD 0 2 16 | i32 f1",
                        "local LOCAL_SET 0 | f1",
                        "global GLOBAL_GET 1 | i64 f1",
                        "plain DROP | f1",
                        "memory MEMORY_SIZE 0 0 | i32 f1",
                        "global GLOBAL_SET 0 | f1",
                        "end | f0");
    }

    @Test
    void control() {
        assertThat(trace("20 00 04 7f 41 01 05 41 02 0c 00 0b 1a 02 40 20 00 0e 02 00 01 00 0b"))
                .containsExactly(
                        "local LOCAL_GET 0 | i32 f1",
                        "block IF () -> (i32) | f2",
                        "constI32 1 | i32 f2",
                        "else_ | f2",
                        "constI32 2 | i32 f2",
                        "branch BR 0 | f2",
                        "end | i32 f1 dead",
                        "plain DROP | f1",
                        "block BLOCK () -> () | f2",
                        "local LOCAL_GET 0 | i32 f2",
                        "branchTable [0, 1] 2 0 | f2",
                        "end | f1 dead",
                        "end | f0");
    }

    @Test
    void unreachableOperatorsAreMarked() {
        assertThat(trace("00 6a 02 40 41 00 1a 0b 1a 0f"))
                .containsExactly(
                        "branch UNREACHABLE 0 | f1",
                        "plain I32_ADD | i32 f1 dead",
                        "block BLOCK () -> () | i32 f2 dead",
                        "constI32 0 | i32 i32 f2 dead",
                        "plain DROP | i32 f2 dead",
                        "end | i32 f1 dead",
                        "plain DROP | f1 dead",
                        "branch RETURN 0 | f1 dead",
                        "end | f0 dead");
    }

    @Test
    void everyShapeOfImmediate() {
        String v = "fd 0c 01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 ";
        List<String> lines = trace("42 01 1a 43 00 00 c0 7f 1a 44 00 00 00 00 00 00 f0 3f 1a "
                + v + "fd 15 03 1a "
                + "41 00 " + v + "fd 54 00 05 0f 1a "
                + v + v + "fd 0d 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 1a "
                + "41 00 42 00 37 03 08 "
                + "41 00 41 00 41 00 fc 08 00 00 fc 09 00 "
                + "41 00 25 02 1a fc 0d 01 41 00 41 00 41 00 fc 0e 00 02 "
                + "d0 6f 1a d2 00 1a 10 01 41 00 11 01 00 "
                + "41 01 41 02 41 03 1b 1a d0 70 d0 70 41 00 1c 01 70 1a");
        assertThat(lines.stream().map(l -> l.substring(0, l.indexOf(" |"))).filter(l -> !l.equals("plain DROP")))
                .containsSubsequence(
                        "constI64 1",
                        "constF32 2143289344",
                        "constF64 4607182418800017408",
                        "vector V128_CONST 1 2",
                        "lane I8X16_EXTRACT_LANE_S 3",
                        "laneAccess V128_LOAD8_LANE 0 0 5 15",
                        "vector I8X16_SHUFFLE 506097522914230528 1084818905618843912",
                        "store I64_STORE 0 3 8",
                        "memory MEMORY_INIT 0 0",
                        "memory DATA_DROP 0 0",
                        "table TABLE_GET 2 0",
                        "table ELEM_DROP 1 0",
                        "table TABLE_COPY 0 2",
                        "refNull externref",
                        "refFunc 0",
                        "call 1",
                        "callIndirect 1 0",
                        "select SELECT i32",
                        "select SELECT_T funcref",
                        "end");
    }

    @Test
    void theStateKnowsLocalsFramesAndOffsets() {
        WasmModule module =
                BinaryReader.parse(ModuleBytes.moduleWithBody(ModuleBytes.body("20 00 02 03 1a 41 01 0b 1a")));
        List<Integer> offsets = new ArrayList<>();
        int[] checks = new int[1];
        OperatorVisitor visitor = (OperatorVisitor) Proxy.newProxyInstance(
                OperatorVisitor.class.getClassLoader(),
                new Class<?>[] {OperatorVisitor.class},
                new java.lang.reflect.InvocationHandler() {
                    private FunctionState state;

                    @Override
                    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] args) {
                        if (method.getName().equals("begin")) state = (FunctionState) args[0];
                        else offsets.add(state.offset() - module.bodyStart(0));
                        if (method.getName().equals("block")) {
                            assertThat(state.frameOp(0)).isEqualTo(Op.BLOCK);
                            assertThat(state.frameType(1)).isSameAs(module.type(3));
                            assertThat(state.frameHeight(1)).isZero();
                            assertThat(state.localCount()).isEqualTo(4);
                            assertThat(state.localType(3)).isEqualTo(ValType.F64_CODE);
                            assertThat(state.functionIndex()).isZero();
                            assertThat(state.functionType()).isSameAs(module.type(0));
                            checks[0]++;
                        }
                        return null;
                    }
                });
        new FunctionValidator().validate(module, 0, visitor);
        assertThat(offsets).containsExactly(1, 3, 5, 6, 8, 9, 10);
        assertThat(checks[0]).isEqualTo(1);
    }
}
