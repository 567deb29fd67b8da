package dev.gantry.wasm.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.binary.BinaryReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mutated and random texts give a module or a {@link WatException}, nothing else. What still parses is also printed. The number of
 * texts is set by the system property {@code gantry.fuzz.texts}.
 */
class WatFuzzTest {
    private static final int TEXTS = Integer.getInteger("gantry.fuzz.texts", 6_000);
    private static final String[] SEEDS = {
        "(module $m (func (export \"a\") (param i32 i64) (result i32) (local f32 f64) local.get 0 i32.const -1 i32.add))",
        "(func (param i32) (drop (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2)))) nop nop)",
        "(memory 1 2) (data (i32.const 0) \"ab\" \"c\\00\") (func (i32.store offset=4 align=2 (i32.const 1) (i32.const 2)))",
        "(table 1 2 funcref) (elem (i32.const 0) 0 0) (func (call_indirect (type 0) (i32.const 0))) (type (func))",
        "(global i32 (i32.const 1)) (global (mut f64) (f64.const 0x1.8p3)) (global f32 (f32.const nan:0x12)) (func nop)",
        "(func block block loop br 0 br 1 br_if 2 end end end (block (loop (br 1)) (br_table 0 0 0)) nop nop nop)",
        "(import \"a\" \"b\" (func (param i32 i32))) (import \"a\" \"c\" (memory 1)) (import \"a\" \"d\" (global i32))",
        "(type (func (param i32 i64 f32 f64 v128 funcref externref) (result i32 i32 i32))) (start 0) (func nop nop)",
    };

    private int accepted;
    private int rejected;

    @Test
    void mutatedTextsAreReadOrRejected() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        seeds.add(WatParserTest.resource("everything.wat").getBytes(StandardCharsets.UTF_8));
        for (String seed : SEEDS) {
            seeds.add(seed.getBytes(StandardCharsets.UTF_8));
        }
        Random random = new Random(42);
        for (int i = 0; i < TEXTS; i++) {
            byte[] seed = seeds.get(random.nextInt(8) == 0 ? 0 : random.nextInt(seeds.size()));
            byte[] text = random.nextBoolean() ? mutateBytes(seed, random) : mutateTokens(seed, random);
            read(text);
            script(text);
        }
        System.out.println("WatFuzzTest: " + TEXTS + " texts, " + accepted + " read, " + rejected + " rejected");
        assertThat(accepted).isGreaterThan(TEXTS / 40);
        assertThat(rejected).isGreaterThan(TEXTS / 4);
    }

    private void read(byte[] text) {
        byte[] module;
        try {
            module = WatParser.parse(text);
            accepted++;
        } catch (WatException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
            rejected++;
            return;
        }
        try {
            WatParser.parse(WatPrinter.print(BinaryReader.parse(module)));
        } catch (WasmException e) {
            assertThat(e.reason()).isNotEmpty();
        }
    }

    private static void script(byte[] text) {
        WastParser parser = new WastParser(text);
        int commands = 0;
        while (true) {
            try {
                Optional<WastCommand> command = parser.next();
                if (command.isEmpty()) {
                    return;
                }
            } catch (WatException e) {
                assertThat(e.reason()).isNotEmpty();
            }
            assertThat(++commands).isLessThanOrEqualTo(text.length + 2);
        }
    }

    private static byte[] mutateBytes(byte[] seed, Random random) {
        byte[] text = seed.clone();
        for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
            int at = random.nextInt(text.length);
            switch (random.nextInt(4)) {
                case 0 -> text[at] = (byte) random.nextInt(256);
                case 1 -> text[at] = (byte) "()\"$;@0 _\\x.-".charAt(random.nextInt(13));
                case 2 -> text[at] = text[random.nextInt(text.length)];
                default -> text = Arrays.copyOf(text, Math.max(1, at));
            }
        }
        return text;
    }

    /** Drops, doubles, swaps and borrows whole tokens. */
    private static byte[] mutateTokens(byte[] seed, Random random) {
        Tokens tokens = Lexer.lex(seed);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.count - 1; i++) {
            words.add(tokens.text(i));
        }
        for (int edits = 1 + random.nextInt(2); edits > 0 && words.size() > 2; edits--) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(4)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, words.get(at));
                case 2 -> words.set(at, words.get(random.nextInt(words.size())));
                default -> {
                    Word[] all = Word.values();
                    words.set(at, all[random.nextInt(all.length)].text());
                }
            }
        }
        return String.join(" ", words).getBytes(StandardCharsets.UTF_8);
    }
}
