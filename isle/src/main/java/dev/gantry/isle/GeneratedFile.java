package dev.gantry.isle;

/**
 * A generated file: Java, but for the table of rules that goes with coverage.
 *
 * @param path its path below the source root, with {@code /}
 * @param text its text
 */
public record GeneratedFile(String path, String text) {}
