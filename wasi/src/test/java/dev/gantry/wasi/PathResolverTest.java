package dev.gantry.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.wasi.PathResolver.LastLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathResolverTest {
    @TempDir
    Path outside;

    private Path root;

    @BeforeEach
    void makeTree() throws IOException {
        root = Files.createDirectory(outside.resolve("root"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/file"), "x");
        link("to-b", "a/b");
        link("a/b/up", "../../a");
        link("escape", "../secret");
        link("escape-deep", "a/../../secret");
        link("absolute", outside.resolve("secret").toString());
        link("absolute-dir", outside.toString());
        link("loop", "loop");
        link("dangling", "a/none");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(target));
    }

    private Path follow(String path) throws IOException {
        return PathResolver.resolve(root, path, LastLink.FOLLOW);
    }

    private void refused(String path, Errno errno) {
        assertThatThrownBy(() -> follow(path)).as(path).isInstanceOfSatisfying(WasiError.class, e -> assertThat(
                        e.errno())
                .isEqualTo(errno));
    }

    @Test
    void ordinaryPathsLieBelowTheRoot() throws IOException {
        assertThat(follow("a/file")).isEqualTo(root.resolve("a/file"));
        assertThat(follow("./a//b/../file")).isEqualTo(root.resolve("a/file"));
        assertThat(follow("a/b/../..")).isEqualTo(root);
        assertThat(follow(".")).isEqualTo(root);
        assertThat(follow("new")).isEqualTo(root.resolve("new"));
        assertThat(follow("a/")).isEqualTo(root.resolve("a"));
    }

    @Test
    void linksAreWalkedInPlace() throws IOException {
        assertThat(follow("to-b")).isEqualTo(root.resolve("a/b"));
        assertThat(follow("to-b/../file")).isEqualTo(root.resolve("a/file"));
        assertThat(follow("to-b/up/file")).isEqualTo(root.resolve("a/file"));
        assertThat(follow("dangling")).isEqualTo(root.resolve("a/none"));
        assertThat(PathResolver.resolve(root, "to-b", LastLink.KEEP)).isEqualTo(root.resolve("to-b"));
        assertThat(PathResolver.resolve(root, "escape", LastLink.KEEP)).isEqualTo(root.resolve("escape"));
        assertThat(PathResolver.resolve(root, "to-b/", LastLink.KEEP)).isEqualTo(root.resolve("a/b"));
    }

    @Test
    void nothingLeadsOutside() {
        for (String path : new String[] {
            "..",
            "../secret",
            "a/../../secret",
            "a/b/../../..",
            "/etc/passwd",
            "/",
            "escape",
            "escape-deep",
            "absolute",
            "absolute-dir/secret",
            "a/b/up/../../secret",
            "to-b/up/../../root/a",
        }) {
            refused(path, Errno.PERM);
        }
    }

    @Test
    void whatIsWrongIsSaid() {
        refused("", Errno.NOENT);
        refused("none/file", Errno.NOENT);
        refused("none/..", Errno.NOENT);
        refused("a/file/x", Errno.NOTDIR);
        refused("a/file/..", Errno.NOTDIR);
        refused("a/file/", Errno.NOTDIR);
        refused("loop", Errno.LOOP);
        refused("loop/x", Errno.LOOP);
        refused("x".repeat(5000), Errno.NAMETOOLONG);
        refused("a\0b", Errno.ILSEQ);
    }
}
