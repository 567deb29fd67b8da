package dev.gantry.link;

import static dev.gantry.asm.x64.Gpr.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.clif.ir.DebugTag;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Dumps;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.StackMap;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.host.RawMemory;
import dev.gantry.link.guest.ExitCode;
import dev.gantry.link.guest.GuestStack;
import dev.gantry.link.guest.GuestSupport;
import dev.gantry.link.guest.StackContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is recorded at places in the code, read back while or after the code runs. */
class PlaceRecordsTest {
    private static final String MAPS = """
            function %inner(i64, i64, i64) system_v {
                ss0 = explicit_slot 24, align = 8
                ss1 = explicit_slot 4, align = 4
                sig0 = (i64, i64) system_v
            block0(v0: i64, v1: i64, v2: i64):
                v3 = stack_addr.i64 ss0+16
                store v1, v3
                v4 = stack_addr.i64 ss1
                v5 = ireduce.i32 v2
                store v5, v4
                call_indirect sig0, v0(v1, v2), stack_map=[i64 @ ss0+16, i32 @ ss1+0]
                call_indirect sig0, v0(v1, v2)
                return
            }

            function %outer(i64, i64, i64) system_v {
                ss0 = explicit_slot 16, align = 16
                sig0 = (i64, i64, i64) system_v
                fn0 = colocated %inner sig0
            block0(v0: i64, v1: i64, v2: i64):
                v3 = stack_addr.i64 ss0+8
                v4 = iadd v1, v2
                store v4, v3
                try_call fn0(v0, v1, v2), sig0, block1, [ default: block1 ], stack_map=[i64 @ ss0+8]
            block1:
                return
            }
            """;

    private static final String TAGS = """
            function %f(i64) -> i64 system_v {
                ss0 = explicit_slot 8
                fn0 = colocated %g(i64) -> i64 system_v
            block0(v0: i64):
                <17, ss0> sequence_point
                v1 = iadd v0, v0
                <4294967295> v2 = call fn0(v1)
                <18> sequence_point
                brif v2, block1, block2
            block1:
                <19> sequence_point
                jump block2
            block2:
                return v2
            }

            function %g(i64) -> i64 system_v {
            block0(v0: i64):
                v1 = iconst.i64 1
                v2 = iadd v0, v1
                return v2
            }
            """;

    private static final String PATCHABLE = """
            function %count(i64) system_v {
            block0(v0: i64):
                v1 = load.i64 v0
                v2 = iconst.i64 1
                v3 = iadd v1, v2
                store v3, v0
                return
            }

            function %twice(i64) -> i64 system_v {
                fn0 = colocated patchable %count(i64) system_v
                ss0 = explicit_slot 8
            block0(v0: i64):
                v1 = stack_addr.i64 ss0
                store v0, v1
                call fn0(v1)
                v2 = load.i64 v1
                v3 = iadd v2, v2
                store v3, v1
                call fn0(v1)
                v4 = load.i64 v1
                return v4
            }
            """;

    private static final String HANDLER_ADDRESS = """
            function %jump(i64, i64, i64) -> i64 system_v {
            block0(v0: i64, v1: i64, v2: i64):
                trap user1
            }

            function %f(i64, i64) -> i64, i64 system_v {
                sig0 = (i64, i64, i64) -> i64 system_v
            block0(v0: i64, v1: i64):
                v2 = get_exception_handler_address.i64 block1, 1
                v3 = get_frame_pointer.i64
                v4 = get_stack_pointer.i64
                v5 = imul v1, v1
                jump block1
            block1:
                try_call_indirect v0(v2, v3, v4), sig0, block2(ret0, v1), [ tag1: block2(v1, v1), tag2: block3(v5, exn0) ]
            block2(v6: i64, v7: i64):
                return v6, v7
            block3(v8: i64, v9: i64):
                v10 = iadd v8, v1
                return v9, v10
            }
            """;

    private final Compiler compiler = new Compiler(TargetIsa.host(Settings.DEFAULT));

    private List<CompiledFunction> compile(String clif) {
        List<CompiledFunction> compiled = new ArrayList<>();
        for (Function function : ClifReader.readFunctions(clif)) {
            compiled.add(compiler.compile(function));
        }
        return compiled;
    }

    private static JitModule link(List<CompiledFunction> functions) {
        JitModule.Builder builder = JitModule.builder();
        functions.forEach(builder::add);
        return builder.link();
    }

    @Test
    void stackMapsFindTheLiveSlotsOfEachFrame() {
        GuestSupport support = GuestSupport.instance();
        GuestStack stack = support.stacks(1 << 16, GuestStack.HEADROOM).take();
        try (JitModule module = link(compile(MAPS))) {
            int exit = stack.enter(module.address(1), support.stubs().hostCall(), 1000, 234, stack.context());
            assertThat(exit).isEqualTo(ExitCode.HOST_CALL);
            long pc = stack.field(StackContext.GUEST_PC);
            long frame = stack.field(StackContext.GUEST_RBP);
            StackMap inner = module.stackMapAt(pc).orElseThrow();
            assertThat(inner.entries()).extracting(StackMap.Entry::type).containsExactly(Type.I64, Type.I32);
            assertThat(RawMemory.getLong(inner.address(0, frame))).isEqualTo(1000);
            assertThat(RawMemory.getInt(inner.address(1, frame))).isEqualTo(234);
            pc = RawMemory.getLong(frame + 8);
            frame = RawMemory.getLong(frame);
            StackMap outer = module.stackMapAt(pc).orElseThrow();
            assertThat(RawMemory.getLong(outer.address(0, frame))).isEqualTo(1234);
            assertThat(stack.resume(0)).isEqualTo(ExitCode.HOST_CALL);
            assertThat(module.stackMapAt(stack.field(StackContext.GUEST_PC))).isEmpty();
            assertThat(stack.resume(0)).isEqualTo(ExitCode.RETURNED);
        } finally {
            support.stacks(1 << 16, GuestStack.HEADROOM).release(stack);
        }
    }

