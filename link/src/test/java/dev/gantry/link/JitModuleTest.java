package dev.gantry.link;

import static dev.gantry.asm.x64.Gpr.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.RelocKind;
import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.X64Target;
import dev.gantry.host.NativeCall;
import dev.gantry.host.RawMemory;
import org.junit.jupiter.api.Test;

/** Layout and relocation of hand-made functions. */
class JitModuleTest {
    private static final int CALLEE = 0;
    private static final int FAR = 100;

    private static CodeBlob code(java.util.function.Consumer<Assembler> body) {
        Assembler asm = new Assembler(X64Target.newBuffer());
        body.accept(asm);
        asm.retq();
        return asm.finish();
    }

    private static long run(JitModule module, int function, long a) {
        return NativeCall.call(RawMemory.code(module.address(function)), a, 0, 0);
    }

    /** Target 100 is outside. */
    private static Symbols withFar(long address) {
        return new Symbols() {
            @Override
            public int function(int target) {
                return target == FAR ? EXTERNAL : target;
            }

            @Override
            public long address(int target) {
                return address;
            }
        };
    }

    @Test
    void callsWithinAModule() {
        JitModule.Builder builder = JitModule.builder().owner("me");
        builder.add(code(asm -> asm.leaq_rm(RAX, Mem.base(RDI, 5))), Symbols.FUNCTIONS_ONLY);
        int caller = builder.add(
                code(asm -> {
                    asm.subq_mi8(RSP, 8);
                    asm.callSymbol(RelocKind.X64_CALL_PC_REL4, CALLEE, 0);
                    asm.addq_mi8(RSP, 8);
                    asm.addq_mi8(RAX, 1);
                }),
                Symbols.FUNCTIONS_ONLY);
        int viaTable = builder.add(
                code(asm -> {
                    asm.movq_rm(RAX, Mem.symbol(RelocKind.X64_GOT_PC_REL4, CALLEE, 0));
                    asm.subq_mi8(RSP, 8);
                    asm.callq_m(RAX);
                    asm.addq_mi8(RSP, 8);
                }),
                Symbols.FUNCTIONS_ONLY);
        try (JitModule module = builder.link()) {
            assertThat(module.functionCount()).isEqualTo(3);
            assertThat(module.owner()).isEqualTo("me");
            assertThat(run(module, caller, 10)).isEqualTo(16);
            assertThat(run(module, viaTable, 10)).isEqualTo(15);
            assertThat(module.address(caller) % 16).isZero();
            assertThat(module.functionAt(module.address(caller) + 3)).isEqualTo(caller);
            assertThat(module.functionAt(module.start() - 1)).isEqualTo(JitModule.NONE);
            assertThat(module.functionAt(module.end())).isEqualTo(JitModule.NONE);
            assertThat(module.trapAt(module.address(caller))).isEqualTo(JitModule.NONE);
            assertThat(module.srcLocAt(module.address(caller))).isEqualTo(JitModule.NONE);
        }
    }

    @Test
    void callsFarAway() {
        long labs = NativeCall.libc("labs").address();
        JitModule.Builder builder = JitModule.builder();
        for (int i = 0; i < 3; i++) {
            builder.add(
                    code(asm -> {
                        asm.subq_mi8(RSP, 8);
                        asm.callSymbol(RelocKind.X64_CALL_PLT_REL4, FAR, 0);
                        asm.addq_mi8(RSP, 8);
                    }),
                    withFar(labs));
        }
        int absolute = builder.add(
                code(asm -> {
                    asm.buffer().put1(0x48);
                    asm.buffer().put1(0xb8);
                    asm.buffer().reloc(RelocKind.ABS8, FAR, 7);
                    asm.buffer().put8(0);
                }),
                withFar(labs));
        try (JitModule module = builder.link()) {
            assertThat(run(module, 0, -5)).isEqualTo(5);
            assertThat(run(module, 2, -6)).isEqualTo(6);
            assertThat(run(module, absolute, 0)).isEqualTo(labs + 7);
            // One slot serves all three calls.
            assertThat(module.end() - module.address(absolute)).isLessThan(48);
        }
    }

    @Test
    void undefinedSymbols() {
        JitModule.Builder builder = JitModule.builder();
        builder.add(
                code(asm -> asm.callSymbol(RelocKind.X64_CALL_PC_REL4, FAR, 0)),
                new NameSymbols(
                        java.util.Collections.nCopies(FAR + 1, new dev.gantry.clif.ir.ExternalName.TestCase("gone")),
                        name -> Symbols.EXTERNAL));
        assertThatThrownBy(builder::link).isInstanceOf(LinkageException.class).hasMessage("undefined symbol %gone");
    }

    @Test
    void anEmptyModule() {
        try (JitModule module = JitModule.builder().link()) {
            assertThat(module.functionCount()).isZero();
            assertThat(module.codeSize()).isZero();
        }
    }
}
