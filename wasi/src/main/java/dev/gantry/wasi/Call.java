package dev.gantry.wasi;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ValType;
import java.util.Locale;

/**
 * The functions of preview 1: one row each. The constant's name in lower case is the import's name; the string has a letter for each parameter
 * ({@code i} an i32, {@code l} an i64). All but {@code proc_exit} give an error number.
 */
enum Call {
    ARGS_GET("ii"),
    ARGS_SIZES_GET("ii"),
    ENVIRON_GET("ii"),
    ENVIRON_SIZES_GET("ii"),
    CLOCK_RES_GET("ii"),
    CLOCK_TIME_GET("ili"),
    FD_ADVISE("illi"),
    FD_ALLOCATE("ill"),
    FD_CLOSE("i"),
    FD_DATASYNC("i"),
    FD_FDSTAT_GET("ii"),
    FD_FDSTAT_SET_FLAGS("ii"),
    FD_FDSTAT_SET_RIGHTS("ill"),
    FD_FILESTAT_GET("ii"),
    FD_FILESTAT_SET_SIZE("il"),
    FD_FILESTAT_SET_TIMES("illi"),
    FD_PREAD("iiili"),
    FD_PRESTAT_GET("ii"),
    FD_PRESTAT_DIR_NAME("iii"),
    FD_PWRITE("iiili"),
    FD_READ("iiii"),
    FD_READDIR("iiili"),
    FD_RENUMBER("ii"),
    FD_SEEK("ilii"),
    FD_SYNC("i"),
    FD_TELL("ii"),
    FD_WRITE("iiii"),
    PATH_CREATE_DIRECTORY("iii"),
    PATH_FILESTAT_GET("iiiii"),
    PATH_FILESTAT_SET_TIMES("iiiilli"),
    PATH_LINK("iiiiiii"),
    PATH_OPEN("iiiiillii"),
    PATH_READLINK("iiiiii"),
    PATH_REMOVE_DIRECTORY("iii"),
    PATH_RENAME("iiiiii"),
    PATH_SYMLINK("iiiii"),
    PATH_UNLINK_FILE("iii"),
    POLL_ONEOFF("iiii"),
    PROC_EXIT("i"),
    PROC_RAISE("i"),
    SCHED_YIELD(""),
    RANDOM_GET("ii"),
    SOCK_ACCEPT("iii"),
    SOCK_RECV("iiiiii"),
    SOCK_SEND("iiiii"),
    SOCK_SHUTDOWN("ii");

    private final String params;

    Call(String params) {
        this.params = params;
    }

    String importName() {
        return name().toLowerCase(Locale.ROOT);
    }

    FuncType type() {
        ValType[] types = new ValType[params.length()];
        for (int i = 0; i < types.length; i++) {
            types[i] = params.charAt(i) == 'i' ? ValType.I32 : ValType.I64;
        }
        return FuncType.of(types, this == PROC_EXIT ? new ValType[0] : new ValType[] {ValType.I32});
    }
}
