package dev.gantry.asm.x64;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The independent decoder: LLVM's {@code llvm-mc}, run once over any number of instructions. */
final class LlvmMc {
    private LlvmMc() {}

    /** The tool, if it is installed, under its plain name or one with a version. */
    static Optional<Path> find() {
        for (String folder : System.getenv("PATH").split(":")) {
            for (int version = 30; version >= 13; version--) {
                Path file = Path.of(folder, version == 30 ? "llvm-mc" : "llvm-mc-" + version);
                if (Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Decodes instructions.
     *
     * @return one line of text per instruction, in LLVM's spelling but for white space and comments
     */
    static List<String> disassemble(Path tool, List<byte[]> codes) throws IOException, InterruptedException {
        Path in = Files.createTempFile("gantry-asm", ".hex");
        Path out = Files.createTempFile("gantry-asm", ".s");
        Path err = Files.createTempFile("gantry-asm", ".err");
        try {
            Files.writeString(in, hex(codes));
            Process process = new ProcessBuilder(
                            tool.toString(),
                            "--disassemble",
                            "--triple=x86_64-linux-gnu",
                            "--mattr=+64bit",
                            in.toString())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("llvm-mc did not end within 120 s");
            }
            String complaints = Files.readString(err);
            if (complaints.contains("invalid")) {
                throw new IOException(
                        "llvm-mc rejects bytes: " + complaints.substring(0, Math.min(2000, complaints.length())));
            }
            List<String> texts = new ArrayList<>();
            String prefix = "";
            for (String line : Files.readAllLines(out, StandardCharsets.UTF_8)) {
                String text = tidy(line);
                if (text.equals("lock") || text.startsWith("rep") && text.indexOf(' ') < 0) {
                    prefix = text + " ";
                } else if (!text.isEmpty() && !text.startsWith(".")) {
                    texts.add(prefix + text);
                    prefix = "";
                }
            }
            return texts;
        } finally {
            Files.delete(in);
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** One instruction a line, {@code 0x48,0x89,…}. */
    private static String hex(List<byte[]> codes) {
        HexFormat format = HexFormat.ofDelimiter(",").withPrefix("0x");
        StringBuilder lines = new StringBuilder();
        for (byte[] code : codes) {
            lines.append(format.formatHex(code)).append('\n');
        }
        return lines.toString();
    }

    private static String tidy(String line) {
        int comment = line.indexOf('#');
        String text = comment < 0 ? line : line.substring(0, comment);
        return text.replace("{vex}", "").replace('\t', ' ').strip().replaceAll(" +", " ");
    }
}
