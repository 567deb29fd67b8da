package dev.gantry.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox: turns a guest's path below a directory into a path of the host that cannot lie outside that directory.
 *
 * <p>The path is walked component by component from the directory. {@code ..} takes back the last component and is refused at the directory itself;
 * absolute paths are refused; a symbolic link in the middle (and at the end where the caller follows links) is read and its target's components
 * are walked in its place, so a target that is absolute or climbs out is refused by the same two rules. At most {@value #MAX_LINKS} links are
 * expanded. The result consists of components that were seen not to be links.
 *
 * <p>Example: below {@code /srv/data}, where {@code a} is a link to {@code b/c}, the path {@code a/../d} walks b, c, back to b, d: {@code
 * /srv/data/b/d}.
 *
 * <p>Other processes that swap directories for links while a call runs are not defended against: whoever can write there is trusted.
 */
final class PathResolver {
    private static final int MAX_LINKS = 40;
    private static final int MAX_LENGTH = 4096;

    private PathResolver() {}

    /** Whether a symbolic link that is the last component stands for its target or for itself. */
    enum LastLink {
        FOLLOW,
        KEEP
    }

    /**
     * Resolves a path; its last component need not exist.
     *
     * @throws WasiError NOENT, NOTDIR, LOOP, NAMETOOLONG, ILSEQ, or PERM for a path that leads outside
     * @throws IOException if the host fails
     */
    static Path resolve(Path root, String path, LastLink last) throws IOException {
        if (path.isEmpty()) {
            throw new WasiError(Errno.NOENT);
        }
        if (path.length() > MAX_LENGTH) {
            throw new WasiError(Errno.NAMETOOLONG);
        }
        Deque<String> pending = new ArrayDeque<>();
        prepend(pending, path);
        boolean directoryWanted = path.endsWith("/");
        List<Path> walked = new ArrayList<>(); // the host's path after each component
        int links = 0;
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (name.equals("..")) {
                if (walked.isEmpty()) {
                    throw new WasiError(Errno.PERM);
                }
                walked.removeLast();
                continue;
            }
            Path here = child(walked.isEmpty() ? root : walked.getLast(), name);
            boolean isLast = pending.isEmpty();
            if (isLast && last == LastLink.KEEP && !directoryWanted) {
                walked.add(here);
                continue;
            }
            BasicFileAttributes attributes = attributesOrNull(here);
            if (attributes == null && !isLast) {
                throw new WasiError(Errno.NOENT);
            }
            if (attributes != null && attributes.isSymbolicLink()) {
                if (++links > MAX_LINKS) {
                    throw new WasiError(Errno.LOOP);
                }
                prepend(pending, Files.readSymbolicLink(here).toString());
                continue;
            }
            if (attributes != null && !attributes.isDirectory() && (!isLast || directoryWanted)) {
                throw new WasiError(Errno.NOTDIR);
            }
            walked.add(here);
        }
        return walked.isEmpty() ? root : walked.getLast();
    }

    private static void prepend(Deque<String> pending, String path) {
        if (path.startsWith("/")) {
            throw new WasiError(Errno.PERM);
        }
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            String name = path.substring(slash + 1, end);
            if (!name.isEmpty() && !name.equals(".")) {
                pending.addFirst(name);
            }
            end = slash;
        }
    }

    private static Path child(Path parent, String name) {
        try {
            return parent.resolve(name);
        } catch (InvalidPathException e) {
            throw new WasiError(Errno.ILSEQ);
        }
    }

    private static @Nullable BasicFileAttributes attributesOrNull(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
