package dev.gantry.wasi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What a descriptor of the guest stands for. */
abstract sealed class Descriptor implements AutoCloseable {
    /** The {@code fdflags}: append 1, dsync 2, nonblock 4, rsync 8, sync 16. */
    int flags;

    /** What the guest may do with it; can only be narrowed. */
    long rights;

    /** What descriptors opened through it may do at the most. */
    long inheriting;

    private Descriptor(long rights, long inheriting) {
        this.rights = rights;
        this.inheriting = inheriting;
    }

    /** {@return the {@code filetype} code} */
    abstract int type();

    abstract FileStat stat() throws IOException;

    @Override
    public void close() throws IOException {}

    /** Standard input. */
    static final class Input extends Descriptor {
        final InputStream stream;

        Input(InputStream stream) {
            super(Rights.STREAM & ~Rights.WRITE, 0);
            this.stream = stream;
        }

        @Override
        int type() {
            return FileStat.CHARACTER_DEVICE;
        }

        @Override
        FileStat stat() {
            return FileStat.ofStream();
        }
    }

    /** Standard output or error. */
    static final class Output extends Descriptor {
        final OutputStream stream;

        Output(OutputStream stream) {
            super(Rights.STREAM & ~Rights.READ, 0);
            this.stream = stream;
        }

        @Override
        int type() {
            return FileStat.CHARACTER_DEVICE;
        }

        @Override
        FileStat stat() {
            return FileStat.ofStream();
        }
    }

    /** An open regular file. */
    static final class RegularFile extends Descriptor {
        static final int APPEND = 1;

        final FileChannel channel;
        final Path path;
        private FileStat lastSeen;

        RegularFile(FileChannel channel, Path path, long rights, int flags) throws IOException {
            super(rights, 0);
            this.channel = channel;
            this.path = path;
            this.flags = flags;
            this.lastSeen = FileStat.of(path);
        }

        @Override
        int type() {
            return lastSeen.type();
        }

        /** By the path it was opened under; if another file is there by now, by what was last seen. */
        @Override
        FileStat stat() throws IOException {
            try {
                FileStat now = FileStat.of(path);
                if (now.inode() == lastSeen.inode() && now.device() == lastSeen.device()) {
                    lastSeen = now;
                }
            } catch (NoSuchFileException e) {
                // Removed while open: the open file lives on.
            }
            return lastSeen.withSize(channel.size());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** An open directory. */
    static final class Directory extends Descriptor {
        final Path path;

        /** The name the guest knows a pre-opened directory by, empty for one the guest opened. */
        final String preopenName;

        /** What {@code fd_readdir} lists; taken when it starts from cookie 0, so that cookies stay valid. */
        List<DirectoryEntry> listing = List.of();

        Directory(Path path, String preopenName, long rights, long inheriting) {
            super(rights, inheriting);
            this.path = path;
            this.preopenName = preopenName;
        }

        @Override
        int type() {
            return FileStat.DIRECTORY;
        }

        @Override
        FileStat stat() throws IOException {
            return FileStat.of(path);
        }
    }

    /**
     * One line of a directory's listing.
     *
     * @param name the name in UTF-8
     * @param inode the file's serial number
     * @param type its {@code filetype} code
     */
    record DirectoryEntry(byte[] name, long inode, int type) {}
}
