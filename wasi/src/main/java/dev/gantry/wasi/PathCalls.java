package dev.gantry.wasi;

import dev.gantry.runtime.Memory;
import dev.gantry.wasi.PathResolver.LastLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The calls on paths ({@code path_…}), each relative to an open directory; every path goes through {@link PathResolver}. */
final class PathCalls {
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    private static final int MAX_PATH_BYTES = 65536;

    private final DescriptorTable descriptors;

    PathCalls(DescriptorTable descriptors) {
        this.descriptors = descriptors;
    }

    /** @throws WasiError ILSEQ if the bytes are not UTF-8 or hold a NUL */
    static String readPath(Memory memory, long address, long length) {
        if (length > MAX_PATH_BYTES) {
            throw new WasiError(Errno.NAMETOOLONG);
        }
        byte[] bytes = memory.readBytes(address, (int) length);
        try {
            String path = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (path.indexOf('\0') >= 0) {
                throw new WasiError(Errno.ILSEQ);
            }
            return path;
        } catch (CharacterCodingException e) {
            throw new WasiError(Errno.ILSEQ);
        }
    }

    private Path resolve(int fd, String path, LastLink last) throws IOException {
        return PathResolver.resolve(descriptors.directory(fd).path, path, last);
    }

    private static LastLink lastLink(int lookupFlags) {
        return (lookupFlags & 1) != 0 ? LastLink.FOLLOW : LastLink.KEEP;
    }

    void createDirectory(int fd, String path) throws IOException {
        Files.createDirectory(resolve(fd, stripSlashes(path), LastLink.KEEP));
    }

