package dev.gantry.host;

/** Words for the error numbers of the calls that this package makes. */
final class Errno {
    private Errno() {}

    static String describe(int errno) {
        return switch (errno) {
            case 1 -> "operation not permitted (EPERM)";
            case 9 -> "bad file descriptor (EBADF)";
            case 11 -> "too much memory has been locked (EAGAIN)";
            case 12 -> "out of memory or of address space, or too many mappings (ENOMEM)";
            case 13 -> "permission denied (EACCES)";
            case 14 -> "bad address (EFAULT)";
            case 22 -> "invalid argument (EINVAL)";
            case 23 -> "too many open files in the system (ENFILE)";
            default -> "error " + errno;
        };
    }
}
