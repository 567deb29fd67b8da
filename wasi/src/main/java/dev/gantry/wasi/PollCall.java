package dev.gantry.wasi;

import dev.gantry.runtime.Memory;
import java.io.IOException;

/**
 * {@code poll_oneoff}: waits until a clock reaches a time or a descriptor is ready.
 *
 * <p>Files and outputs are always ready; standard input is when its stream has bytes available, which is looked at every few milliseconds (Java's
 * streams cannot be waited for). A wait is interrupted by {@link Thread#interrupt()}.
 */
final class PollCall {
    private static final int SUBSCRIPTION_BYTES = 48;
    private static final int EVENT_BYTES = 32;
    private static final int MAX_SUBSCRIPTIONS = 4096;
    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;
    private static final long INPUT_POLL_NANOS = 5_000_000;

    private final DescriptorTable descriptors;

    PollCall(DescriptorTable descriptors) {
        this.descriptors = descriptors;
    }

    void poll(Memory memory, long subscriptions, long events, int count, long resultAddress)
            throws IOException, InterruptedException {
        if (count <= 0 || count > MAX_SUBSCRIPTIONS) {
            throw new WasiError(Errno.INVAL);
        }
        long[] deadlines = new long[count]; // by System.nanoTime(), for clock subscriptions
        long start = System.nanoTime();
        long earliest = Long.MAX_VALUE;
        boolean waitsForInput = false;
        for (int i = 0; i < count; i++) {
            long subscription = subscriptions + (long) i * SUBSCRIPTION_BYTES;
            int tag = memory.readByte(subscription + 8) & 0xff;
            if (tag == CLOCK) {
                deadlines[i] = delay(memory, subscription);
                earliest = Math.min(earliest, deadlines[i]);
            } else if (tag == FD_READ || tag == FD_WRITE) {
                waitsForInput = true;
            } else {
                throw new WasiError(Errno.INVAL);
            }
        }
        int written = 0;
        while (true) {
            long elapsed = System.nanoTime() - start;
            for (int i = 0; i < count; i++) {
                long subscription = subscriptions + (long) i * SUBSCRIPTION_BYTES;
                if (isDue(memory, subscription, events + (long) written * EVENT_BYTES, deadlines[i] <= elapsed)) {
                    written++;
                }
            }
            if (written > 0) {
                break;
            }
            long wait = earliest - elapsed;
            Thread.sleep(java.time.Duration.ofNanos(waitsForInput ? Math.min(wait, INPUT_POLL_NANOS) : wait));
        }
        memory.writeInt(resultAddress, written);
    }

    /** Nanoseconds from now until a clock subscription is due. */
    private static long delay(Memory memory, long subscription) {
        Clock clock = Clock.of(memory.readInt(subscription + 16));
        if (clock != Clock.REALTIME && clock != Clock.MONOTONIC) {
            throw new WasiError(Errno.NOTSUP);
        }
        long timeout = memory.readLong(subscription + 24);
        boolean absolute = (memory.readShort(subscription + 40) & 1) != 0;
        long nanos = absolute ? timeout - clock.now() : timeout;
        return absolute || nanos >= 0 ? Math.max(nanos, 0) : Long.MAX_VALUE; // unsigned: beyond 2^63 is never
    }

    /** Writes the event of a subscription that is due. */
    private boolean isDue(Memory memory, long subscription, long event, boolean timeReached) throws IOException {
        int tag = memory.readByte(subscription + 8) & 0xff;
        long bytes = 0;
        Errno error = Errno.SUCCESS;
        if (tag == CLOCK) {
            if (!timeReached) {
                return false;
            }
        } else {
            try {
                bytes = readyBytes(descriptors.get(memory.readInt(subscription + 16)), tag);
                if (bytes < 0) {
                    return false;
                }
            } catch (WasiError e) {
                error = e.errno();
            }
        }
        memory.writeLong(event, memory.readLong(subscription));
        memory.writeLong(event + 8, error.ordinal() | (long) tag << 16);
        memory.writeLong(event + 16, bytes);
        memory.writeLong(event + 24, 0);
        return true;
    }

    /** {@return bytes that can be read or written without waiting, -1 if none} */
    private static long readyBytes(Descriptor descriptor, int tag) throws IOException {
        return switch (descriptor) {
            case Descriptor.Input input
            when tag == FD_READ -> {
                int available = input.stream.available();
                yield available > 0 ? available : -1;
            }
            case Descriptor.Output ignored when tag == FD_WRITE -> 1 << 16;
            case Descriptor.RegularFile file ->
                tag == FD_WRITE ? 1 << 16 : Math.max(0, file.channel.size() - file.channel.position());
            default -> throw new WasiError(Errno.BADF);
        };
    }
}
