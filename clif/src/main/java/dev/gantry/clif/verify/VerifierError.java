package dev.gantry.clif.verify;

import dev.gantry.clif.ir.Entity;

/**
 * Something wrong with a function.
 *
 * @param location what it is about
 * @param context the instruction as text, or empty
 * @param message what is wrong
 */
public record VerifierError(Entity location, String context, String message) {
    @Override
    public String toString() {
        return context.isEmpty() ? location + ": " + message : location + " (" + context + "): " + message;
    }
}
