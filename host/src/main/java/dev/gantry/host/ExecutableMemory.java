package dev.gantry.host;

/**
 * A region for machine code: writable first, executable after {@link #publish()}, never both. Not thread-safe before it is published.
 */
public final class ExecutableMemory implements AutoCloseable {
    private final long address;
    private final long size;
    private boolean published;
    private boolean closed;

    private ExecutableMemory(long address, long size) {
        this.address = address;
        this.size = size;
    }

    /**
     * Maps a writable region.
     *
     * @param bytes least size, rounded up to pages
     * @throws HostException if there is not so much memory
     */
    public static ExecutableMemory allocate(long bytes) {
        long size = VirtualMemory.roundUp(Math.max(bytes, 1));
        return new ExecutableMemory(VirtualMemory.allocate(size), size);
    }

    /** {@return the address of its first byte, page-aligned} */
    public long address() {
        return address;
    }

    /** {@return its size in bytes} */
    public long size() {
        return size;
    }

    /**
     * Makes the region executable and no longer writable.
     *
     * @throws HostException if the system forbids executable memory
     */
    public void publish() {
        if (!VirtualMemory.tryProtect(address, size, VirtualMemory.Protection.READ_EXECUTE)) {
            throw new HostException("the system forbids executable memory (SELinux execmem or a hardened container?): "
                    + NativeCall.lastError());
        }
        published = true;
    }

    /**
     * Makes a published region writable, lets {@code change} write to it, and makes it executable again; nothing may be running in it meanwhile.
     *
     * @throws HostException if the system forbids it
     */
    public void rewrite(Runnable change) {
        if (!VirtualMemory.tryProtect(address, size, VirtualMemory.Protection.READ_WRITE)) {
            throw new HostException("the system forbids changing published code: " + NativeCall.lastError());
        }
        try {
            change.run();
        } finally {
            publish();
        }
    }

    /** {@return whether it is executable} */
    public boolean isPublished() {
        return published;
    }

    /** Unmaps the region; nothing may be running in it. Does nothing the second time. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            VirtualMemory.free(address, size);
        }
    }
}
