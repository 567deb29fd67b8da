package dev.gantry.wasm.text;

import java.util.List;
import java.util.Optional;

/** One command of a script, with the line (counted from 1) on which it starts. */
public sealed interface WastCommand {
    /** The line on which the command starts, counted from 1. */
    int line();

    /** Defines a module and makes an instance of it, both under the same name if it has one. */
    record Module(int line, Optional<String> name, WastModule module) implements WastCommand {}

    /** Defines a module without making an instance. */
    record Definition(int line, Optional<String> name, WastModule module) implements WastCommand {}

    /** Makes an instance of a module defined before: of the latest one if none is named. */
    record Instance(int line, Optional<String> name, Optional<String> definition) implements WastCommand {}

    /** Makes the exports of an instance (of the latest one if none is named) importable under a module name. */
    record Register(int line, String as, Optional<String> instance) implements WastCommand {}

    /** Carries out an action whose results do not matter. */
    record Perform(int line, WastAction action) implements WastCommand {}

    /** The action must give these results. */
    record AssertReturn(int line, WastAction action, List<WastExpected> results) implements WastCommand {
        public AssertReturn {
            results = List.copyOf(results);
        }
    }

    /** The action must trap with a message that starts like this one. */
    record AssertTrap(int line, WastAction action, String message) implements WastCommand {}

    /** Making an instance of the module must trap. */
    record AssertTrapModule(int line, WastModule module, String message) implements WastCommand {}

    /** The action must exhaust the stack. */
    record AssertExhaustion(int line, WastAction action, String message) implements WastCommand {}

    /** The action must end with an exception of the guest's that nothing catches. */
    record AssertException(int line, WastAction action) implements WastCommand {}

    /** Reading the module must fail. */
    record AssertMalformed(int line, WastModule module, String message) implements WastCommand {}

    /** The module must be readable and fail validation. */
    record AssertInvalid(int line, WastModule module, String message) implements WastCommand {}

    /** The module must be valid and its imports must not be met. */
    record AssertUnlinkable(int line, WastModule module, String message) implements WastCommand {}

    /** A command that uses a later proposal, which the reason names. */
    record Unsupported(int line, String reason) implements WastCommand {}
}
