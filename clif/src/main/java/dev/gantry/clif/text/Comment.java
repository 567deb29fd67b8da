package dev.gantry.clif.text;

import dev.gantry.clif.ir.Entity;

/**
 * A comment of a function.
 *
 * @param entity what it follows: the function if it stands behind its head or its closing brace
 * @param line line it is on, from 1
 * @param text text from the semicolon on
 */
public record Comment(Entity entity, int line, String text) {}
