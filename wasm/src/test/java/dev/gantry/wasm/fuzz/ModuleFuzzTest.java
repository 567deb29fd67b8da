package dev.gantry.wasm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.binary.ModuleBytes;
import dev.gantry.wasm.text.WastCommand;
import dev.gantry.wasm.text.WastParser;
import dev.gantry.wasm.text.WatException;
import dev.gantry.wasm.text.WatParser;
import dev.gantry.wasm.validate.Validator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes are, reading and validating them gives a module or a {@link WasmException}: nothing else is thrown,
 * no input takes long, and none allocates out of proportion to its size.
 *
 * <p>{@code -Dgantry.fuzz.count=100000} sets the number of inputs of each kind, {@code -Dgantry.fuzz.seed=7} the seed.
 */
class ModuleFuzzTest {
    private static final int COUNT = Integer.getInteger("gantry.fuzz.count", 15_000);
    private static final long SEED = Long.getLong("gantry.fuzz.seed", 1);
    private static final int MAX_CORPUS_FILE = 20_000;

    /** Bytes that one input may allocate: a byte of input may become a section's item, or a thousand operands. */
    private static final long ALLOCATION_BASE = 1 << 20;

    private static final long ALLOCATION_PER_BYTE = 8_000;
    private static final long MAX_NANOS = 5_000_000_000L;

    private static final int[] BYTES = {0, 1, 2, 0x0b, 0x40, 0x41, 0x60, 0x6f, 0x70, 0x7f, 0x80, 0xfc, 0xfd, 0xff};
    private static final byte[][] SNIPPETS = {
        ModuleBytes.hex("ff ff ff ff 0f"),
        ModuleBytes.hex("80 80 80 80 80 00"),
        ModuleBytes.hex("ff ff ff ff ff ff ff ff ff 01"),
        ModuleBytes.hex("80 80 80 80 78"),
        ModuleBytes.hex("02 40 03 40 04 40"),
        ModuleBytes.hex("0e ff ff 03"),
        ModuleBytes.hex("01 ff ff ff 7f 7f")
    };

    private final Random random = new Random(SEED);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int accepted;

