package dev.gantry.cli;

import dev.gantry.wasm.text.WatException;
import dev.gantry.wasm.text.WatParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a module given on the command line, in either format. */
final class InputFile {
    private InputFile() {}

    /**
     * {@return the module's bytes in the binary format}
     *
     * @throws BadInputException if it is a directory, or text and malformed; the message has the position
     */
    static byte[] readBinary(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a directory, not a module");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (isBinary(bytes)) {
            return bytes;
        }
        try {
            return WatParser.parse(bytes);
        } catch (WatException e) {
            throw new BadInputException(file + ": " + e.getMessage());
        }
    }

    static boolean isBinary(byte[] bytes) {
        return bytes.length >= 4 && bytes[0] == 0 && bytes[1] == 'a' && bytes[2] == 's' && bytes[3] == 'm';
    }
}
