package dev.gantry.isle;

import dev.gantry.isle.syntax.Source;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that must run: {@code run/NAME.isle} with {@code run/NAME.java}, which holds the context {@code run.Ctx}, whose {@code static String
 * main()} gives what {@code run/NAME.txt} says. Each is run with methods of the usual size, with tiny ones, and with coverage.
 */
class RunProgramsTest {
    @TempDir
    Path dir;

    static List<String> programs() throws IOException {
        return Goldens.programs("run");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runs(String name) throws Exception {
        Goldens.check("run/" + name + ".txt", run(name, options()));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runsInTinyMethods(String name) throws Exception {
        Goldens.check("run/" + name + ".txt", run(name, options().withMethodBytes(60)));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void runsWithCoverage(String name) throws Exception {
        Goldens.check("run/" + name + ".txt", run(name, options().withCoverage(true)));
    }

    private static Options options() {
        return new Options("run", "Rules", "run.Ctx", List.of("static:run.Ctx.*"));
    }

    private String run(String name, Options options) throws Exception {
        String isle = Goldens.read("run/" + name + ".isle");
        List<GeneratedFile> files = new ArrayList<>(Isle.compile(List.of(new Source(name + ".isle", isle)), options));
        files.add(new GeneratedFile("run/Ctx.java", Goldens.read("run/" + name + ".java")));
        files.add(new GeneratedFile("run/Base.java", Goldens.read("run/Base.java.txt")));
        Method main = JavaRunner.load(files, dir).loadClass("run.Ctx").getDeclaredMethod("main");
        main.setAccessible(true);
        try {
            return (String) main.invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError("program failed", e.getCause());
        }
    }
}
