package dev.gantry.wasi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The guest's descriptors, by number; a new one gets the lowest number that is free. */
final class DescriptorTable {
    /** As many as a guest may have open: a bound on the host's resources. */
    private static final int MAX = 4096;

    private @Nullable Descriptor[] table = new Descriptor[16];

    /** @throws WasiError BADF if there is none */
    Descriptor get(int fd) {
        Descriptor descriptor = fd >= 0 && fd < table.length ? table[fd] : null;
        if (descriptor == null) {
            throw new WasiError(Errno.BADF);
        }
        return descriptor;
    }

    /** @throws WasiError BADF if there is none, NOTDIR if it is something else */
    Descriptor.Directory directory(int fd) {
        if (get(fd) instanceof Descriptor.Directory directory) {
            return directory;
        }
        throw new WasiError(Errno.NOTDIR);
    }

    /** @throws WasiError MFILE if too many are open */
    int add(Descriptor descriptor) {
        int fd = 0;
        while (fd < table.length && table[fd] != null) {
            fd++;
        }
        if (fd == MAX) {
            throw new WasiError(Errno.MFILE);
        }
        if (fd == table.length) {
            table = java.util.Arrays.copyOf(table, table.length * 2);
        }
        table[fd] = descriptor;
        return fd;
    }

    void close(int fd) throws IOException {
        Descriptor descriptor = get(fd);
        table[fd] = null;
        descriptor.close();
    }

    /** Moves a descriptor to the number of another, which is closed. */
    void renumber(int from, int to) throws IOException {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from != to) {
            table[to] = moved;
            table[from] = null;
            replaced.close();
        }
    }

    /** Closes everything; the first failure is thrown when all are closed. */
    void closeAll() throws IOException {
        IOException failure = null;
        for (int fd = 0; fd < table.length; fd++) {
            if (table[fd] != null) {
                try {
                    close(fd);
                } catch (IOException e) {
                    failure = failure == null ? e : failure;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
