package dev.gantry.runtime;

import java.util.List;

/** A function of the host on boxed values: convenient, slower than {@link HostFunction}. */
@FunctionalInterface
public interface ValFunction {
    /**
     * Runs the function.
     *
     * @param caller the calling instance
     * @param args the arguments
     * @return the results, as many and of such types as the function's type says
     * @throws Throwable as {@link HostFunction#call}
     */
    List<Val> call(Caller caller, List<Val> args) throws Throwable;
}
