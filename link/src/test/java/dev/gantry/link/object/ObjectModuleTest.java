package dev.gantry.link.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import dev.gantry.link.LinkageException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects linked with C and C++ by the system's compilers, and run. */
class ObjectModuleTest {
    @TempDir
    private Path folder;

    private Toolchain tools;

    @BeforeEach
    void start() {
        tools = new Toolchain(folder);
    }

    private static Compiler compiler(String... settings) {
        Settings chosen = Settings.DEFAULT;
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            chosen = chosen.with(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new Compiler(TargetIsa.x64(chosen, X64Flags.BASELINE));
    }

    private static ObjectModule.Builder compile(Compiler compiler, String clif) {
        ObjectModule.Builder builder = ObjectModule.builder();
        for (ClifFunction function : ClifReader.readFile(clif, "test").functions()) {
            builder.function(compiler.compile(function.function()));
        }
        return builder;
    }

    private static ExternalName name(String text) {
        return new ExternalName.TestCase(text);
    }

    private static final String CALLS = """
            function %twice(i64) -> i64 system_v {
                gv0 = symbol %counter
                gv1 = symbol colocated %table+8
                sig0 = (i64) -> i64 system_v
                fn0 = colocated %add_one sig0
                fn1 = %from_c sig0
            block0(v0: i64):
                v1 = symbol_value.i64 gv0
                v2 = load.i64 v1
                v3 = iconst.i64 1
                v4 = iadd v2, v3
                store v4, v1
                v5 = call fn0(v0)
                v6 = call fn1(v5)
                v7 = symbol_value.i64 gv1
                v8 = load.i64 v7
                v9 = iadd v6, v8
                return v9
            }

            function %add_one(i64) -> i64 system_v {
            block0(v0: i64):
                v1 = iconst.i64 1
                v2 = iadd v0, v1
                return v2
            }

            function %up(f64) -> f64 system_v {
            block0(v0: f64):
                v1 = ceil v0
                return v1
            }
            """;

    private static final String CALLS_MAIN = """
            #include <stdio.h>
            #include <math.h>
            long counter = 41;
            extern const long *const pointer;
            extern char zeros[100];
            long twice(long);
            double up(double);
            long from_c(long x) { return x * 10; }
            int main(void) {
                long result = twice(3);
                zeros[99] = 1;
                printf("%ld %ld %ld %g\\n", result, counter, *pointer, up(1.25));
                return 0;
            }
            """;

    private static ObjectModule.Builder withData(ObjectModule.Builder builder) {
        byte[] table = new byte[16];
        table[8] = 7;
        return builder.data(name("table"), DataObject.readOnly(table), Linkage.HIDDEN)
                .data(name("zeros"), DataObject.zeroed(100))
                .data(name("pointer"), DataObject.readOnly(new byte[8]).withPointer(0, name("table"), 8));
    }

    @Test
    void functionsAndDataAreLinkedWithC() throws Exception {
        assumeTrue(Toolchain.has("gcc"));
        withData(compile(compiler(), CALLS)).build().writeTo(tools.file("code.o"));
        tools.write("main.c", CALLS_MAIN);
        tools.run("gcc", "-no-pie", "-o", "program", "main.c", "code.o", "-lm");
        assertThat(tools.run("./program")).isEqualTo("47 42 7 2\n");
    }

    /** Position-independent code in a shared library; -z text refuses addresses in code. */
    @Test
    void positionIndependentCodeIsLinkedIntoASharedLibrary() throws Exception {
        assumeTrue(Toolchain.has("gcc"));
        withData(compile(compiler("is_pic=true"), CALLS)).build().writeTo(tools.file("code.o"));
        tools.write("main.c", CALLS_MAIN);
        tools.run("gcc", "-shared", "-Wl,-z,text", "-o", "libcode.so", "code.o", "-lm");
        tools.run("gcc", "-o", "program", "main.c", "./libcode.so", "-Wl,-rpath,.");
        assertThat(tools.run("./program")).isEqualTo("47 42 7 2\n");
    }

    private static final String THREAD_LOCAL = """
            function %bump(i64) -> i64 system_v {
                gv0 = symbol tls %counters
                gv1 = symbol tls %counters+16
                gv2 = symbol tls %own
            block0(v0: i64):
                v1 = tls_value.i64 gv0
                v2 = tls_value.i64 gv1
                v3 = load.i64 v1
                v4 = load.i64 v2
                v5 = iadd v4, v0
                store v5, v2
                v6 = iadd v3, v5
                v7 = tls_value.i64 gv2
                v8 = load.i64 v7
                v9 = iadd v8, v0
                store v9, v7
                v10 = iadd v6, v9
                return v10
            }
            """;

    private static final String THREAD_LOCAL_MAIN = """
            #include <pthread.h>
            #include <stdio.h>
            __thread long counters[4] = {1000, 0, 100, 0};
            long bump(long);
            static void *other(void *result) { *(long *)result = bump(1); return 0; }
            int main(void) {
                long theirs = 0;
                bump(20);
                pthread_t thread;
                pthread_create(&thread, 0, other, &theirs);
                pthread_join(thread, 0);
                long mine = bump(3);
                printf("%ld %ld %ld\\n", theirs, mine, counters[2]);
                return 0;
            }
            """;

    @Test
    void threadLocalVariables() throws Exception {
        assumeTrue(Toolchain.has("gcc"));
        byte[] seven = {7, 0, 0, 0, 0, 0, 0, 0};
        compile(compiler("tls_model=elf_gd", "is_pic=true"), THREAD_LOCAL)
                .data(name("own"), DataObject.threadLocal(seven))
                .build()
                .writeTo(tools.file("code.o"));
        tools.write("main.c", THREAD_LOCAL_MAIN);
        String expected = "1109 1153 123\n";
        // The linker makes the local-executable sequence of it in a program, and leaves it alone in a library.
        tools.run("gcc", "-pthread", "-o", "program", "main.c", "code.o");
        assertThat(tools.run("./program")).isEqualTo(expected);
        tools.run("gcc", "-shared", "-o", "libcode.so", "code.o");
        tools.run("gcc", "-pthread", "-o", "program", "main.c", "./libcode.so", "-Wl,-rpath,.");
        assertThat(tools.run("./program")).isEqualTo(expected);
    }

    @Test
    void otherPlatformsThreadLocalVariablesAreRefused() {
        for (String model : new String[] {"macho", "coff"}) {
            ObjectModule.Builder builder = compile(compiler("tls_model=" + model), THREAD_LOCAL);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(LinkageException.class)
                    .hasMessageContaining("thread-local");
        }
    }

    @Test
    void libraryRoutinesComeAlong() throws Exception {
        assumeTrue(Toolchain.has("gcc"));
        String clif = """
                function %divide(i64, i64, i64, i64) -> i64 system_v {
                    sig0 = (i64, i64, i64, i64) -> i64, i64 system_v
                    fn0 = %UdivI128 sig0
                block0(v0: i64, v1: i64, v2: i64, v3: i64):
                    v4, v5 = call fn0(v0, v1, v2, v3)
                    return v4
                }
                """;
        Compiler compiler = compiler();
        compile(compiler, clif).withLibraryRoutines(compiler).build().writeTo(tools.file("code.o"));
        tools.write("main.c", """
                #include <stdio.h>
                unsigned long divide(unsigned long, unsigned long, unsigned long, unsigned long);
                int main(void) {
                    printf("%lu\\n", divide(5, 100, 0, 10));
                    return 0;
                }
                """);
        tools.run("gcc", "-no-pie", "-o", "program", "main.c", "code.o");
        assertThat(tools.run("./program")).isEqualTo("10\n");
    }

    @Test
    void colocatedLibraryRoutines() throws Exception {
        assumeTrue(Toolchain.has("gcc"));
        Compiler compiler = compiler("use_colocated_libcalls=true");
        compile(compiler, CALLS.substring(CALLS.indexOf("function %up")))
                .withLibraryRoutines(compiler)
                .build()
                .writeTo(tools.file("code.o"));
        tools.write("main.c", """
                #include <stdio.h>
                double up(double);
                int main(void) {
                    printf("%g %g\\n", up(1.25), up(-0.5));
                    return 0;
                }
                """);
        tools.run("gcc", "-pie", "-o", "program", "main.c", "code.o");
        assertThat(tools.run("./program")).isEqualTo("2 -0\n");
    }

    @Test
    void framesAreProbed() throws Exception {
        assumeTrue(Toolchain.has("gcc"));
        Compiler compiler = compiler("enable_probestack=true", "use_colocated_libcalls=true");
        compile(compiler, """
                        function %large(i64) -> i64 system_v {
                            ss0 = explicit_slot 1000000
                        block0(v0: i64):
                            v1 = stack_addr.i64 ss0
                            store v0, v1
                            v2 = load.i64 v1
                            return v2
                        }
                        """).withLibraryRoutines(compiler).build().writeTo(tools.file("code.o"));
        tools.write("main.c", """
                long large(long);
                int main(void) { return large(5) == 5 ? 0 : 1; }
                """);
        tools.run("gcc", "-o", "program", "main.c", "code.o");
        assertThat(tools.run("./program")).isEmpty();
    }

    @Test
    void namesMustBeDifferent() {
        ObjectModule.Builder builder = compile(compiler(), CALLS);
        assertThatThrownBy(() -> builder.data(name("twice"), DataObject.zeroed(1)))
                .isInstanceOf(LinkageException.class)
                .hasMessageContaining("%twice");
        assertThatThrownBy(() -> withData(builder).names(any -> "same").build())
                .isInstanceOf(LinkageException.class)
                .hasMessageContaining("both called same");
    }

    @Test
    void binutilsReadTheFile() throws Exception {
        assumeTrue(Toolchain.has("readelf"));
        withData(compile(compiler(), CALLS)).build().writeTo(tools.file("code.o"));
        String all = tools.run("readelf", "--wide", "--all", "code.o");
        assertThat(all).doesNotContainIgnoringCase("warning").doesNotContainIgnoringCase("error");
        assertThat(all)
                .contains(".note.GNU-stack", "FUNC    GLOBAL DEFAULT", "OBJECT  GLOBAL HIDDEN", "R_X86_64_PLT32");
        String frames = tools.run("readelf", "--debug-dump=frames", "code.o");
        assertThat(frames).contains("DW_CFA_def_cfa_register: r6 (rbp)").doesNotContainIgnoringCase("warning");
    }

    @Test
    void llvmReadsTheFrames() throws Exception {
        assumeTrue(Toolchain.has("llvm-dwarfdump"));
        withData(compile(compiler(), CALLS)).build().writeTo(tools.file("code.o"));
        String frames = tools.run("llvm-dwarfdump", "--eh-frame", "code.o");
        assertThat(frames)
                .contains("DW_CFA_def_cfa_register: RBP", "CFA=RBP+16")
                .doesNotContainIgnoringCase("error");
    }

    /** The bytes of a function of the convention of Windows in an object of COFF, as an assembler makes it of them. */
    @Test
    void llvmReadsTheFramesOfWindows() throws Exception {
        assumeTrue(Toolchain.has("llvm-mc", "llvm-readobj"));
        String clif = """
                function %saves(i64, f64) -> i64, f64 windows_fastcall {
                    ss0 = explicit_slot 1000
                    fn0 = %f() windows_fastcall
                block0(v0: i64, v1: f64):
                    call fn0()
                    return v0, v1
                }
                """;
        CompiledFunction compiled = compiler().compile(ClifReader.readFunction(clif));
        tools.write("code.s", """
                        .text
                saves:
                %s
                saves_end:
                        .section .xdata,"dr"
                        .p2align 2
                info:
                %s
                        .section .pdata,"dr"
                        .p2align 2
                        .long saves@IMGREL
                        .long saves_end@IMGREL
                        .long info@IMGREL
                """.formatted(bytes(compiled.code().bytes()), bytes(compiled.windowsUnwindInfo())));
        tools.run("llvm-mc", "-triple", "x86_64-pc-windows-msvc", "-filetype=obj", "-o", "code.obj", "code.s");
        String unwind = tools.run("llvm-readobj", "--unwind", "code.obj");
        assertThat(unwind)
                .contains("FrameRegister: RBP", "FrameOffset: 0x2", "PrologSize: 27")
                .containsSubsequence(
                        "0x1B: SAVE_XMM128 reg=XMM6, offset=0x10",
                        "0x13: SAVE_NONVOL reg=RBX, offset=0x8",
                        "0x04: SET_FPREG reg=RBP, offset=0x20",
                        "0x04: ALLOC_SMALL size=32",
                        "0x01: PUSH_NONVOL reg=RBP");
    }

    private static String bytes(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            out.append("        .byte ").append(b & 0xff).append('\n');
        }
        return out.toString();
    }

