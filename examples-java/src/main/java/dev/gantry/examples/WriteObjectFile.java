package dev.gantry.examples;

import dev.gantry.asm.unwind.EhFrame;
import dev.gantry.asm.unwind.UnwindText;
import dev.gantry.asm.unwind.WindowsUnwindInfo;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.x64.X64Flags;
import dev.gantry.link.object.DataObject;
import dev.gantry.link.object.ObjectModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compiles a function that greets by {@code puts}, and writes it with its text to an object file that {@code cc main.c hello.o} links; then shows what an
 * unwinder is told about its frame.
 */
public final class WriteObjectFile {
    private WriteObjectFile() {}

    /** Runs the example; the file goes to a temporary place unless its name is given. */
    public static void main(String[] args) throws IOException {
        Function hello = ClifReader.readFunction("""
                function %hello(i64) -> i64 system_v {
                    gv0 = symbol colocated %text
                    sig0 = (i64) -> i32 system_v
                    fn0 = %puts sig0
                block0(v0: i64):
                    v1 = symbol_value.i64 gv0
                    v2 = call fn0(v1)
                    return v0
                }
                """);
        // Position-independent code finds puts through the tables that every linker makes.
        Settings settings = Settings.DEFAULT.with("is_pic", "true");
        CompiledFunction compiled = new Compiler(TargetIsa.x64(settings, X64Flags.BASELINE)).compile(hello);

        ObjectModule object = ObjectModule.builder()
                .function(compiled)
                .data(
                        new ExternalName.TestCase("text"),
                        DataObject.readOnly("hello, linker\0".getBytes(StandardCharsets.US_ASCII)))
                .build();
        Path file = args.length > 0 ? Path.of(args[0]) : Files.createTempFile("hello", ".o");
        object.writeTo(file);
        System.out.println("an object file of ELF: " + new String(object.toBytes(), 1, 3, StandardCharsets.US_ASCII));

        System.out.print(UnwindText.systemV(EhFrame.instructions(compiled.code())));
        System.out.print(UnwindText.windows(WindowsUnwindInfo.of(compiled.code())));
    }
}
