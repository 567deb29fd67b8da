package dev.gantry.isle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gantry.isle.syntax.Source;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that must not compile: {@code fail/NAME.isle} is refused with the words of {@code fail/NAME.txt}. */
class FailProgramsTest {
    static List<String> programs() throws IOException {
        return Goldens.programs("fail");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void fails(String name) throws IOException {
        Source source = new Source(name + ".isle", Goldens.read("fail/" + name + ".isle"));
        Options options = new Options("p", "C", "p.Ctx", List.of());
        IsleException e = catchThrowableOfType(IsleException.class, () -> Isle.compile(List.of(source), options));
        assertThat(e).as(name + " compiles").isNotNull();
        Goldens.check("fail/" + name + ".txt", e.getMessage() + "\n");
    }
}
