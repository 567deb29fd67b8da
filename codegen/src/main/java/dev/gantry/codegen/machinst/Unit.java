package dev.gantry.codegen.machinst;

/** What a rule gives that is run for its effect. */
public enum Unit {
    /** The only value. */
    UNIT
}
