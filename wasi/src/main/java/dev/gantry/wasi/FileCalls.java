package dev.gantry.wasi;

import dev.gantry.runtime.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The calls on descriptors ({@code fd_…}). */
final class FileCalls {
    private static final int CHUNK = 1 << 16;
    private static final int IOVEC_BYTES = 8;
    private static final int DIRENT_BYTES = 24;

    private final DescriptorTable descriptors;

    FileCalls(DescriptorTable descriptors) {
        this.descriptors = descriptors;
    }

    void advise(int fd, int advice) {
        file(fd);
        if (advice < 0 || advice > 5) {
            throw new WasiError(Errno.INVAL);
        }
    }

    /** Makes sure that the file has at least {@code offset + length} bytes. */
    void allocate(int fd, long offset, long length) throws IOException {
        Descriptor.RegularFile file = file(fd);
        if (offset < 0 || length <= 0 || offset + length < 0) {
            throw new WasiError(Errno.INVAL);
        }
        extend(file.channel, offset + length);
    }

    void sync(int fd, boolean metadata) throws IOException {
        if (descriptors.get(fd) instanceof Descriptor.RegularFile file) {
            file.channel.force(metadata);
        }
    }

    void fdstatGet(Memory memory, int fd, long address) {
        Descriptor descriptor = descriptors.get(fd);
        memory.writeLong(address, descriptor.type() | (long) descriptor.flags << 16);
        memory.writeLong(address + 8, descriptor.rights);
        memory.writeLong(address + 16, descriptor.inheriting);
    }

    void setFlags(int fd, int flags) {
        Descriptor descriptor = descriptors.get(fd);
        if ((flags & ~31) != 0) {
            throw new WasiError(Errno.INVAL);
        }
        descriptor.flags = flags;
    }

    void setRights(int fd, long rights, long inheriting) {
        Descriptor descriptor = descriptors.get(fd);
        if ((rights & ~descriptor.rights) != 0 || (inheriting & ~descriptor.inheriting) != 0) {
            throw new WasiError(Errno.NOTCAPABLE);
        }
        descriptor.rights = rights;
        descriptor.inheriting = inheriting;
    }

    void setSize(int fd, long size) throws IOException {
        Descriptor.RegularFile file = writable(fd);
        if (size < 0) {
            throw new WasiError(Errno.INVAL);
        }
        if (size < file.channel.size()) {
            long position = file.channel.position();
            file.channel.truncate(size);
            file.channel.position(position);
        } else {
            extend(file.channel, size);
        }
    }