    /** The name of a directory may end in slashes even before it exists. */
    private static String stripSlashes(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    void stat(Memory memory, int fd, int lookupFlags, String path, long address) throws IOException {
        FileStat.of(resolve(fd, path, lastLink(lookupFlags))).writeTo(memory, address);
    }

    void setTimes(int fd, int lookupFlags, String path, long accessed, long modified, int flags) throws IOException {
        LastLink last = lastLink(lookupFlags);
        setTimes(resolve(fd, path, last), accessed, modified, flags, last);
    }

    /** {@code flags}: 1 set access time, 2 to now, 4 set modification time, 8 to now. */
    static void setTimes(Path path, long accessed, long modified, int flags, LastLink last) throws IOException {
        if ((flags & 3) == 3 || (flags & 12) == 12) {
            throw new WasiError(Errno.INVAL);
        }
        BasicFileAttributeView view = last == LastLink.FOLLOW
                ? Files.getFileAttributeView(path, BasicFileAttributeView.class)
                : Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        view.setTimes(time(modified, flags >> 2), time(accessed, flags), null);
    }

    private static @Nullable FileTime time(long nanos, int flags) {
        return (flags & 2) != 0
                ? FileTime.from(java.time.Instant.now())
                : (flags & 1) != 0 ? FileTime.from(nanos, TimeUnit.NANOSECONDS) : null;
    }

    void link(int oldFd, int lookupFlags, String oldPath, int newFd, String newPath) throws IOException {
        if ((lookupFlags & 1) != 0) {
            throw new WasiError(Errno.INVAL);
        }
        if (newPath.endsWith("/")) {
            throw new WasiError(Errno.NOENT);
        }
        Files.createLink(resolve(newFd, newPath, LastLink.KEEP), resolve(oldFd, oldPath, LastLink.KEEP));
    }

    void open(
            Memory memory,
            int fd,
            int lookupFlags,
            String path,
            int openFlags,
            long rights,
            long inheriting,
            int fdFlags,
            long resultAddress)
            throws IOException {
        Descriptor.Directory base = descriptors.directory(fd);
        Path target = PathResolver.resolve(base.path, path, lastLink(lookupFlags));
        FileStat stat = statOrNull(target);
        Descriptor opened;
        if (stat != null && stat.type() == FileStat.SYMBOLIC_LINK) {
            throw new WasiError(Errno.LOOP);
        }
        if (stat != null && stat.type() == FileStat.DIRECTORY) {
            opened = openDirectory(base, target, openFlags, rights, inheriting);
        } else {
            if ((openFlags & DIRECTORY) != 0) {
                throw new WasiError(stat == null ? Errno.NOENT : Errno.NOTDIR);
            }
            opened = openFile(base, target, path, openFlags, rights, fdFlags);
        }
        memory.writeInt(resultAddress, descriptors.add(opened));
    }

    private static @Nullable FileStat statOrNull(Path path) throws IOException {
        try {
            return FileStat.of(path);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Descriptor openDirectory(
            Descriptor.Directory base, Path target, int openFlags, long rights, long inheriting) {
        if ((openFlags & EXCLUSIVE) != 0 && (openFlags & CREATE) != 0) {
            throw new WasiError(Errno.EXIST);
        }
        if ((openFlags & (TRUNCATE | CREATE)) != 0 && (openFlags & DIRECTORY) == 0) {
            throw new WasiError(Errno.ISDIR);
        }
        // A program that asks to write gets told at once, as by open(2); one that merely asks for all rights does not
        // mean to.
        if ((rights & Rights.WRITE) != 0 && (openFlags & DIRECTORY) == 0 && (rights & Rights.READ) == 0) {
            throw new WasiError(Errno.ISDIR);
        }
        return new Descriptor.Directory(
                target, "", rights & base.rights & Rights.DIRECTORY, inheriting & base.inheriting);
    }

    private static Descriptor openFile(
            Descriptor.Directory base, Path target, String path, int openFlags, long rights, int fdFlags)
            throws IOException {
        if (path.endsWith("/")) {
            throw new WasiError((openFlags & CREATE) != 0 ? Errno.ISDIR : Errno.NOENT);
        }
        boolean write =
                (rights & (Rights.WRITE | Rights.ALLOCATE | Rights.SET_SIZE)) != 0 || (openFlags & TRUNCATE) != 0;
        boolean read = (rights & Rights.READ) != 0 || !write;
        Set<OpenOption> options = new HashSet<>();
        if (read) {
            options.add(StandardOpenOption.READ);
        }
        if (write || (openFlags & CREATE) != 0) {
            options.add(StandardOpenOption.WRITE);
        }
        if ((openFlags & CREATE) != 0) {
            options.add((openFlags & EXCLUSIVE) != 0 ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        if ((openFlags & TRUNCATE) != 0) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        if ((fdFlags & (4 | 16)) != 0 && (fdFlags & 16) != 0) {
            options.add(StandardOpenOption.SYNC);
        } else if ((fdFlags & 2) != 0) {
            options.add(StandardOpenOption.DSYNC);
        }
        options.add(LinkOption.NOFOLLOW_LINKS); // resolved already: what is a link now was swapped in
        FileChannel channel = FileChannel.open(target, options);
        try {
            return new Descriptor.RegularFile(channel, target, rights & base.inheriting & Rights.FILE, fdFlags);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void readLink(Memory memory, int fd, String path, long address, long length, long resultAddress)
            throws IOException {
        byte[] target = Files.readSymbolicLink(resolve(fd, path, LastLink.KEEP))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        int copied = (int) Math.min(target.length, length);
        memory.write(address, target, 0, copied);
        memory.writeInt(resultAddress, copied);
    }

    void removeDirectory(int fd, String path) throws IOException {
        Path target = resolve(fd, stripSlashes(path), LastLink.KEEP);
        if (FileStat.of(target).type() != FileStat.DIRECTORY) {
            throw new WasiError(Errno.NOTDIR);
        }
        if (target.equals(descriptors.directory(fd).path)) {
            throw new WasiError(Errno.INVAL);
        }
        Files.delete(target);
    }

    void unlink(int fd, String path) throws IOException {
        Path target = resolve(fd, path, LastLink.KEEP);
        if (FileStat.of(target).type() == FileStat.DIRECTORY) {
            throw new WasiError(Errno.ISDIR);
        }
        if (path.endsWith("/")) {
            throw new WasiError(Errno.NOTDIR);
        }
        Files.delete(target);
    }

    void rename(int oldFd, String oldPath, int newFd, String newPath) throws IOException {
        Path from = resolve(oldFd, stripSlashes(oldPath), LastLink.KEEP);
        Path to = resolve(newFd, stripSlashes(newPath), LastLink.KEEP);
        FileStat source = FileStat.of(from);
        FileStat target = statOrNull(to);
        boolean directory = source.type() == FileStat.DIRECTORY;
        if (!directory && (oldPath.endsWith("/") || newPath.endsWith("/"))) {
            throw new WasiError(Errno.NOTDIR);
        }
        if (target != null && (target.type() == FileStat.DIRECTORY) != directory) {
            throw new WasiError(directory ? Errno.NOTDIR : Errno.ISDIR);
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new WasiError(Errno.XDEV);
        }
    }

    void symlink(String target, int fd, String path) throws IOException {
        if (target.startsWith("/")) {
            throw new WasiError(Errno.PERM);
        }
        if (target.isEmpty() || path.endsWith("/")) {
            throw new WasiError(Errno.NOENT);
        }
        Path link = resolve(fd, path, LastLink.KEEP);
        Files.createSymbolicLink(link, Path.of(target));
    }
}
