package dev.gantry.isle;

/**
 * A generated Java file.
 *
 * @param path its path below the source root, with {@code /}
 * @param text its text
 */
public record GeneratedFile(String path, String text) {}
