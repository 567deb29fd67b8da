package dev.gantry.runtime;

/**
 * A function of the host, in raw form: no boxing.
 *
 * <p>No native frame is beneath it while it runs: it may block (a virtual thread then unmounts), call guests, and throw whatever it likes; the
 * exception propagates to the caller of the guest and the guest's frames are dropped.
 */
@FunctionalInterface
public interface HostFunction {
    /**
     * Runs the function.
     *
     * @param caller the calling instance
     * @param slots the arguments on entry, the results on return, each from index 0; its length is the larger of both counts (at least 1). An i32 is
     *     the low 32 bits (sign-extended on entry, the rest ignored on return), an f32 the low 32 bits as raw bits, an f64 raw bits, references as
     *     {@link Store#toRaw} gives them (any other number as a funcref can end the JVM), a v128 takes two slots, low half first
     * @throws Throwable anything; unchecked exceptions and errors reach the caller as they are, checked ones wrapped in {@link HostFunctionException}
     */
    void call(Caller caller, long[] slots) throws Throwable;
}
