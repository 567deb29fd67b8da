package dev.gantry.runtime;

/**
 * One import of a module.
 *
 * @param module the first name
 * @param name the second name
 * @param type what is wanted
 */
public record ImportType(String module, String name, ExternType type) {}
