// Every file and directory call that wasi-libc offers, and attempts to leave the sandbox. Prints what happened; the directory is ".".
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void report(const char *what, long result) {
    if (result < 0)
        printf("%s: %s\n", what, strerror(errno));
    else
        printf("%s: %ld\n", what, result);
}

static int compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list(const char *path) {
    DIR *dir = opendir(path);
    if (!dir) {
        report(path, -1);
        return;
    }
    char *names[300];
    int n = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        char line[300];
        snprintf(line, sizeof line, "%s%s", e->d_name,
                 e->d_type == DT_DIR ? "/" : e->d_type == DT_LNK ? "@" : e->d_type == DT_REG ? "" : "?");
        names[n++] = strdup(line);
    }
    closedir(dir);
    qsort(names, n, sizeof *names, compare);
    printf("%s (%d):", path, n);
    for (int i = 0; i < n && i < 12; i++) printf(" %s", names[i]);
    printf("\n");
}

static void regular(void) {
    int fd = open("data", O_CREAT | O_EXCL | O_RDWR, 0666);
    printf("open %d\n", fd > 2);
    report("open again", open("data", O_CREAT | O_EXCL | O_RDWR, 0666));
    report("write", write(fd, "0123456789", 10));
    report("seek", lseek(fd, -4, SEEK_END));
    char buffer[32] = {0};
    report("read", read(fd, buffer, 32));
    printf("%s\n", buffer);
    report("pread", pread(fd, buffer, 3, 2));
    printf("%.3s\n", buffer);
    report("pwrite", pwrite(fd, "abc", 3, 20));
    report("tell", lseek(fd, 0, SEEK_CUR));
    struct stat st;
    report("fstat", fstat(fd, &st));
    printf("size %lld, regular %d, links %d\n", (long long)st.st_size, S_ISREG(st.st_mode), (int)st.st_nlink);
    report("truncate", ftruncate(fd, 5));
    report("extend", ftruncate(fd, 8));
    report("seek to start", lseek(fd, 0, SEEK_SET));
    report("read", read(fd, buffer, 32));
    printf("%d %d\n", buffer[4], buffer[5]);
    report("seek before start", lseek(fd, -1, SEEK_SET));
    report("sync", fsync(fd));
    report("close", close(fd));
    report("close again", close(fd));
    fd = open("data", O_WRONLY | O_APPEND);
    report("append", write(fd, "XY", 2));
    report("read of a write-only file", read(fd, buffer, 1));
    close(fd);
    fd = open("data", O_RDONLY);
    report("write of a read-only file", write(fd, "x", 1));
    report("read", read(fd, buffer, 32));
    unlink("data");
    report("fstat after unlink", fstat(fd, &st));
    close(fd);
    report("open removed", open("data", O_RDONLY));
}

static void directories(void) {
    report("mkdir", mkdir("d", 0777));
    report("mkdir again", mkdir("d", 0777));
    report("mkdir below nothing", mkdir("none/d", 0777));
    report("mkdir d/e", mkdir("d/e/", 0777));
    for (int i = 0; i < 120; i++) {
        char name[32];
        snprintf(name, sizeof name, "d/e/file-%03d-with-a-long-name", i);
        close(open(name, O_CREAT | O_WRONLY, 0666));
    }
    list("d");
    list("d/e");
    report("rmdir of a full one", rmdir("d/e"));
    report("rmdir of a file", rmdir("d/e/file-000-with-a-long-name"));
    report("unlink of a directory", unlink("d/e"));
    report("rename", rename("d/e/file-000-with-a-long-name", "d/moved"));
    report("rename over", rename("d/e/file-001-with-a-long-name", "d/moved"));
    report("rename file over directory", rename("d/moved", "d/e"));
    report("rename directory", rename("d/e", "d/f"));
    list("d");
    for (int i = 2; i < 120; i++) {
        char name[32];
        snprintf(name, sizeof name, "d/f/file-%03d-with-a-long-name", i);
        unlink(name);
    }
    report("rmdir", rmdir("d/f"));
    report("open a directory to write", open("d", O_WRONLY));
    report("open a file as a directory", open("d/moved", O_RDONLY | O_DIRECTORY));
    report("file as part of a path", open("d/moved/x", O_RDONLY));
}

static void links(void) {
    char buffer[32] = {0};
    report("symlink", symlink("moved", "d/s"));
    report("readlink", readlink("d/s", buffer, sizeof buffer));
    printf("%s\n", buffer);
    struct stat st;
    report("lstat", lstat("d/s", &st));
    printf("link %d\n", S_ISLNK(st.st_mode));
    report("stat", stat("d/s", &st));
    printf("regular %d\n", S_ISREG(st.st_mode));
    report("link", link("d/moved", "d/hard"));
    report("stat", stat("d/hard", &st));
    printf("links %d\n", (int)st.st_nlink);
    report("symlink to nowhere", symlink("none", "d/dangling"));
    report("open of a dangling link", open("d/dangling", O_RDONLY));
    report("symlink to itself", symlink("loop", "d/loop"));
    report("open of a loop", open("d/loop", O_RDONLY));
    list("d");
    unlink("d/s"), unlink("d/hard"), unlink("d/dangling"), unlink("d/loop"), unlink("d/moved");
    report("rmdir", rmdir("d"));
}

static void escapes(void) {
    printf("outside: %d %d %d %d %d\n", open("../secret", O_RDONLY) < 0, open("x/../../secret", O_RDONLY) < 0,
           open("/etc/passwd", O_RDONLY) < 0, open("escape", O_RDONLY) < 0, open("escape-dir/secret", O_RDONLY) < 0);
    printf("outside: %d %d %d %d\n", mkdir("../made", 0777) < 0, rename("escape-dir/secret", "stolen") < 0,
           link("../secret", "stolen") < 0, symlink("/etc/passwd", "absolute") < 0);
    struct stat st;
    printf("outside: %d %d\n", stat("escape", &st) < 0, unlink("escape-dir/secret") < 0);
    symlink("..", "up");
    printf("outside: %d %d\n", open("up/secret", O_RDONLY) < 0, opendir("up") == NULL);
    unlink("up");
}

int main(void) {
    regular();
    directories();
    links();
    escapes();
    list(".");
    return 0;
}
