package dev.gantry.wasi;

import dev.gantry.runtime.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A file's attributes as preview 1 reports them.
 *
 * @param device the device's number
 * @param inode the file's serial number
 * @param type one of the {@code filetype} codes below
 * @param links number of hard links
 * @param size bytes
 * @param accessed nanoseconds since 1970
 * @param modified nanoseconds since 1970
 * @param changed nanoseconds since 1970
 */
record FileStat(long device, long inode, int type, long links, long size, long accessed, long modified, long changed) {
    static final int UNKNOWN = 0;
    static final int CHARACTER_DEVICE = 2;
    static final int DIRECTORY = 3;
    static final int REGULAR_FILE = 4;
    static final int SYMBOLIC_LINK = 7;

    /** {@return the attributes of a path of the host; a symbolic link's own} */
    static FileStat of(Path path) throws IOException {
        try {
            Map<String, Object> all = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
            return new FileStat(
                    get(all, "dev", Long.class),
                    get(all, "ino", Long.class),
                    type(all),
                    get(all, "nlink", Number.class).longValue(),
                    get(all, "size", Long.class),
                    nanos(get(all, "lastAccessTime", FileTime.class)),
                    nanos(get(all, "lastModifiedTime", FileTime.class)),
                    nanos(get(all, "ctime", FileTime.class)));
        } catch (UnsupportedOperationException | IllegalArgumentException e) { // not a Unix file system
            BasicFileAttributes basic =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = basic.fileKey();
            int type = basic.isDirectory()
                    ? DIRECTORY
                    : basic.isSymbolicLink() ? SYMBOLIC_LINK : basic.isRegularFile() ? REGULAR_FILE : UNKNOWN;
            long modified = nanos(basic.lastModifiedTime());
            return new FileStat(
                    0,
                    key == null ? path.toAbsolutePath().normalize().hashCode() : key.hashCode(),
                    type,
                    1,
                    basic.size(),
                    nanos(basic.lastAccessTime()),
                    modified,
                    modified);
        }
    }

    /** {@return the attributes of a stream that is no file} */
    static FileStat ofStream() {
        return new FileStat(0, 0, CHARACTER_DEVICE, 1, 0, 0, 0, 0);
    }

    private static int type(Map<String, Object> unix) {
        if (get(unix, "isDirectory", Boolean.class)) {
            return DIRECTORY;
        } else if (get(unix, "isSymbolicLink", Boolean.class)) {
            return SYMBOLIC_LINK;
        } else if (get(unix, "isRegularFile", Boolean.class)) {
            return REGULAR_FILE;
        }
        int format = get(unix, "mode", Integer.class) & 0170000;
        return format == 0020000 ? CHARACTER_DEVICE : format == 0060000 ? 1 : format == 0140000 ? 6 : UNKNOWN;
    }

    private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
        return type.cast(Objects.requireNonNull(attributes.get(name), name));
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** {@return the same with another size: of an open file, whose channel knows better} */
    FileStat withSize(long newSize) {
        return new FileStat(device, inode, type, links, newSize, accessed, modified, changed);
    }

    /** Writes the {@code filestat} structure, 64 bytes. */
    void writeTo(Memory memory, long address) {
        memory.writeLong(address, device);
        memory.writeLong(address + 8, inode);
        memory.writeLong(address + 16, type);
        memory.writeLong(address + 24, links);
        memory.writeLong(address + 32, size);
        memory.writeLong(address + 40, accessed);
        memory.writeLong(address + 48, modified);
        memory.writeLong(address + 56, changed);
    }
}
