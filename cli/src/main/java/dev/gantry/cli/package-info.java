/**
 * The command {@code gantry}: one class a subcommand, {@link dev.gantry.cli.Main} lists them.
 *
 * <p>Options are declared through picocli's programmatic interface, which needs no reflection at start-up. The package holds no engine knowledge:
 * every command is a few calls of the public interfaces of the other modules.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.cli;
