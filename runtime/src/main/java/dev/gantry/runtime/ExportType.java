package dev.gantry.runtime;

/**
 * One export of a module.
 *
 * @param name its name
 * @param type what it is
 */
public record ExportType(String name, ExternType type) {}
