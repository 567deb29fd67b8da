/** The operating system through the foreign-function API: memory, signals, CPU features. */
@org.jspecify.annotations.NullMarked
module dev.gantry.host {
    requires static org.jspecify;

    exports dev.gantry.host;
}