    private static void extend(FileChannel channel, long size) throws IOException {
        if (size > channel.size()) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    void setTimes(int fd, long accessed, long modified, int flags) throws IOException {
        Path path =
                switch (descriptors.get(fd)) {
                    case Descriptor.RegularFile file -> file.path;
                    case Descriptor.Directory directory -> directory.path;
                    default -> throw new WasiError(Errno.BADF);
                };
        PathCalls.setTimes(path, accessed, modified, flags, PathResolver.LastLink.FOLLOW);
    }

    /** Reads into the guest's buffers; {@code position} is -1 for the descriptor's own. */
    void read(Memory memory, int fd, long iovecs, int count, long position, long resultAddress) throws IOException {
        Descriptor descriptor = descriptors.get(fd);
        long total = 0;
        for (int i = 0; i < checkedCount(count); i++) {
            long address = memory.readInt(iovecs + (long) i * IOVEC_BYTES) & 0xffff_ffffL;
            long length = memory.readInt(iovecs + (long) i * IOVEC_BYTES + 4) & 0xffff_ffffL;
            if (length == 0) {
                continue;
            }
            long got = readInto(memory, descriptor, address, length, position < 0 ? -1 : position + total);
            total += Math.max(got, 0);
            if (got < length) {
                break;
            }
        }
        memory.writeInt(resultAddress, (int) total);
    }

    private static long readInto(Memory memory, Descriptor descriptor, long address, long length, long position)
            throws IOException {
        switch (descriptor) {
            case Descriptor.RegularFile file -> {
                ByteBuffer target = buffer(memory, address, length);
                try {
                    return position < 0 ? file.channel.read(target) : file.channel.read(target, position);
                } catch (NonReadableChannelException e) {
                    throw new WasiError(Errno.BADF);
                }
            }
            case Descriptor.Input input -> {
                if (position >= 0) {
                    throw new WasiError(Errno.SPIPE);
                }
                memory.segment().asSlice(address, length); // the bounds, before any input is consumed
                byte[] chunk = new byte[(int) Math.min(length, CHUNK)];
                int got = input.stream.read(chunk);
                memory.write(address, chunk, 0, Math.max(got, 0));
                return got;
            }
            case Descriptor.Directory ignored -> throw new WasiError(Errno.ISDIR);
            case Descriptor.Output ignored -> throw new WasiError(Errno.BADF);
        }
    }

    /** Writes the guest's buffers; {@code position} is -1 for the descriptor's own. */
    void write(Memory memory, int fd, long iovecs, int count, long position, long resultAddress) throws IOException {
        Descriptor descriptor = descriptors.get(fd);
        long total = 0;
        for (int i = 0; i < checkedCount(count); i++) {
            long address = memory.readInt(iovecs + (long) i * IOVEC_BYTES) & 0xffff_ffffL;
            long length = memory.readInt(iovecs + (long) i * IOVEC_BYTES + 4) & 0xffff_ffffL;
            if (length > 0) {
                writeFrom(memory, descriptor, address, length, position < 0 ? -1 : position + total);
                total += length;
            }
        }
        memory.writeInt(resultAddress, (int) total);
    }

    private static void writeFrom(Memory memory, Descriptor descriptor, long address, long length, long position)
            throws IOException {
        switch (descriptor) {
            case Descriptor.RegularFile file -> {
                ByteBuffer source = buffer(memory, address, length);
                try {
                    if (position < 0 && (file.flags & Descriptor.RegularFile.APPEND) != 0) {
                        file.channel.position(file.channel.size());
                    }
                    for (long at = position; source.hasRemaining(); ) {
                        int written = at < 0 ? file.channel.write(source) : file.channel.write(source, at);
                        at = at < 0 ? -1 : at + written;
                    }
                } catch (NonWritableChannelException e) {
                    throw new WasiError(Errno.BADF);
                }
            }
            case Descriptor.Output output -> {
                if (position >= 0) {
                    throw new WasiError(Errno.SPIPE);
                }
                memory.segment().asSlice(address, length); // the bounds, before anything is written
                for (long done = 0; done < length; ) {
                    byte[] chunk = memory.readBytes(address + done, (int) Math.min(length - done, CHUNK));
                    output.stream.write(chunk);
                    done += chunk.length;
                }
                output.stream.flush();
            }
            case Descriptor.Directory ignored -> throw new WasiError(Errno.ISDIR);
            case Descriptor.Input ignored -> throw new WasiError(Errno.BADF);
        }
    }

    /** The guest's bytes themselves: no copy between them and the file. At most 2 GiB of them. */
    private static ByteBuffer buffer(Memory memory, long address, long length) {
        return memory.segment()
                .asSlice(address, Math.min(length, Integer.MAX_VALUE))
                .asByteBuffer();
    }

    private static int checkedCount(int count) {
        if (count < 0 || count > 1024) {
            throw new WasiError(Errno.INVAL);
        }
        return count;
    }

    void prestatGet(Memory memory, int fd, long address) {
        memory.writeInt(address, 0); // a directory
        memory.writeInt(address + 4, preopenName(fd).length);
    }

    void prestatName(Memory memory, int fd, long address, long length) {
        byte[] name = preopenName(fd);
        if (length < name.length) {
            throw new WasiError(Errno.NAMETOOLONG);
        }
        memory.write(address, name);
    }

    private byte[] preopenName(int fd) {
        if (descriptors.get(fd) instanceof Descriptor.Directory directory && !directory.preopenName.isEmpty()) {
            return directory.preopenName.getBytes(StandardCharsets.UTF_8);
        }
        throw new WasiError(Errno.BADF);
    }

    /** Fills the guest's buffer with entries from a cookie on; the last may be cut off, which tells the guest that there are more. */
    void readDirectory(Memory memory, int fd, long address, long length, long cookie, long resultAddress)
            throws IOException {
        Descriptor.Directory directory = descriptors.directory(fd);
        if (cookie == 0) {
            directory.listing = list(directory.path);
        }
        if (cookie < 0) {
            throw new WasiError(Errno.INVAL);
        }
        ByteBuffer entry = ByteBuffer.allocate(DIRENT_BYTES).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        long used = 0;
        for (long i = cookie; i < directory.listing.size() && used < length; i++) {
            Descriptor.DirectoryEntry e = directory.listing.get((int) i);
            entry.clear()
                    .putLong(i + 1)
                    .putLong(e.inode())
                    .putInt(e.name().length)
                    .putInt(e.type());
            int head = (int) Math.min(DIRENT_BYTES, length - used);
            memory.write(address + used, entry.array(), 0, head);
            used += head;
            int name = (int) Math.min(e.name().length, length - used);
            memory.write(address + used, e.name(), 0, name);
            used += name;
        }
        memory.writeInt(resultAddress, (int) used);
    }

    private static List<Descriptor.DirectoryEntry> list(Path directory) throws IOException {
        List<Descriptor.DirectoryEntry> entries = new ArrayList<>();
        long self = FileStat.of(directory).inode();
        entries.add(new Descriptor.DirectoryEntry(new byte[] {'.'}, self, FileStat.DIRECTORY));
        // The parent may lie outside the sandbox: its number is none of the guest's business.
        entries.add(new Descriptor.DirectoryEntry(new byte[] {'.', '.'}, 0, FileStat.DIRECTORY));
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                try {
                    FileStat stat = FileStat.of(child);
                    byte[] name = child.getFileName().toString().getBytes(StandardCharsets.UTF_8);
                    entries.add(new Descriptor.DirectoryEntry(name, stat.inode(), stat.type()));
                } catch (java.nio.file.NoSuchFileException e) {
                    // Removed since it was listed.
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    void seek(Memory memory, int fd, long offset, int whence, long resultAddress) throws IOException {
        if (!(descriptors.get(fd) instanceof Descriptor.RegularFile file)) {
            throw new WasiError(descriptors.get(fd) instanceof Descriptor.Directory ? Errno.BADF : Errno.SPIPE);
        }
        long base =
                switch (whence) {
                    case 0 -> 0;
                    case 1 -> file.channel.position();
                    case 2 -> file.channel.size();
                    default -> throw new WasiError(Errno.INVAL);
                };
        if (base + offset < 0) {
            throw new WasiError(Errno.INVAL);
        }
        file.channel.position(base + offset);
        memory.writeLong(resultAddress, base + offset);
    }

    private Descriptor.RegularFile file(int fd) {
        return switch (descriptors.get(fd)) {
            case Descriptor.RegularFile file -> file;
            case Descriptor.Directory ignored -> throw new WasiError(Errno.BADF);
            default -> throw new WasiError(Errno.SPIPE);
        };
    }

    private Descriptor.RegularFile writable(int fd) {
        if (descriptors.get(fd) instanceof Descriptor.RegularFile file && (file.rights & Rights.WRITE) != 0) {
            return file;
        }
        throw new WasiError(Errno.BADF);
    }
}
