package dev.gantry.link.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conventions {@code system_v} and {@code windows_fastcall} against a C compiler: functions of random signatures, in C and in CLIF, call each other.
 *
 * <p>Each signature has a function in C and one in CLIF that store their parameters in the array {@code out} and return what is in {@code result}, and one
 * in CLIF that calls the one in C with what is in {@code in}, while many values are live. Each parameter has 32 bytes in these arrays.
 */
class CallingConventionsTest {
    private static final int SLOT = 32;
    private static final int LIVE_INTS = 6;
    private static final int LIVE_FLOATS = 11;

    @TempDir
    private Path folder;

    private Toolchain tools;

    @BeforeEach
    void start() {
        tools = new Toolchain(folder);
    }

    /** A type of both languages; a struct counts as a parameter only. */
    private record Kind(String clif, String loaded, String c, int bytes) {
        boolean isStruct() {
            return clif.contains("sarg");
        }
    }

    private static final List<Kind> COMMON = List.of(
            new Kind("i8 sext", "i8", "signed char", 1),
            new Kind("i16 uext", "i16", "unsigned short", 2),
            new Kind("i32", "i32", "int", 4),
            new Kind("i64", "i64", "long", 8),
            new Kind("i128", "i128", "wide", 16),
            new Kind("f32", "f32", "float", 4),
            new Kind("f64", "f64", "double", 8),
            new Kind("i32x4", "i32x4", "vector", 16));

    private static List<Kind> windowsKinds() {
        List<Kind> kinds = new ArrayList<>(COMMON);
        kinds.add(new Kind("i64 sarg(24)", "i64", "struct three", 24));
        return kinds;
    }

    private static List<Kind> unixKinds() {
        List<Kind> kinds = windowsKinds();
        kinds.add(new Kind("f128", "f128", "__float128", 16));
        kinds.add(new Kind("f16", "f16", "_Float16", 2));
        return kinds;
    }

    @Test
    void systemVAgreesWithTheCompiler() throws Exception {
        agrees("system_v", "sysv_abi", unixKinds(), 60);
    }

    @Test
    void windowsFastcallAgreesWithTheCompiler() throws Exception {
        agrees("windows_fastcall", "ms_abi", windowsKinds(), 60);
    }

    /** A function that writes every register leaves those as they were that its convention preserves. */
    @Test
    void preservedRegistersArePreserved() throws Exception {
        assumeTrue(Toolchain.has("gcc"));
        StringBuilder clif = new StringBuilder();
        greedy(clif, "greedy_windows", "windows_fastcall");
        greedy(clif, "greedy_unix", "system_v");
        compile(clif).writeTo(tools.file("code.o"));
        tools.write("main.c", PRESERVED_MAIN);
        tools.run("gcc", "-no-pie", "-o", "program", "main.c", "code.o");
        assertThat(tools.run("./program")).isEqualTo("passed\n");
    }

    private static void greedy(StringBuilder out, String name, String conv) {
        out.append("function %" + name + "(i64, f64) -> i64, f64 " + conv + " {\nblock0(v0: i64, v1: f64):\n");
        int each = 16;
        for (int i = 0; i < each; i++) {
            out.append("    v" + (2 + i) + " = imul v0, v" + (i == 0 ? 0 : 1 + i) + "\n");
            out.append("    v" + (100 + i) + " = fmul v1, v" + (i == 0 ? 1 : 99 + i) + "\n");
        }
        for (int i = 0; i < each; i++) {
            out.append("    v" + (200 + i) + " = iadd v" + (i == 0 ? 0 : 199 + i) + ", v" + (1 + each - i) + "\n");
            out.append("    v" + (300 + i) + " = fadd v" + (i == 0 ? 1 : 299 + i) + ", v" + (99 + each - i) + "\n");
        }
        out.append("    return v" + (199 + each) + ", v" + (299 + each) + "\n}\n\n");
    }

    private static final String PRESERVED_MAIN = """
            #include <stdio.h>
            #include <string.h>
            void greedy_windows(void);
            void greedy_unix(void);
            unsigned char before[256] __attribute__((aligned(16))), after[256] __attribute__((aligned(16)));
            void (*function)(void);
            void enter(void);
            asm(".text;enter:; pushq %rbx; pushq %rbp; pushq %r12; pushq %r13; pushq %r14; pushq %r15;"
                " subq $40, %rsp;"
                " movups before+0, %xmm6; movups before+16, %xmm7; movups before+32, %xmm8; movups before+48, %xmm9;"
                " movups before+64, %xmm10; movups before+80, %xmm11; movups before+96, %xmm12; movups before+112, %xmm13;"
                " movups before+128, %xmm14; movups before+144, %xmm15; movq before+160, %rsi; movq before+168, %rdi;"
                " movq before+176, %rbx; movq before+184, %rbp; movq before+192, %r12; movq before+200, %r13;"
                " movq before+208, %r14; movq before+216, %r15;"
                " call *function;"
                " movups %xmm6, after+0; movups %xmm7, after+16; movups %xmm8, after+32; movups %xmm9, after+48;"
                " movups %xmm10, after+64; movups %xmm11, after+80; movups %xmm12, after+96; movups %xmm13, after+112;"
                " movups %xmm14, after+128; movups %xmm15, after+144; movq %rsi, after+160; movq %rdi, after+168;"
                " movq %rbx, after+176; movq %rbp, after+184; movq %r12, after+192; movq %r13, after+200;"
                " movq %r14, after+208; movq %r15, after+216;"
                " addq $40, %rsp; popq %r15; popq %r14; popq %r13; popq %r12; popq %rbp; popq %rbx; ret;");
            int main(void) {
                for (int i = 0; i < 256; i++) before[i] = i * 37 + 11;
                function = greedy_windows;
                enter();
                int windows = !memcmp(before, after, 224);
                function = greedy_unix;
                enter();
                int unix_ = !memcmp(before + 176, after + 176, 48);
                puts(windows && unix_ ? "passed" : windows ? "system_v failed" : "windows_fastcall failed");
                return 0;
            }
            """;

