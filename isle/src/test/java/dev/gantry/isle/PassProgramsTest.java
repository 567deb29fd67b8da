package dev.gantry.isle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.isle.syntax.Def;
import dev.gantry.isle.syntax.Diagnostics;
import dev.gantry.isle.syntax.Parser;
import dev.gantry.isle.syntax.Printer;
import dev.gantry.isle.syntax.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that must compile, {@code pass/NAME.isle}; their canonical text is {@code pass/NAME.printed}. Those of {@code run} print, too. */
class PassProgramsTest {
    static List<String> programs() throws IOException {
        return Goldens.programs("pass");
    }

    static List<String> all() throws IOException {
        List<String> all = new ArrayList<>();
        for (String kind : List.of("pass", "run")) {
            for (String name : Goldens.programs(kind)) {
                all.add(kind + "/" + name);
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void compiles(String name) throws IOException {
        Source source = new Source(name + ".isle", Goldens.read("pass/" + name + ".isle"));
        Options options = new Options("p", "C", "p.Ctx", List.of());
        assertThat(Isle.compile(List.of(source), options)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void printsCanonicalText(String name) throws IOException {
        Goldens.check("pass/" + name + ".printed", Printer.print(parse(Goldens.read("pass/" + name + ".isle"))));
    }

    @ParameterizedTest
    @MethodSource("all")
    void printedTextParsesToItself(String path) throws IOException {
        String once = Printer.print(parse(Goldens.read(path + ".isle")));
        assertThat(Printer.print(parse(once))).isEqualTo(once);
    }

    private static List<Def> parse(String text) {
        Diagnostics diagnostics = new Diagnostics();
        List<Def> defs = Parser.parse(new Source("test", text), diagnostics);
        assertThat(diagnostics.toList()).isEmpty();
        return defs;
    }
}
