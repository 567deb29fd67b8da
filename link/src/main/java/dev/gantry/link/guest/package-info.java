/**
 * Running compiled code from Java: guest stacks, entry, exit and resumption, traps.
 *
 * <h2>The protocol</h2>
 *
 * <p>A guest runs on a {@link dev.gantry.link.guest.GuestStack}, never on the Java thread's stack. {@link dev.gantry.link.guest.GuestStack#enter}
 * saves the thread's registers, switches to the guest stack and calls a function; the call comes back with an exit code ({@link
 * dev.gantry.link.guest.ExitCode}). When the function has returned the code is {@code RETURNED}. When the guest wants something of Java it calls an
 * exit stub (an ordinary {@code system_v} function from its point of view), which saves the guest's registers, stores its arguments in the {@link
 * dev.gantry.link.guest.StackContext} and leaves: Java does the work with no native frame beneath and calls {@link
 * dev.gantry.link.guest.GuestStack#resume}, or drops the guest by never resuming it.
 *
 * <p>A trap is a fault in an instruction that has a trap record: the signal handler ({@link dev.gantry.link.guest.HandlerCode}) writes program counter
 * and trap code into the stack context and lets the thread continue at a landing pad, which leaves with the code {@code TRAP}. Any other fault goes to
 * the handler that was there before, HotSpot's.
 *
 * <p>An exception is thrown by calling another exit stub, which leaves with the code {@code THROW}; the guest continues at a handler of one of its frames by
 * {@link dev.gantry.link.guest.GuestStack#resumeAt}, or is dropped. Which handler is none of this package's business.
 *
 * <p>This package knows neither WebAssembly nor CLIF. Start reading at {@link dev.gantry.link.guest.StubCode}.
 */
@NullMarked
package dev.gantry.link.guest;

import org.jspecify.annotations.NullMarked;
