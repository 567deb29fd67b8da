package dev.gantry.isle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.isle.syntax.Diagnostic;
import dev.gantry.isle.syntax.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged programs compile or are refused with positions in the text; nothing else happens. More with {@code -Disle.mutations=N}. */
class MutatedProgramsTest {
    private static final int MUTATIONS = Integer.getInteger("isle.mutations", 3000);

    @Test
    void damagedProgramsAreRefusedPrecisely() throws IOException {
        List<String> programs = new ArrayList<>();
        for (String kind : List.of("pass", "run", "fail")) {
            for (String name : Goldens.programs(kind)) {
                programs.add(Goldens.read(kind + "/" + name + ".isle"));
            }
        }
        Random random = new Random(1);
        int compiled = 0;
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String text = mutate(programs, random);
            try {
                Isle.compile(List.of(new Source("mutant", text)), new Options("p", "C", "p.Ctx", List.of()));
                compiled++;
            } catch (IsleException e) {
                refused++;
                assertThat(e.diagnostics()).isNotEmpty();
                for (Diagnostic d : e.diagnostics()) {
                    assertThat(d.pos().offset()).isBetween(0, text.length());
                    assertThat(d.message()).isNotBlank();
                }
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("mutant " + i + ":\n" + text, e);
            }
        }
        assertThat(compiled).isGreaterThan(0);
        assertThat(refused).isGreaterThan(0);
    }

    private static String mutate(List<String> programs, Random random) {
        StringBuilder text = new StringBuilder(programs.get(random.nextInt(programs.size())));
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            String words = programs.get(random.nextInt(programs.size()));
            int from = random.nextInt(words.length());
            String piece = words.substring(from, Math.min(words.length(), from + random.nextInt(30)));
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, piece);
                case 2 -> text.replace(at, end, piece);
                default -> swapWords(text, random);
            }
            if (text.isEmpty()) {
                text.append('(');
            }
        }
        return text.toString();
    }

    /** Puts a word of the text in the place of another: damage that still parses. */
    private static void swapWords(StringBuilder text, Random random) {
        String[] words = text.toString().split("[\\s()]+");
        String from = words[random.nextInt(words.length)];
        String to = words[random.nextInt(words.length)];
        int at = from.isEmpty() ? -1 : text.indexOf(from, random.nextInt(text.length()));
        if (at >= 0) {
            text.replace(at, at + from.length(), to);
        }
    }
}