    private void agrees(String conv, String attribute, List<Kind> kinds, int signatures) throws Exception {
        assumeTrue(Toolchain.has("gcc"));
        Random random = new Random(20260801);
        StringBuilder clif = new StringBuilder();
        StringBuilder c = new StringBuilder(C_HEAD);
        StringBuilder main = new StringBuilder("int main(void) {\n");
        for (int i = 0; i < signatures; i++) {
            List<Kind> params = new ArrayList<>();
            for (int j = random.nextInt(14); j > 0; j--) {
                params.add(kinds.get(random.nextInt(kinds.size())));
            }
            Kind result = COMMON.get(random.nextInt(COMMON.size()));
            callee(clif, i, conv, params, result);
            caller(clif, i, conv, params, result);
            cFunction(c, i, attribute, params, result);
            cChecks(main, i, params, result);
        }
        c.append(main).append("    puts(failed ? \"failed\" : \"passed\");\n    return 0;\n}\n");
        tools.write("main.c", c.toString());
        compile(clif).writeTo(tools.file("code.o"));
        tools.run("gcc", "-O2", "-no-pie", "-o", "program", "main.c", "code.o");
        assertThat(tools.run("./program")).isEqualTo("passed\n");
    }

    private static ObjectModule compile(CharSequence clif) {
        Compiler compiler = new Compiler(TargetIsa.x64(Settings.DEFAULT, X64Flags.BASELINE));
        ObjectModule.Builder builder = ObjectModule.builder();
        for (ClifFunction function :
                ClifReader.readFile(clif.toString(), "test").functions()) {
            builder.function(compiler.compile(function.function()));
        }
        return builder.build();
    }

    // CLIF.

    private static String signature(String conv, List<Kind> params, Kind result) {
        return "(" + String.join(", ", params.stream().map(Kind::clif).toList()) + ") -> " + result.clif + " " + conv;
    }

