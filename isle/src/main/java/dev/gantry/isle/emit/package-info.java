/**
 * Decision trees to Java text: types, a method per term with rules, methods and classes divided so that HotSpot compiles them well.
 *
 * <p>Must not know: patterns, inference, how trees are built. Start reading at {@link dev.gantry.isle.emit.Emitter}.
 */
@org.jspecify.annotations.NullMarked
package dev.gantry.isle.emit;
