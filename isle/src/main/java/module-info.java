/** The compiler for ISLE, the rewrite-rule language: runs at build time and emits Java. */
@org.jspecify.annotations.NullMarked
module dev.gantry.isle {
    requires static org.jspecify;

    exports dev.gantry.isle;
    exports dev.gantry.isle.syntax;
}