    @Test
    void aStackMapOfASlotWhosePlaceIsKnownAtRunTimeOnlyIsRefused() {
        String clif = MAPS.replace("explicit_slot 16, align = 16", "explicit_slot 16, align = 64");
        assertThatThrownBy(() -> compile(clif))
                .isInstanceOf(UnsupportedException.class)
                .hasMessageContaining("stack map");
    }

    @Test
    void returnAddressesOfCallsAreKnown() {
        List<CompiledFunction> functions = compile(MAPS);
        try (JitModule module = link(functions)) {
            assertThat(module.callSiteCount()).isEqualTo(3);
            assertThat(module.returnAddress(0))
                    .isEqualTo(module.address(0) + functions.get(0).code().callSiteOffset(0));
            assertThat(module.returnAddress(2))
                    .isEqualTo(module.address(1) + functions.get(1).code().callSiteOffset(0));
        }
    }

    @Test
    void debugTagsNameTheirPlaces() {
        List<CompiledFunction> functions = compile(TAGS);
        CompiledFunction f = functions.get(0);
        assertThat(f.debugTags()).hasSize(4);
        assertThat(f.debugTags().get(0).tags()).containsExactly(new DebugTag.User(17), new DebugTag.Slot(0));
        assertThat(f.slotOffset(0)).isBetween(0, f.frameBytes() - 8);
        int returnAddress = f.code().callSiteOffset(0);
        try (JitModule module = link(functions)) {
            assertThat(module.debugTagsAt(module.address(0) + returnAddress))
                    .containsExactly(new DebugTag.User(-1), new DebugTag.User(18));
            assertThat(module.debugTagsAt(module.address(0))).isEmpty();
        }
    }

    @Test
    void dumpsShowRecords() {
        Dumps dumps = Dumps.of(EnumSet.allOf(Dumps.Stage.class));
        compiler.compile(ClifReader.readFunctions(MAPS).get(1), dumps);
        compiler.compile(ClifReader.readFunctions(TAGS).get(0), dumps);
        compiler.compile(ClifReader.readFunctions(PATCHABLE).get(1), dumps);
        assertThat(dumps.text())
                .contains("; handlers default L")
                .contains("; stack map at ")
                .contains(": i64 @ 8(%rsp)")
                .contains("; debug tags at ")
                .contains("[17, ss0]")
                .contains("; patchable");
    }

    @Test
    void patchableCallsAreSwitchedOffAndOn() {
        List<CompiledFunction> functions = compile(PATCHABLE);
        Function twice = ClifReader.readFunctions(PATCHABLE).get(1);
        try (JitModule module = link(functions);
                NativeInvoker invoker = new NativeInvoker(compiler)) {
            assertThat(module.patchableCallCount()).isEqualTo(2);
            long code = module.address(1);
            long[] results = new long[5];
            results[0] = invoker.invoke(code, twice.signature(), new long[] {10})[0];
            module.setPatchableCall(0, false);
            results[1] = invoker.invoke(code, twice.signature(), new long[] {10})[0];
            module.setPatchableCall(1, false);
            module.setPatchableCall(1, false);
            results[2] = invoker.invoke(code, twice.signature(), new long[] {10})[0];
            module.setPatchableCall(0, true);
            results[3] = invoker.invoke(code, twice.signature(), new long[] {10})[0];
            module.setPatchableCall(1, true);
            results[4] = invoker.invoke(code, twice.signature(), new long[] {10})[0];
            assertThat(results).containsExactly(23, 21, 20, 22, 23);
        }
    }

    /** A routine goes to the handler by hand, as an unwinder would: (address, frame pointer, stack pointer). */
    @Test
    void handlersAreReachedByTheirAddress() {
        Function f = ClifReader.readFunctions(HANDLER_ADDRESS).get(1);
        Assembler asm = new Assembler(X64Target.newBuffer());
        asm.movq_rm(RBP, RSI);
        asm.movq_rm(RSP, RDX);
        asm.movl_ri32(RAX, 77);
        asm.xorl_rm(RBX, RBX);
        asm.xorl_rm(R12, R12);
        asm.xorl_rm(R13, R13);
        asm.jmpq_m(RDI);
        JitModule.Builder builder = JitModule.builder();
        int routine = builder.add(asm.finish(), Symbols.FUNCTIONS_ONLY);
        int number = builder.add(
                compiler.compile(ClifReader.readFunctions(HANDLER_ADDRESS).get(1)));
        try (JitModule module = builder.link();
                NativeInvoker invoker = new NativeInvoker(compiler)) {
            long[] results =
                    invoker.invoke(module.address(number), f.signature(), new long[] {module.address(routine), 9});
            assertThat(results).containsExactly(77, 90);
        }
    }
}
