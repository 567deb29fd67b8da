package dev.gantry.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Address space, executable memory, signals and CPU features, each used once for real. */
class HostTest {
    @Test
    void reservedMemoryIsCommittedAndDiscarded() {
        long size = 4L << 30;
        long address = VirtualMemory.reserve(size);
        assertThat(VirtualMemory.commit(address, 65536)).isTrue();
        RawMemory.putLong(address + 65528, 42);
        assertThat(RawMemory.getLong(address + 65528)).isEqualTo(42);
        VirtualMemory.discard(address, 65536);
        assertThat(RawMemory.getLong(address + 65528)).isZero();
        VirtualMemory.free(address, size);
    }

    @Test
    void reservationsEndAtMultiples() {
        long alignment = 256L << 20;
        for (int i = 0; i < 10; i++) {
            long address = VirtualMemory.reserveEndingAt(1 << 20, alignment);
            assertThat((address + (1 << 20)) % alignment).isZero();
            VirtualMemory.free(address, 1 << 20);
        }
    }

    @Test
    void tooLargeReservationsNameTheError() {
        assertThatThrownBy(() -> VirtualMemory.reserve(1L << 50))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("cannot map 1125899906842624 bytes")
                .hasMessageContaining("ENOMEM");
    }

    @Test
    void publishedCodeRuns() {
        // lea rax, [rdi + rsi]; ret
        byte[] code = {0x48, (byte) 0x8d, 0x04, 0x37, (byte) 0xc3};
        try (ExecutableMemory memory = ExecutableMemory.allocate(code.length)) {
            RawMemory.copyIn(code, 0, memory.address(), code.length);
            memory.publish();
            assertThat(memory.isPublished()).isTrue();
            assertThat(NativeCall.call(RawMemory.code(memory.address()), 40, 2, 0))
                    .isEqualTo(42);
        }
    }

    @Test
    void hotSpotHandlesTheSignals() {
        assertThat(Signals.handler(Signals.SIGSEGV)).isGreaterThan(1);
        long handler = Signals.handler(Signals.SIGFPE);
        Signals.install(Signals.SIGFPE, handler);
        assertThat(Signals.handler(Signals.SIGFPE)).isEqualTo(handler);
    }

    @Test
    void featuresAgreeWithTheSystem() throws java.io.IOException {
        String info = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/cpuinfo"));
        String flags = info.substring(info.indexOf("flags"));
        flags = " " + flags.substring(0, flags.indexOf('\n')) + " ";
        long detected = CpuFeature.detect();
        for (CpuFeature feature : CpuFeature.values()) {
            String name =
                    switch (feature) {
                        case SSE3 -> "pni";
                        case CMPXCHG16B -> "cx16";
                        case SSE41 -> "sse4_1";
                        case SSE42 -> "sse4_2";
                        case LZCNT -> "abm";
                        default -> feature.flagName().substring("has_".length());
                    };
            assertThat(feature.in(detected)).as(name).isEqualTo(flags.contains(" " + name + " "));
        }
    }
}
