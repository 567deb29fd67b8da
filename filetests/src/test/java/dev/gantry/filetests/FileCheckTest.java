package dev.gantry.filetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileCheckTest {
    private static final String TEXT = """
            first line
              second v1 = iadd v2
            third
            } end
            third
            """;

    private static void passes(String... directives) {
        assertThat(new FileCheck(List.of(directives)).check(TEXT)).isEmpty();
    }

    private static void fails(String... directives) {
        assertThat(new FileCheck(List.of(directives)).check(TEXT)).isPresent();
    }

    @Test
    void order() {
        passes("; check: second", ";check: third", "; check: third");
        fails("; check: third", "; check: second");
        passes("; sameln: first", "; sameln: line", "; nextln: second", "; nextln: third", "; nextln: }");
        fails("; sameln: second");
        fails("; check: first", "; nextln: third");
        fails("; check: third", "; check: third", "; check: third");
        passes("; nothing to check");
    }

    @Test
    void unorderedMatchesInAnyOrder() {
        passes("; check: first", "; unordered: end", "; unordered: second", "; check: third");
        fails("; check: end", "; unordered: second");
        fails("; unordered: end", "; check: second");
    }

    @Test
    void notBetweenMatches() {
        passes("; check: second", "; not: end", "; check: third");
        fails("; check: first", "; not: second", "; check: third");
        fails("; check: end", "; not: third");
    }

    @Test
    void variables() {
        passes("; regex: V=v\\d+", "; check: $(A=$V) = iadd $(B=$V)");
        passes("; regex: V=v\\d+", "; check: $V = iadd $V");
        fails("; regex: V=v\\d+", "; check: $(A=$V) = iadd $A");
        passes("; check: $(L=t\\w+d)", "; check: $L");
        passes("; check: second $() = iadd $(=v.)");
        fails("; check: $NOWHERE");
        fails("; check: $(A=(");
    }
}
