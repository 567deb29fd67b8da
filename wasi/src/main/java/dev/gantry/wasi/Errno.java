package dev.gantry.wasi;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** Error numbers of preview 1, in the order of the specification: the ordinal is the number a guest sees. */
enum Errno {
    SUCCESS,
    TOO_BIG,
    ACCES,
    ADDRINUSE,
    ADDRNOTAVAIL,
    AFNOSUPPORT,
    AGAIN,
    ALREADY,
    BADF,
    BADMSG,
    BUSY,
    CANCELED,
    CHILD,
    CONNABORTED,
    CONNREFUSED,
    CONNRESET,
    DEADLK,
    DESTADDRREQ,
    DOM,
    DQUOT,
    EXIST,
    FAULT,
    FBIG,
    HOSTUNREACH,
    IDRM,
    ILSEQ,
    INPROGRESS,
    INTR,
    INVAL,
    IO,
    ISCONN,
    ISDIR,
    LOOP,
    MFILE,
    MLINK,
    MSGSIZE,
    MULTIHOP,
    NAMETOOLONG,
    NETDOWN,
    NETRESET,
    NETUNREACH,
    NFILE,
    NOBUFS,
    NODEV,
    NOENT,
    NOEXEC,
    NOLCK,
    NOLINK,
    NOMEM,
    NOMSG,
    NOPROTOOPT,
    NOSPC,
    NOSYS,
    NOTCONN,
    NOTDIR,
    NOTEMPTY,
    NOTRECOVERABLE,
    NOTSOCK,
    NOTSUP,
    NOTTY,
    NXIO,
    OVERFLOW,
    OWNERDEAD,
    PERM,
    PIPE,
    PROTO,
    PROTONOSUPPORT,
    PROTOTYPE,
    RANGE,
    ROFS,
    SPIPE,
    SRCH,
    STALE,
    TIMEDOUT,
    TXTBSY,
    XDEV,
    NOTCAPABLE;

    /** {@return the error number for a failure of the host's file system} */
    static Errno of(IOException e) {
        return switch (e) {
            case NoSuchFileException ignored -> NOENT;
            case FileAlreadyExistsException ignored -> EXIST;
            case AccessDeniedException ignored -> ACCES;
            case DirectoryNotEmptyException ignored -> NOTEMPTY;
            case NotDirectoryException ignored -> NOTDIR;
            case NotLinkException ignored -> INVAL;
            case FileSystemLoopException ignored -> LOOP;
            case ClosedChannelException ignored -> BADF;
            case FileSystemException f -> ofReason(f.getReason() == null ? "" : f.getReason());
            default -> ofReason(e.getMessage() == null ? "" : e.getMessage());
        };
    }

    /** The JDK gives most failures only as the system's message. */
    private static Errno ofReason(String reason) {
        if (reason.contains("Not a directory")) {
            return NOTDIR;
        } else if (reason.contains("Is a directory")) {
            return ISDIR;
        } else if (reason.contains("not empty")) {
            return NOTEMPTY;
        } else if (reason.contains("Too many levels of symbolic links")) {
            return LOOP;
        } else if (reason.contains("File name too long")) {
            return NAMETOOLONG;
        } else if (reason.contains("No space left")) {
            return NOSPC;
        } else if (reason.contains("Read-only file system")) {
            return ROFS;
        } else if (reason.contains("Operation not permitted")) {
            return PERM;
        } else if (reason.contains("Invalid cross-device link")) {
            return XDEV;
        } else if (reason.contains("Broken pipe")) {
            return PIPE;
        } else if (reason.contains("Too many open files")) {
            return NFILE;
        } else if (reason.contains("Invalid argument")) {
            return INVAL;
        } else if (reason.contains("Illegal seek")) {
            return SPIPE;
        } else if (reason.contains("busy")) {
            return BUSY;
        } else if (reason.contains("File too large")) {
            return FBIG;
        }
        return IO;
    }
}
