package dev.gantry.wasi;

import java.lang.management.ManagementFactory;
import java.time.Instant;

/** The clocks of preview 1, by their ids. Times are nanoseconds. */
enum Clock {
    REALTIME {
        @Override
        long now() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        long resolution() {
            return 1000;
        }
    },
    MONOTONIC {
        @Override
        long now() {
            return System.nanoTime() - START;
        }
    },
    PROCESS_CPU {
        @Override
        long now() {
            return ProcessHandle.current()
                    .info()
                    .totalCpuDuration()
                    .orElseThrow(() -> new WasiError(Errno.NOTSUP))
                    .toNanos();
        }

        @Override
        long resolution() {
            return 10_000_000;
        }
    },
    THREAD_CPU {
        @Override
        long now() {
            long nanos = Thread.currentThread().isVirtual()
                    ? -1
                    : ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            if (nanos < 0) {
                throw new WasiError(Errno.NOTSUP);
            }
            return nanos;
        }
    };

    private static final long START = System.nanoTime();

    /** {@return the clock's time in nanoseconds} */
    abstract long now();

    /** {@return the clock's resolution in nanoseconds} */
    long resolution() {
        return 1;
    }

    /** @throws WasiError INVAL for an unknown id */
    static Clock of(int id) {
        return switch (id) {
            case 0 -> REALTIME;
            case 1 -> MONOTONIC;
            case 2 -> PROCESS_CPU;
            case 3 -> THREAD_CPU;
            default -> throw new WasiError(Errno.INVAL);
        };
    }
}
