package dev.gantry.clif.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClifReaderTest {
    /** One function with every format and every declaration, in the form in which the printer writes it. */
    static final String EVERYTHING = """
            function %everything(i32, i64 vmctx, i8 uext, i64 sarg(24), i64 sret) -> i32 sext, f32 system_v {
                ss0 = explicit_slot 16, align = 8, key = 3
                region0 = 5 "the \\"heap\\""
                gv0 = vmctx
                gv1 = load.i64 notrap aligned gv0+8
                gv2 = iadd_imm.i64 gv1, -16
                gv3 = symbol colocated tls %name-7
                gv4 = dyn_scale_target_const.i32x4
                dt0 = i32x4*gv4
                dss0 = explicit_dynamic_slot dt0
                sig0 = (i64, i32) -> i32, f32 tail
                sig1 = () fast
                fn0 = colocated patchable %g sig1
                fn1 = u3:4 sig0
                fn2 = %CeilF32 sig1
                const0 = 0x00000004000000030000000200000001
                const1 = 0x3fff0000000000000000000000000000
                stack_limit = gv2

            block0(v0: i32, v1: i64, v2: i8, v3: i64, v4: i64):
                                                v5 = iconst.i8 -1
            @0010                               v6 = iconst.i64 0x1234_5678_9abc
                                                v7 = f16const 0x1.000p0
                                                v8 = f32const -0x1.800000p1
                                                v9 = f64const +NaN
                                                v10 = f128const const1
                                                v11 = vconst.i32x4 const0
                                                v12 = iadd v0, v0
                                                v13 = extractlane v11, 3  ; v11 = 0x00000004000000030000000200000001
                                                v14 = insertlane v11, v13, 1  ; v11 = 0x00000004000000030000000200000001
                                                v15 = bitcast.i8x16 little v14
                                                v16 = shuffle v15, v15, 0x1f1e1d1c1b1a19181716151413121110
                                                v17 = icmp sgt v0, v12
                                                v18 = fcmp uno v8, v8  ; v8 = -0x1.800000p1, v8 = -0x1.800000p1
                                                v19 = select v17, v0, v12
                                                v20, v21 = uadd_overflow v0, v19
                                                v22 = uadd_overflow_trap v0, v20, user7
                                                v23 = func_addr.i64 fn1
                                                v24 = symbol_value.i64 gv3
                                                v25 = stack_addr.i64 ss0+8
                                                v26 = dynamic_stack_addr.i64 dss0
                                                v27 = load.i64 notrap aligned readonly can_move region0 v25-8
                                                store user3 big v27, v26+0x0001_0000  ; the address
                                                v28 = atomic_rmw.i32 little nand v25, v0
                                                v29 = atomic_cas notrap v25, v28, v0
                                                v30 = atomic_load.i16 v25
                                                atomic_store little v30, v25
                                                fence
                                                trapz v0, heap_oob
            <7, ss0> @00ff                      call fn0(), stack_map=[i64 @ ss0+0, i32 @ ss0+8]
                                                v31, v32 = call fn1(v1, v0)
                                                v33, v34 = call_indirect sig0, v1(v1, v0)
                                                v35 = get_exception_handler_address.i64 block3, 1
                                                nop
                                                brif v0, block1(v31), block2

            block1(v36: i32) cold:
                                                br_table v36, block2, [block3, block4(v36), block2]

            block2:
                                                jump block3

            block3:
                                                try_call fn1(v1, v0), sig0, block4(ret0), [ tag7: block5(exn0, exn1), context v6, default: block2 ]  ; v6 = 0x0000_1234_5678_9abc

            block4(v37: i32):
                                                v38 -> v37
                                                v39 -> v38
                                                try_call_indirect.i64 v1(v1, v39), sig0, block6(ret1), []

            block5(v40: i64, v41: i64):
                                                trap user250

            block6(v42: f32):
                                                return v0, v42
            }
            """;

    @Test
    void printsWhatItReads() {
        // The comments on constants are the printer's own; where the text above has others, they do not come back.
        Function function = ClifReader.readFunction(EVERYTHING);
        String printed = ClifPrinter.print(function);
        assertThat(ClifPrinter.print(ClifReader.readFunction(printed))).isEqualTo(printed);
        assertThat(withoutComments(printed)).isEqualTo(withoutComments(EVERYTHING));
    }

    private static String withoutComments(String text) {
        StringBuilder out = new StringBuilder();
        for (String line : text.lines().toList()) {
            int comment = line.indexOf(';');
            out.append((comment < 0 ? line : line.substring(0, comment)).strip())
                    .append('\n');
        }
        return out.toString();
    }

    @Test
    void headerAndComments() {
        ClifFile file = ClifReader.readFile("""
                ; before
                test run
                test optimize precise-output ; why
                set opt_level=speed
                target x86_64 has_avx has_bmi1=false
                feature "simd"
                function %a() { ; head
                    gv0 = vmctx ; vm
                block0: ; b
                    ; on its own
                    nop ; at nop
                    return
                } ; after
                ; later
                function u1:2() {}
                """, "file.clif");
        assertThat(file.testCommands()).containsExactly("run", "optimize precise-output");
        assertThat(file.settings())
                .containsExactly(
                        new ClifFile.Directive.Set("opt_level=speed", 4),
                        new ClifFile.Directive.Target("x86_64", List.of("has_avx", "has_bmi1=false"), 5));
        assertThat(file.features()).containsExactly("\"simd\"");
        assertThat(file.preambleComments()).containsExactly("; before", "; why");
        assertThat(file.functions()).hasSize(2);
        ClifFunction first = file.functions().get(0);
        assertThat(first.comments())
                .containsExactly(
                        new Comment(Entity.FUNCTION, 7, "; head"),
                        new Comment(Entity.globalValue(0), 8, "; vm"),
                        new Comment(Entity.block(0), 9, "; b"),
                        new Comment(Entity.block(0), 10, "; on its own"),
                        new Comment(Entity.inst(0), 11, "; at nop"),
                        new Comment(Entity.FUNCTION, 13, "; after"),
                        new Comment(Entity.FUNCTION, 14, "; later"));
        assertThat(first.sourceMap().line(Entity.inst(1))).isEqualTo(12);
    }

    @Test
    void errorsHavePositions() {
        String[][] cases = {
            {"function", "1:9: expected a name, found the end of the file"},
            {"function %f( {}", "1:14: expected a type, found '{'"},
            {"function %f() {\n  block0:\n    v0 = foo\n}", "3:10: expected an opcode, found 'foo'"},
            {"function %f() {\nblock0:\n  v0 = iconst 0\n}", "3:15: iconst needs a type, as in iconst.i32"},
            {"function %f() {\nblock0:\n  v0 = iconst.i8 256\n}", "3:18: the number 256 does not fit 8 bits"},
            {"function %f() {\nblock0:\n  v0 = iconst.f32 1\n}", "3:8: f32 is not a type that iconst works on"},
            {"function %f() {\nblock0:\n  v0 = nop\n}", "3:8: nop gives 0 results, but 1 are named"},
            {"function %f() {\nblock0:\n  return v9\n}", "3:10: undefined value v9"},
            {"function %f() {\nblock0(v0: i8):\n  v0 = iconst.i8 1\n}", "3:3: v0 is defined twice"},
            {"function %f() {\nblock0:\nblock0:\n}", "3:1: block0 is defined twice"},
            {"function %f() {\nblock0:\n  v1 -> v2\n  v2 -> v1\n}", "3:3: v1 is an alias of itself"},
            {"function %f() {\n  ss0 = explicit_slot 8, align = 3\n}", "an alignment is a power of two"},
            {"function %f() {\n  gv0 = load.i64 gv1\n}", "gv1 is not declared"},
            {"function %f() {\n  fn0 = %g sig4\n}", "sig4 is not declared"},
            {"function %f() {\nblock0:\n  v99999999999 = iconst.i8 1\n}", "the number of v99999999999 is too large"},
            {
                "function %f() {\nblock0:\n  v9999999 = iconst.i8 1\n}",
                "the number of v9999999 is too large for this file"
            },
            {"function %f() {\nblock0:\n  store v0\n}", "expected ',' between operands, found '}'"},
            {"function %f(i32) {\nblock0(v0: i32):\n  v1 = load.i32 big little v0\n}", "say big and little"},
            {"test cat\nfunktion", "2:1: expected 'function', found 'funktion'"},
            {"function %\"f", "the string is not closed"},
        };
        for (String[] c : cases) {
            assertThatThrownBy(() -> ClifReader.readFile(c[0], "f"))
                    .as(c[0])
                    .isInstanceOf(ClifSyntaxException.class)
                    .hasMessageContaining(c[1]);
        }
    }

    /** Mutations of good text are read or refused with a position, and what is read can be printed and verified. */
    @Test
    void hostileText() {
        Random random = new Random(3);
        String alphabet = "v0123456789(){}[]:;,.-+=@%<>\"\n xpfniblockret_";
        int read = 0;
        for (int round = 0; round < 8_000; round++) {
            StringBuilder text = new StringBuilder(EVERYTHING);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 2 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> {
                        int from = random.nextInt(text.length());
                        text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(40))));
                    }
                }
            }
            try {
                for (Function function : ClifReader.readFunctions(text.toString())) {
                    Verifier.verify(function);
                    ClifPrinter.print(function);
                    read++;
                }
            } catch (ClifSyntaxException e) {
                assertThat(e.line()).isPositive();
                assertThat(e.column()).isPositive();
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    @Timeout(60)
    void aMillionInstructions() {
        StringBuilder text = new StringBuilder("function %big(i32) -> i32 {\nblock0(v0: i32):\n");
        int count = 1_000_000;
        for (int i = 1; i < count; i++) {
            text.append("    v").append(i).append(" = iadd v").append(i - 1).append(", v0\n");
        }
        text.append("    return v").append(count - 1).append("\n}\n");
        Function function = ClifReader.readFunction(text.toString());
        assertThat(Verifier.verify(function)).isEmpty();
        assertThat(ClifPrinter.print(function).length()).isGreaterThan(text.length());
    }

    /** Every function of the shared files prints and reads back to the same text, but where it is there to be wrong. */
    @Test
    void sharedFilesRoundTrip() throws IOException {
        Path shared = Path.of(System.getProperty("gantry.shared", "../shared"), "clif");
        if (!Files.isDirectory(shared)) {
            System.out.println("skipped: no shared .clif files");
            return;
        }
        int functions = 0;
        List<String> different = new ArrayList<>();
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(shared)) {
            paths = walk.filter(p -> p.toString().endsWith(".clif")).sorted().toList();
        }
        for (Path path : paths) {
            for (ClifFunction f :
                    ClifReader.readFile(Files.readString(path), path.toString()).functions()) {
                functions++;
                String text = ClifPrinter.print(f.function());
                try {
                    if (!ClifPrinter.print(ClifReader.readFunction(text)).equals(text)) {
                        different.add(path + " " + f.function());
                    }
                } catch (ClifSyntaxException e) {
                    boolean wrong = f.comments().stream().anyMatch(c -> c.text().contains("error:"));
                    if (!wrong) {
                        different.add(path + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(functions).isGreaterThan(1000);
    }
}
