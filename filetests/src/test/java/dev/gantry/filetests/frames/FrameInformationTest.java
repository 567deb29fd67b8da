package dev.gantry.filetests.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gantry.asm.x64.Disassembler;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.ClifSyntaxException;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.InvalidFunctionException;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import dev.gantry.codegen.machinst.UnsupportedException;
import dev.gantry.codegen.x64.X64Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** At every instruction of every function of the repository's own files, unwinders find the caller. */
class FrameInformationTest {
    private static final List<String> PRESERVED = List.of("rbx", "rbp", "r12", "r13", "r14", "r15");

    private int functions;
    private int places;
    private int windowsFunctions;

    private static List<String> preserved(CallConv conv) {
        List<String> registers = new ArrayList<>();
        switch (conv) {
            case TAIL, WINCH -> registers.add("rbp");
            case WINDOWS_FASTCALL -> {
                registers.addAll(PRESERVED);
                registers.addAll(List.of("rsi", "rdi"));
                for (int i = 6; i < 16; i++) {
                    registers.add("xmm" + i);
                }
            }
            default -> registers.addAll(PRESERVED);
        }
        return registers;
    }

    @Test
    void unwindersFindTheCallerEverywhere() throws IOException {
        Path root = Path.of(System.getProperty("gantry.root", ".."), "filetests", "src", "test", "clif");
        Settings plain = Settings.DEFAULT.with("enable_llvm_abi_extensions", "true");
        List<Compiler> compilers = new ArrayList<>();
        compilers.add(new Compiler(TargetIsa.x64(plain, X64Flags.BASELINE)));
        compilers.add(new Compiler(TargetIsa.x64(
                plain.with("enable_probestack", "true")
                        .with("probestack_strategy", "inline")
                        .with("probestack_size_log2", "6"),
                X64Flags.BASELINE.with("x86-64-v3"))));
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path path :
                    walk.filter(p -> p.toString().endsWith(".clif")).sorted().toList()) {
                for (Compiler compiler : compilers) {
                    checkFile(compiler, path);
                }
            }
        }
        System.out.println("FrameInformationTest: " + functions + " functions, " + windowsFunctions
                + " of them of the convention of Windows, " + places + " places");
        assertThat(functions).isGreaterThan(1000);
        assertThat(windowsFunctions).isGreaterThan(10);
    }

    private void checkFile(Compiler compiler, Path path) throws IOException {
        List<ClifFunction> all;
        try {
            all = ClifReader.readFile(Files.readString(path), path.toString()).functions();
        } catch (ClifSyntaxException e) {
            return; // files that test the reader
        }
        for (ClifFunction function : all) {
            if (function.function().layout.entryBlock() < 0) {
                continue;
            }
            CallConv conv = function.function().signature().callConv();
            try {
                check(compiler.compile(function.function()), conv);
            } catch (UnsupportedException | InvalidFunctionException e) {
                continue; // settings that this file would have made; files that test the verifier
            }
        }
    }

    private void check(CompiledFunction compiled, CallConv conv) {
        functions++;
        windowsFunctions += conv == CallConv.WINDOWS_FASTCALL ? 1 : 0;
        byte[] instructions = compiled.callFrameInstructions();
        byte[] codes = conv == CallConv.WINDOWS_FASTCALL ? compiled.windowsUnwindInfo() : new byte[0];
        List<String> preserved = preserved(conv);
        for (Map.Entry<Integer, FrameState> place :
                FrameSimulation.run(compiled.code()).entrySet()) {
            places++;
            int pc = place.getKey();
            FrameState state = place.getValue();
            checkCallFrame(compiled, CallFrameTable.at(instructions, pc), pc, state, preserved);
            if (conv == CallConv.WINDOWS_FASTCALL) {
                checkWindows(compiled, new WindowsUnwinder(codes), pc, state, preserved);
            }
        }
    }

    private static void checkCallFrame(
            CompiledFunction compiled, CallFrameTable table, int pc, FrameState state, List<String> preserved) {
        expect(compiled, pc, "the caller's stack pointer", table.cfa(state), FrameState.place(0));
        expect(compiled, pc, "return address", table.caller(state, "ra"), FrameState.RETURN_ADDRESS);
        for (String register : preserved) {
            expect(compiled, pc, register, table.caller(state, register), register);
        }
    }

    private static void checkWindows(
            CompiledFunction compiled, WindowsUnwinder unwinder, int pc, FrameState state, List<String> preserved) {
        FrameState caller = unwinder.unwind(state, pc, instruction(compiled, pc), instruction(compiled, pc + 1));
        expect(compiled, pc, "Windows: rsp", caller.register("rsp"), FrameState.place(0));
        expect(compiled, pc, "Windows: rip", caller.register("rip"), FrameState.RETURN_ADDRESS);
        for (String register : preserved) {
            expect(compiled, pc, "Windows: " + register, caller.register(register), register);
        }
    }

    private static String instruction(CompiledFunction compiled, int pc) {
        Disassembler disassembler = new Disassembler();
        if (disassembler.decode(compiled.code().bytes(), pc, compiled.code().size()) == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        disassembler.print(text);
        return text.toString().trim();
    }

    private static void expect(CompiledFunction compiled, int pc, String what, String found, String expected) {
        if (!found.equals(expected)) {
            fail("%s at %d (%s): %s is taken for %s", compiled.name(), pc, instruction(compiled, pc), what, found);
        }
    }
}
