package dev.gantry.wasi;

/** The rights bits of preview 1 that decide anything here, and the sets reported for each kind of descriptor. */
final class Rights {
    static final long DATASYNC = 1L;
    static final long READ = 1L << 1;
    static final long SEEK = 1L << 2;
    static final long TELL = 1L << 5;
    static final long WRITE = 1L << 6;
    static final long ALLOCATE = 1L << 8;
    static final long SET_SIZE = 1L << 22;

    /** All bits that the specification defines. */
    static final long ALL = (1L << 30) - 1;

    /** What makes sense on a directory: everything but reading, writing, seeking and sizing the descriptor itself. */
    static final long DIRECTORY =
            ALL & ~(DATASYNC | READ | SEEK | TELL | WRITE | ALLOCATE | SET_SIZE | 1L << 7 | 1L << 28 | 1L << 29);

    /** What makes sense on a regular file. */
    static final long FILE = DATASYNC | READ | SEEK | 1L << 3 | 1L << 4 | TELL | WRITE | 1L << 7 | ALLOCATE | 1L << 21
            | SET_SIZE | 1L << 23 | 1L << 27;

    /** What makes sense on a stream; without seeking, by which C libraries tell terminals from files. */
    static final long STREAM = READ | 1L << 3 | WRITE | 1L << 21 | 1L << 27;

    private Rights() {}
}