    /** The C++ runtime's unwinder finds its way through our frames, and callee-saved registers get back their values. */
    @Test
    void exceptionsPassThrough() throws Exception {
        assumeTrue(Toolchain.has("g++"));
        StringBuilder clif = new StringBuilder("""
                function %through(i64) -> i64 system_v {
                    ss0 = explicit_slot 1000
                    sig0 = (i64) -> i64 system_v
                    fn0 = %thrower sig0
                block0(v0: i64):
                """);
        for (int i = 1; i <= 8; i++) {
            clif.append("v%d = imul v%d, v%d\n".formatted(i, i - 1, i - 1));
        }
        clif.append("v20 = call fn0(v0)\n");
        for (int i = 1; i <= 8; i++) {
            clif.append("v%d = bxor v%d, v%d\n".formatted(20 + i, 19 + i, i));
        }
        clif.append("return v28\n}\n");
        compile(compiler(), clif.toString()).build().writeTo(tools.file("code.o"));
        tools.write("main.cpp", """
                #include <cstdio>
                extern "C" long through(long);
                extern "C" long thrower(long x) { if (x & 1) throw x; return x; }
                __attribute__((noinline)) long attempt(long a, long b, long c, long d, long e) {
                    long x = a * b, y = b * c, z = c * d, u = d * e, v = e * a;
                    try { through(a); } catch (long thrown) { return x + y + z + u + v + thrown; }
                    return -1;
                }
                int main() {
                    long sum = 0;
                    for (long i = 0; i < 4; i++) sum = sum * 10 + attempt(i, i + 1, i + 2, i + 3, i + 4);
                    std::printf("%ld\\n", sum);
                    return 0;
                }
                """);
        tools.run("g++", "-O2", "-no-pie", "-o", "program", "main.cpp", "code.o");
        long expected = 0;
        for (long a = 0; a < 4; a++) {
            long value = a * (a + 1) + (a + 1) * (a + 2) + (a + 2) * (a + 3) + (a + 3) * (a + 4) + (a + 4) * a + a;
            expected = expected * 10 + ((a & 1) == 1 ? value : -1);
        }
        assertThat(tools.run("./program")).isEqualTo(expected + "\n");
    }
}
