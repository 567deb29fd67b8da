package dev.gantry.examples;

import dev.gantry.host.ExecutableMemory;
import dev.gantry.host.NativeCall;
import dev.gantry.host.Platform;
import dev.gantry.host.RawMemory;
import dev.gantry.host.VirtualMemory;

/**
 * Asks the operating system for memory: address space without memory behind it, pages that are committed as they are needed, and a page of machine
 * code that is called.
 *
 * <p>Addresses are plain longs and nothing is checked: a wrong one ends the JVM. All of Gantry's restricted calls are in this one package.
 */
public final class MapMemory {
    private static final long GIB = 1L << 30;

    private MapMemory() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Platform.requireSupported();

        // Four GiB of address space cost nothing; the first page is made accessible.
        long base = VirtualMemory.reserve(4 * GIB);
        VirtualMemory.commit(base, VirtualMemory.PAGE_SIZE);
        RawMemory.putLong(base + 8, 42);
        System.out.println("written and read: " + RawMemory.getLong(base + 8));
        VirtualMemory.discard(base, VirtualMemory.PAGE_SIZE);
        System.out.println("after giving the page back: " + RawMemory.getLong(base + 8));
        VirtualMemory.free(base, 4 * GIB);

        // Code is written first and made executable then: never both at once.
        byte[] add = {0x48, (byte) 0x8d, 0x04, 0x37, (byte) 0xc3}; // leaq (%rdi,%rsi), %rax; retq
        try (ExecutableMemory code = ExecutableMemory.allocate(add.length)) {
            RawMemory.copyIn(add, 0, code.address(), add.length);
            code.publish();
            System.out.println("40 + 2 = " + NativeCall.call(RawMemory.code(code.address()), 40, 2, 0));
        }
    }
}
