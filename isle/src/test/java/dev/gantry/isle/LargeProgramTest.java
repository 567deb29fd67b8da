package dev.gantry.isle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.isle.syntax.Source;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program of 5,000 rules: compiled in seconds, into methods that HotSpot compiles, in classes of bounded size. */
class LargeProgramTest {
    private static final int OPCODES = 500;

    @TempDir
    Path dir;

    /** An instruction selector of 5,000 rules in one term: 500 opcodes, ten rules each. */
    private static String program() {
        StringBuilder out = new StringBuilder();
        out.append("(type int (primitive int))\n(type long (primitive long))\n(type Op extern (enum");
        for (int i = 0; i < OPCODES; i++) {
            out.append(" Op").append(i);
        }
        out.append("))\n(decl inst (Op int int) int)\n(extern extractor infallible inst inst)\n");
        out.append("(decl small () int)\n(extern extractor small small)\n");
        out.append("(decl konst (long) int)\n(extern extractor konst konst)\n");
        out.append("(decl emit (Op int int) int)\n(extern constructor emit emit)\n");
        out.append("(decl partial lower (int) int)\n");
        for (int i = 0; i < OPCODES; i++) {
            String head = "(lower (inst (Op.Op" + i + ") ";
            for (int k = 0; k < 6; k++) {
                out.append("(rule 3 ")
                        .append(head)
                        .append("x ")
                        .append(k)
                        .append(")) (emit (Op.Op")
                        .append(k)
                        .append(") x x))\n");
            }
            out.append("(rule 2 ").append(head).append("x x)) x)\n");
            out.append("(rule 1 ").append(head).append("(small) y)) (emit (Op.Op7) y y))\n");
            out.append("(rule 0 ").append(head).append("x (konst 5))) (emit (Op.Op8) (emit (Op.Op9) x x) x))\n");
            out.append("(rule -1 ")
                    .append(head)
                    .append("x y)) (emit (Op.Op")
                    .append(i)
                    .append(") x y))\n");
        }
        return out.toString();
    }

    private static final String CONTEXT = """
            package large;

            public class Ctx {
                public boolean failed;
                public Object o0;
                public int i0, i1;
                public Op op;
                public int a, b;

                public boolean inst(int x) {
                    o0 = op;
                    i0 = a;
                    i1 = b;
                    return true;
                }

                public boolean small(int x) {
                    return x < 10;
                }

                public long konst(int x) {
                    failed = x < 50;
                    return x - 50;
                }

                public int emit(Op op, int x, int y) {
                    return op.ordinal() * 1000 + x + y;
                }

                public static int run(int opcode, int a, int b) {
                    Ctx c = new Ctx();
                    c.op = Op.values()[opcode];
                    c.a = a;
                    c.b = b;
                    return C.lower(c, 0);
                }
            }
            """;

    @Test
    void compilesQuicklyIntoSmallMethods() throws Exception {
        Options options = new Options("large", "C", "large.Ctx", List.of());
        Source source = new Source("large.isle", program());
        long start = System.nanoTime();
        List<GeneratedFile> files = new java.util.ArrayList<>(Isle.compile(List.of(source), options));
        double seconds = (System.nanoTime() - start) * 1e-9;
        assertThat(seconds).as("seconds to compile 5,000 rules").isLessThan(20);

        StringBuilder op = new StringBuilder("package large;\npublic enum Op {");
        for (int i = 0; i < OPCODES; i++) {
            op.append(i == 0 ? "" : ", ").append("Op").append(i);
        }
        files.add(new GeneratedFile("large/Op.java", op + "}\n"));
        files.add(new GeneratedFile("large/Ctx.java", CONTEXT));
        ClassLoader loader = JavaRunner.load(files, dir);
        Method run = loader.loadClass("large.Ctx").getMethod("run", int.class, int.class, int.class);
        for (int i = 0; i < OPCODES; i += 7) {
            assertThat(run.invoke(null, i, 100, 3)).isEqualTo(3000 + 200);
            assertThat(run.invoke(null, i, 77, 77)).isEqualTo(77);
            assertThat(run.invoke(null, i, 9, 11)).isEqualTo(7000 + 22);
            assertThat(run.invoke(null, i, 20, 55)).isEqualTo(8000 + 9040 + 20);
            assertThat(run.invoke(null, i, 20, 30)).isEqualTo(i * 1000 + 50);
        }
        checkSizes();
    }

    private void checkSizes() throws IOException {
        try (Stream<Path> classes = Files.walk(dir.resolve("classes"))) {
            for (Path path :
                    classes.filter(p -> p.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(path);
                String name = path.getFileName().toString();
                if (!name.matches("C\\d*\\.class")) {
                    continue;
                }
                assertThat(model.methods().size()).as(name).isLessThan(100);
                for (MethodModel method : model.methods()) {
                    int bytes = method.findAttribute(java.lang.classfile.Attributes.code())
                            .map(c -> ((CodeAttribute) c).codeLength())
                            .orElse(0);
                    assertThat(bytes).as(name + " " + method.methodName()).isLessThan(3000);
                }
            }
        }
    }
}