    private static void callee(StringBuilder out, int number, String conv, List<Kind> params, Kind result) {
        out.append("function %clif_" + number + signature(conv, params, result) + " {\n");
        out.append("    gv0 = symbol %out\n    gv1 = symbol %result\nblock0(");
        for (int i = 0; i < params.size(); i++) {
            out.append((i == 0 ? "v" : ", v") + i + ": " + params.get(i).loaded);
        }
        int next = params.size();
        int base = next++;
        out.append("):\n    v" + base + " = symbol_value.i64 gv0\n");
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).isStruct()) {
                for (int at = 0; at < params.get(i).bytes; at += 8) {
                    out.append("    v" + next + " = load.i64 v" + i + "+" + at + "\n");
                    out.append("    store v" + next++ + ", v" + base + "+" + (SLOT * i + at) + "\n");
                }
            } else {
                out.append("    store v" + i + ", v" + base + "+" + SLOT * i + "\n");
            }
        }
        out.append("    v" + next + " = symbol_value.i64 gv1\n");
        out.append("    v" + (next + 1) + " = load." + result.loaded + " v" + next + "\n");
        out.append("    return v" + (next + 1) + "\n}\n\n");
    }

    private static void caller(StringBuilder out, int number, String conv, List<Kind> params, Kind result) {
        out.append("function %to_c_" + number + "() system_v {\n");
        out.append("    gv0 = symbol %in\n    gv1 = symbol %live\n    gv2 = symbol %result_out\n");
        out.append("    fn0 = %c_" + number + signature(conv, params, result) + "\nblock0:\n");
        out.append("    v0 = symbol_value.i64 gv0\n    v1 = symbol_value.i64 gv1\n    v2 = symbol_value.i64 gv2\n");
        int next = 3;
        int live = next;
        for (int i = 0; i < LIVE_INTS + LIVE_FLOATS; i++) {
            out.append("    v" + next++ + (i < LIVE_INTS ? " = load.i64 v1+" : " = load.f64 v1+") + 8 * i + "\n");
        }
        List<String> args = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).isStruct()) {
                out.append("    v" + next + " = iconst.i64 " + SLOT * i + "\n");
                out.append("    v" + (next + 1) + " = iadd v0, v" + next++ + "\n");
            } else {
                out.append("    v" + next + " = load." + params.get(i).loaded + " v0+" + SLOT * i + "\n");
            }
            args.add("v" + next++);
        }
        out.append("    v" + next + " = call fn0(" + String.join(", ", args) + ")\n");
        out.append("    store v" + next + ", v2\n");
        for (int i = 0; i < LIVE_INTS + LIVE_FLOATS; i++) {
            out.append("    store v" + (live + i) + ", v1+" + (8 * i + 512) + "\n");
        }
        out.append("    return\n}\n\n");
    }

    // C.

    private static final String C_HEAD = """
            #include <stdio.h>
            #include <string.h>
            typedef __int128 wide;
            typedef int vector __attribute__((vector_size(16)));
            struct three { long a, b, c; };
            unsigned char in[1024], out[1024], live[1024], result[16], result_out[16];
            static int failed;
            static unsigned state = 1;
            static void begin(void) {
                for (unsigned i = 0; i < sizeof in; i++) in[i] = (state = state * 1103515245 + 12345) >> 16;
                for (unsigned i = 0; i < sizeof live; i++) live[i] = (state = state * 1103515245 + 12345) >> 16;
                for (unsigned i = 0; i < sizeof result; i++) result[i] = (state = state * 1103515245 + 12345) >> 16;
                memset(out, 0, sizeof out);
                memset(result_out, 0, sizeof result_out);
            }
            static void check(int ok, const char *what, int number, int param) {
                if (!ok) { failed = 1; printf("%s of signature %d: %d\\n", what, number, param); }
            }
            static void __attribute__((noinline)) spoil(void) {
                asm volatile("pcmpeqd %%xmm0, %%xmm0\\n pcmpeqd %%xmm1, %%xmm1\\n pcmpeqd %%xmm2, %%xmm2\\n pcmpeqd %%xmm3, %%xmm3\\n"
                    "pcmpeqd %%xmm4, %%xmm4\\n pcmpeqd %%xmm5, %%xmm5\\n movq $-1, %%rcx\\n movq $-1, %%r8\\n movq $-1, %%r9\\n movq $-1, %%r10\\n"
                    "movq $-1, %%r11\\n movq $-1, %%rdx\\n movq $-1, %%rax"
                    ::: "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "rax", "rcx", "rdx", "r8", "r9", "r10", "r11");
            }
            """;

    private static void cFunction(StringBuilder c, int number, String attribute, List<Kind> params, Kind result) {
        String convention = "__attribute__((" + attribute + ")) ";
        StringBuilder list = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < params.size(); i++) {
            list.append((i == 0 ? "" : ", ") + params.get(i).c + " a" + i);
            body.append("    memcpy(out + " + SLOT * i + ", &a" + i + ", sizeof a" + i + ");\n");
        }
        String types = params.isEmpty() ? "void" : list.toString();
        c.append(convention + result.c + " clif_" + number + "(" + types + ");\n");
        c.append("void to_c_" + number + "(void);\n");
        c.append("__attribute__((noinline)) " + convention + result.c + " c_" + number + "(" + types + ") {\n");
        c.append(body).append("    spoil();\n    ");
        c.append(result.c + " r;\n    memcpy(&r, result, sizeof r);\n    return r;\n}\n");
    }

    private static void cChecks(StringBuilder main, int number, List<Kind> params, Kind result) {
        main.append("    begin();\n    to_c_" + number + "();\n");
        checkParams(main, "parameter to C", number, params);
        main.append("    check(!memcmp(result, result_out, " + result.bytes + "), \"result from C\", " + number
                + ", 0);\n");
        main.append("    check(!memcmp(live, live + 512, " + 8 * (LIVE_INTS + LIVE_FLOATS) + "), \"live value\", "
                + number + ", 0);\n    begin();\n    {\n");
        List<String> args = new ArrayList<>();
        for (int i = 0; i < params.size(); i++) {
            main.append("        " + params.get(i).c + " a" + i + ";\n        memcpy(&a" + i + ", in + " + SLOT * i
                    + ", sizeof a" + i + ");\n");
            args.add("a" + i);
        }
        main.append("        " + result.c + " r = clif_" + number + "(" + String.join(", ", args) + ");\n");
        main.append("        check(!memcmp(result, &r, " + result.bytes + "), \"result from CLIF\", " + number
                + ", 0);\n    }\n");
        checkParams(main, "parameter to CLIF", number, params);
    }

    private static void checkParams(StringBuilder main, String what, int number, List<Kind> params) {
        for (int i = 0; i < params.size(); i++) {
            main.append("    check(!memcmp(in + " + SLOT * i + ", out + " + SLOT * i + ", " + params.get(i).bytes
                    + "), \"" + what + "\", " + number + ", " + i + ");\n");
        }
    }
}
