package dev.gantry.host;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * The one way to call machine code: a downcall with six 64-bit integer arguments and a 64-bit result, for functions of the C library as well as for
 * compiled code.
 *
 * <p>One descriptor serves all because making a handle for a new descriptor costs about 3 ms while unused arguments cost nothing: the callee ignores
 * the registers that it does not know, and takes an {@code int} from the low half of one. The call is never "critical", so that the garbage
 * collector does not wait for guests.
 */
public final class NativeCall {
    private static final String DENIED =
            "native access is denied: start java with --enable-native-access=dev.gantry.host"
                    + " (or =ALL-UNNAMED if Gantry is on the class path)";
    private static final MethodHandle HANDLE;
    private static final String DENIAL;

    static {
        MethodHandle handle;
        String denial = "";
        try {
            ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
            handle = Linker.nativeLinker()
                    .downcallHandle(FunctionDescriptor.of(word, word, word, word, word, word, word));
        } catch (IllegalCallerException e) {
            handle = unavailable();
            denial = DENIED;
        } catch (UnsupportedOperationException e) {
            handle = unavailable();
            denial = "this JVM has no native linker: " + e.getMessage();
        }
        HANDLE = handle;
        DENIAL = denial;
    }

    private NativeCall() {}

    private static MethodHandle unavailable() {
        Class<?> word = long.class;
        return MethodHandles.empty(
                MethodType.methodType(word, MemorySegment.class, word, word, word, word, word, word));
    }

    /** {@return why native calls are not possible, or an empty string} */
    static String denial() {
        return DENIAL;
    }

    /**
     * Calls a function.
     *
     * @param function its address, as {@link RawMemory#code} makes it; keep the segment where calls are frequent
     * @return what it returned in rax
     */
    public static long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) HANDLE.invokeExact(function, a, b, c, d, e, f);
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Throwable checked) {
            throw new HostException("a native call threw", checked);
        }
    }

    /** As {@link #call(MemorySegment, long, long, long, long, long, long)} with three arguments. */
    public static long call(MemorySegment function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /**
     * Finds a function of the C library.
     *
     * @throws HostException if it is not there
     */
    public static MemorySegment libc(String name) {
        if (!DENIAL.isEmpty()) {
            throw new HostException(DENIAL);
        }
        Optional<MemorySegment> found = Linker.nativeLinker().defaultLookup().find(name);
        if (found.isEmpty()) {
            throw new HostException("the C library has no function " + name);
        }
        return found.get();
    }

    /** The error number that the last failed call of the C library on this thread left, in words; the JVM may have overwritten it in between. */
    static String lastError() {
        long location = call(libc("__errno_location"), 0, 0, 0);
        return Errno.describe(RawMemory.getInt(location));
    }
}