    private void check(byte[] input) {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        try {
            WasmModule module = BinaryReader.parse(input);
            Validator.validate(module);
            for (int i = 0; i < Math.min(module.funcCount(), 3); i++) {
                assertThat(module.names().function(i)).isNotNull();
                assertThat(module.names().local(i, 0)).isNotNull();
            }
            accepted++;
        } catch (WasmException e) {
            if (e.offset() < 0 || e.offset() > input.length) throw new AssertionError(show(input), e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(show(input), e);
        }
        long used = threads.getCurrentThreadAllocatedBytes() - allocated;
        if (used > ALLOCATION_BASE + ALLOCATION_PER_BYTE * input.length) {
            throw new AssertionError(used + " bytes allocated for " + show(input));
        }
        if (System.nanoTime() - start > MAX_NANOS) throw new AssertionError("too slow: " + show(input));
    }

    private static String show(byte[] input) {
        return input.length + " bytes: " + HexFormat.of().formatHex(input);
    }

    @Test
    void generatedModulesAreValid() {
        for (int i = 0; i < 500; i++) {
            byte[] module = RandomModule.make(random);
            int before = accepted;
            check(module);
            if (accepted == before) Validator.validate(BinaryReader.parse(module)); // shows the error
        }
        assertThat(accepted).isEqualTo(500);
    }

    @Test
    void randomBytes() {
        for (int i = 0; i < COUNT; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (i % 2 == 0) bytes = ModuleBytes.join("00 61 73 6d 01 00 00 00", bytes);
            // Half of those with a right preamble: ids and sizes of sections that are right, too.
            if (i % 4 == 0)
                bytes = new ModuleBytes().section(random.nextInt(13), bytes).bytes();
            check(bytes);
        }
        System.out.println("ModuleFuzzTest: " + COUNT + " random inputs, " + accepted + " accepted");
        assertThat(accepted).isLessThan(COUNT);
    }

    @Test
    void mutatedModules() throws IOException {
        List<byte[]> corpus = corpus();
        for (int i = 0; i < COUNT; i++) {
            byte[] seed = i % 3 == 0 ? RandomModule.make(random) : corpus.get(random.nextInt(corpus.size()));
            byte[] bytes = seed;
            int mutations = 1 + random.nextInt(4);
            for (int m = 0; m < mutations; m++) bytes = mutate(bytes, corpus);
            check(bytes);
        }
        System.out.println("ModuleFuzzTest: " + COUNT + " mutations of " + corpus.size() + " modules, " + accepted
                + " still valid");
        assertThat(accepted).isBetween(COUNT / 50, COUNT);
    }

    private byte[] mutate(byte[] in, List<byte[]> corpus) {
        if (in.length == 0) return in;
        int at = random.nextInt(in.length);
        byte[] copy = in.clone();
        switch (random.nextInt(8)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) BYTES[random.nextInt(BYTES.length)];
            case 2 -> copy[at] = (byte) random.nextInt(256);
            case 3 -> copy = Arrays.copyOf(in, at);
            case 4 -> copy = splice(in, at, at, SNIPPETS[random.nextInt(SNIPPETS.length)]);
            case 5 -> copy = splice(in, at, Math.min(in.length, at + 1 + random.nextInt(4)), new byte[0]);
            case 6 -> copy[at] = (byte) (copy[at] + (random.nextBoolean() ? 1 : -1));
            default -> {
                byte[] other = corpus.get(random.nextInt(corpus.size()));
                int from = random.nextInt(other.length);
                int to = Math.min(other.length, from + 1 + random.nextInt(40));
                copy = splice(in, at, at, Arrays.copyOfRange(other, from, to));
            }
        }
        return copy;
    }

    private static byte[] splice(byte[] in, int from, int to, byte[] middle) {
        return ModuleBytes.join(Arrays.copyOf(in, from), middle, Arrays.copyOfRange(in, to, in.length));
    }

    private List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (int i = 0; i < 100; i++) corpus.add(RandomModule.make(random));
        corpus.add(ModuleBytes.moduleWithBody(ModuleBytes.body("20 00 04 40 0b")));
        corpus.add(WatParser.parse("""
                (module $m (import "a" "b" (global $g i32)) (memory 1 2) (table 3 funcref)
                  (func $f (export "f") (param $x i32) (result i32) (local $y i64)
                    (block $b (loop $l (br_table $b $l $b (local.get $x))))
                    (call_indirect (param i32) (result i32) (local.get $x) (i32.const 1)))
                  (elem (global.get $g) $f) (data (i32.add (global.get $g) (i32.const 4)) "abc"))
                """));
        Path suite = Path.of(System.getProperty("gantry.shared", "../shared"), "spec");
        if (!Files.isDirectory(suite)) {
            System.out.println("ModuleFuzzTest: without modules of the test suite, there is no " + suite);
            return corpus;
        }
        try (Stream<Path> files = Files.list(suite)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".wast")).sorted().toList()) {
                WastParser parser = new WastParser(Files.readAllBytes(file));
                Optional<WastCommand> command = parser.next();
                while (command.isPresent()) {
                    if (command.get() instanceof WastCommand.Module m) addEncoded(corpus, m);
                    command = parser.next();
                }
            }
        }
        return corpus;
    }

    private static void addEncoded(List<byte[]> corpus, WastCommand.Module m) {
        try {
            byte[] bytes = m.module().encode();
            if (bytes.length > 8 && bytes.length < MAX_CORPUS_FILE) corpus.add(bytes);
        } catch (WatException e) {
            assertThat(e.kind()).isNotEqualTo(WatException.Kind.MALFORMED);
        }
    }
}
