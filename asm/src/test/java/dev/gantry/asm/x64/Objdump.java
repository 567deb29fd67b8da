package dev.gantry.asm.x64;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The other independent decoder: binutils' {@code objdump}. Each instruction gets a slot of 16 bytes, so that one run reads all. */
final class Objdump {
    private static final int SLOT = 16;
    private static final Pattern HEX = Pattern.compile("(-?)0x([0-9a-f]+)");
    private static final Pattern BRANCH = Pattern.compile("(j[a-z]+|callq?) 0x([0-9a-f]+)");

    private Objdump() {}

    /** The tool, if it is installed. */
    static Optional<Path> find() {
        for (String folder : System.getenv("PATH").split(":")) {
            Path file = Path.of(folder, "objdump");
            if (Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Decodes instructions; one line of text per instruction, in LLVM's spelling but for size letters. */
    static List<String> disassemble(Path tool, List<byte[]> codes) throws IOException, InterruptedException {
        byte[] all = new byte[codes.size() * SLOT];
        Arrays.fill(all, (byte) 0x90);
        for (int i = 0; i < codes.size(); i++) {
            System.arraycopy(codes.get(i), 0, all, i * SLOT, codes.get(i).length);
        }
        Path in = Files.createTempFile("gantry-asm", ".bin");
        Path out = Files.createTempFile("gantry-asm", ".s");
        try {
            Files.write(in, all);
            List<String> command = List.of(
                    tool.toString(),
                    "-D",
                    "-z",
                    "-b",
                    "binary",
                    "-m",
                    "i386:x86-64",
                    "-M",
                    "att,suffix",
                    "--no-show-raw-insn",
                    in.toString());
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("objdump did not end within 120 s");
            }
            return slots(out, codes);
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }

    private static List<String> slots(Path out, List<byte[]> codes) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(out, StandardCharsets.UTF_8)) {
            int colon = line.indexOf(":\t");
            if (colon < 0 || texts.size() == codes.size()) {
                continue;
            }
            long address = Long.parseLong(line.substring(0, colon).strip(), 16);
            if (address == (long) texts.size() * SLOT) {
                long end = address + codes.get(texts.size()).length;
                texts.add(tidy(line.substring(colon + 2), end));
            }
        }
        return texts;
    }

    /** Numbers become decimal, branch targets distances; zero displacements, scales of 1 and hints at the encoding go. */
    private static String tidy(String line, long end) {
        int comment = line.indexOf('#');
        String text = (comment < 0 ? line : line.substring(0, comment))
                .replace("{vex}", "")
                .strip()
                .replaceAll("[ \\t]+", " ");
        Matcher branch = BRANCH.matcher(text);
        if (branch.matches()) {
            return branch.group(1) + " " + (Long.parseUnsignedLong(branch.group(2), 16) - end);
        }
        text = HEX.matcher(text).replaceAll(m -> m.group(1) + Long.parseUnsignedLong(m.group(2), 16));
        text = text.replaceAll(",(?![^(]*\\))", ", ");
        text = text.replaceAll("([ :*])0\\(", "$1(")
                .replaceAll("\\.(s|d8|d32)\\b", "")
                .replace(",1)", ")");
        // A quirk of binutils: with suffixes the dot products get one in front.
        text = text.replace("lvpdp", "vpdp");
        return text.replace("repz ", "rep ").replace("repnz ", "repne ").replace("%ds:", "");
    }
}
