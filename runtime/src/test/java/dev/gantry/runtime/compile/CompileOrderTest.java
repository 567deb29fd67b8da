package dev.gantry.runtime.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.asm.CodeBlob;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.clif.TranslatorSettings;
import dev.gantry.wasm.clif.VmContextLayout;
import dev.gantry.wasm.validate.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A function's code does not depend on what its compiler compiled before: compiling with one thread or many, in any order, gives the same bytes. */
class CompileOrderTest {
    private static final Path PROGRAMS = Path.of(System.getProperty("gantry.root", ".."), "bench", "programs");

    private final CompilerBackend backend =
            new ClifBackend(TargetIsa.host(Settings.DEFAULT.withVerifier(false)), TranslatorSettings.DEFAULT);

    @Test
    void functionsCompileToTheSameBytesInAnyOrder() throws IOException {
        for (String program : new String[] {"json", "regex", "raytrace"}) {
            WasmModule module = BinaryReader.parse(Files.readAllBytes(PROGRAMS.resolve(program + ".wasm")));
            Validator.checkModule(module);
            VmContextLayout layout = new VmContextLayout(module);
            int first = module.importedFuncCount();
            byte[][] forwards = new byte[module.bodyCount()][];
            BodyCompiler one = backend.newBodyCompiler(module, layout);
            for (int i = 0; i < forwards.length; i++) {
                forwards[i] = bytes(one.compile(first + i));
            }
            BodyCompiler other = backend.newBodyCompiler(module, layout);
            for (int i = forwards.length - 1; i >= 0; i--) {
                assertThat(bytes(other.compile(first + i)))
                        .as("%s, function %d", program, first + i)
                        .isEqualTo(forwards[i]);
            }
        }
    }

    private static byte[] bytes(CompiledBody body) {
        CodeBlob code = body.code();
        return Arrays.copyOf(code.bytes(), code.size());
    }
}
