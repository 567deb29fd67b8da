package dev.gantry.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.host.RawMemory;
import dev.gantry.link.JitModule;
import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.text.WatParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Modules compiled by several threads. */
class CompilationTest {
    private static byte[] code(byte[] wasm, int threads) {
        try (Engine engine = Engine.create(Config.defaults().withCompileThreads(threads))) {
            Module module = Module.fromBinary(engine, wasm);
            JitModule jit = module.compiled().jit();
            byte[] bytes = new byte[jit.codeSize()];
            RawMemory.copyOut(jit.start(), bytes, 0, bytes.length);
            module.close();
            return bytes;
        }
    }

    @Test
    void theCodeDoesNotDependOnTheThreads() throws IOException {
        byte[] wasm = Files.readAllBytes(Path.of(System.getProperty("gantry.root"), "examples", "tour.wasm"));
        byte[] one = code(wasm, 1);
        assertThat(one.length).isGreaterThan(10_000);
        for (int threads : new int[] {1, 2, 4}) {
            assertThat(code(wasm, threads)).isEqualTo(one);
        }
    }

    @Test
    void theFirstInvalidFunctionIsReported() {
        StringBuilder text = new StringBuilder("(module");
        for (int i = 0; i < 2000; i++) {
            String body = i == 700 || i == 1500 || i == 1999 ? "(i64.const 1)" : "(i32.const " + i + ")";
            text.append("(func (result i32) ").append(body).append(")\n");
        }
        byte[] wasm = WatParser.parse(text.append(")").toString());
        for (int threads = 1; threads <= 4; threads++) {
            Engine engine = Engine.create(Config.defaults().withCompileThreads(threads));
            assertThatThrownBy(() -> Module.fromBinary(engine, wasm))
                    .isInstanceOfSatisfying(WasmException.class, e -> assertThat(e.functionIndex())
                            .isEqualTo(700))
                    .hasMessageContaining("type mismatch");
        }
    }

    @Test
    void filesOfBothFormats() throws IOException {
        Path file = Files.createTempFile("gantry", ".wat");
        try {
            Files.writeString(file, "(module $named (func (export \"f\") (result i32) (i32.const 5)))");
            Module module = Module.fromFile(Guests.SIGNALS, file);
            assertThat(module.name()).isEqualTo("named");
            assertThat(module.exports()).hasSize(1);
            assertThat(module.imports()).isEmpty();
            Instance instance = Instance.create(Store.create(Guests.SIGNALS), module);
            assertThat(Guests.call(instance, "f")).isEqualTo(5);
        } finally {
            Files.delete(file);
        }
    }
}
