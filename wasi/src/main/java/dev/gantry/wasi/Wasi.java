package dev.gantry.wasi;

import dev.gantry.runtime.Caller;
import dev.gantry.runtime.HostFunction;
import dev.gantry.runtime.Linker;
import dev.gantry.runtime.Memory;
import java.io.IOException;

/**
 * WASI preview 1 for one guest: its descriptors and what {@link WasiConfig} gave it. Used by one thread at a time.
 *
 * <pre>{@code
 * try (Wasi wasi = Wasi.create(WasiConfig.empty().withInheritedStdio().withArgs(List.of("program")))) {
 *     wasi.addTo(linker);
 *     linker.instantiate(store, module).func("_start").callRaw();
 * } catch (ExitException exit) {
 *     System.exit(exit.code());
 * }
 * }</pre>
 */
public final class Wasi implements AutoCloseable {
    /** The name of the module that guests import. */
    public static final String MODULE = "wasi_snapshot_preview1";

    private final DescriptorTable descriptors = new DescriptorTable();
    private final ProcessCalls process;
    private final FileCalls files;
    private final PathCalls paths;
    private final PollCall poll;

    private Wasi(WasiConfig config) {
        descriptors.add(new Descriptor.Input(config.stdin()));
        descriptors.add(new Descriptor.Output(config.stdout()));
        descriptors.add(new Descriptor.Output(config.stderr()));
        for (WasiConfig.Directory directory : config.directories()) {
            descriptors.add(new Descriptor.Directory(
                    directory.host(), directory.guest(), Rights.DIRECTORY, Rights.DIRECTORY | Rights.FILE));
        }
        process = new ProcessCalls(config);
        files = new FileCalls(descriptors);
        paths = new PathCalls(descriptors);
        poll = new PollCall(descriptors);
    }

    /** {@return a guest's WASI with these resources} */
    public static Wasi create(WasiConfig config) {
        return new Wasi(config);
    }

    /**
     * Defines all functions of preview 1 in a linker, under {@value #MODULE}.
     *
     * @throws dev.gantry.runtime.LinkException if one is defined already
     */
    public void addTo(Linker linker) {
        for (Call call : Call.values()) {
            linker.func(MODULE, call.importName(), call.type(), new Function(this, call));
        }
    }

    /** Closes the files that the guest left open. The standard streams stay open. */
    @Override
    public void close() throws IOException {
        descriptors.closeAll();
    }

    /** One function: turns failures into error numbers. */
    private record Function(Wasi wasi, Call call) implements HostFunction {
        @Override
        public void call(Caller caller, long[] slots) {
            Errno result;
            try {
                wasi.dispatch(call, caller.memory(), slots);
                result = Errno.SUCCESS;
            } catch (WasiError e) {
                result = e.errno();
            } catch (IndexOutOfBoundsException e) { // a pointer of the guest's outside its memory
                result = Errno.FAULT;
            } catch (IOException e) {
                result = Errno.of(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result = Errno.INTR;
            }
            slots[0] = result.ordinal();
        }
    }

    private void dispatch(Call call, Memory memory, long[] a) throws IOException, InterruptedException {
        switch (call) {
            case ARGS_GET -> process.argsGet(memory, address(a[0]), address(a[1]));
            case ARGS_SIZES_GET -> process.argsSizesGet(memory, address(a[0]), address(a[1]));
            case ENVIRON_GET -> process.environGet(memory, address(a[0]), address(a[1]));
            case ENVIRON_SIZES_GET -> process.environSizesGet(memory, address(a[0]), address(a[1]));
            case CLOCK_RES_GET ->
                memory.writeLong(address(a[1]), Clock.of((int) a[0]).resolution());
            case CLOCK_TIME_GET ->
                memory.writeLong(address(a[2]), Clock.of((int) a[0]).now());
            case PROC_EXIT -> throw new ExitException((int) a[0]);
            case PROC_RAISE -> throw new WasiError(Errno.NOTSUP);
            case SCHED_YIELD -> Thread.yield();
            case RANDOM_GET -> process.randomGet(memory, address(a[0]), address(a[1]));
            case POLL_ONEOFF -> poll.poll(memory, address(a[0]), address(a[1]), (int) a[2], address(a[3]));
            case SOCK_ACCEPT, SOCK_RECV, SOCK_SEND, SOCK_SHUTDOWN -> {
                descriptors.get((int) a[0]);
                throw new WasiError(Errno.NOTSOCK);
            }
            default -> {
                if (call.ordinal() < Call.PATH_CREATE_DIRECTORY.ordinal()) {
                    dispatchFile(call, memory, a);
                } else {
                    dispatchPath(call, memory, a);
                }
            }
        }
    }

    private void dispatchFile(Call call, Memory memory, long[] a) throws IOException {
        int fd = (int) a[0];
        switch (call) {
            case FD_ADVISE -> files.advise(fd, (int) a[3]);
            case FD_ALLOCATE -> files.allocate(fd, a[1], a[2]);
            case FD_CLOSE -> descriptors.close(fd);
            case FD_DATASYNC -> files.sync(fd, false);
            case FD_SYNC -> files.sync(fd, true);
            case FD_FDSTAT_GET -> files.fdstatGet(memory, fd, address(a[1]));
            case FD_FDSTAT_SET_FLAGS -> files.setFlags(fd, (int) a[1]);
            case FD_FDSTAT_SET_RIGHTS -> files.setRights(fd, a[1], a[2]);
            case FD_FILESTAT_GET -> descriptors.get(fd).stat().writeTo(memory, address(a[1]));
            case FD_FILESTAT_SET_SIZE -> files.setSize(fd, a[1]);
            case FD_FILESTAT_SET_TIMES -> files.setTimes(fd, a[1], a[2], (int) a[3]);
            case FD_READ -> files.read(memory, fd, address(a[1]), (int) a[2], -1, address(a[3]));
            case FD_PREAD -> files.read(memory, fd, address(a[1]), (int) a[2], position(a[3]), address(a[4]));
            case FD_WRITE -> files.write(memory, fd, address(a[1]), (int) a[2], -1, address(a[3]));
            case FD_PWRITE -> files.write(memory, fd, address(a[1]), (int) a[2], position(a[3]), address(a[4]));
            case FD_PRESTAT_GET -> files.prestatGet(memory, fd, address(a[1]));
            case FD_PRESTAT_DIR_NAME -> files.prestatName(memory, fd, address(a[1]), address(a[2]));
            case FD_READDIR -> files.readDirectory(memory, fd, address(a[1]), address(a[2]), a[3], address(a[4]));
            case FD_RENUMBER -> descriptors.renumber(fd, (int) a[1]);
            case FD_SEEK -> files.seek(memory, fd, a[1], (int) a[2], address(a[3]));
            case FD_TELL -> files.seek(memory, fd, 0, 1, address(a[1]));
            default -> throw new IllegalStateException("no file call: " + call);
        }
    }

    private void dispatchPath(Call call, Memory memory, long[] a) throws IOException {
        int fd = (int) a[0];
        switch (call) {
            case PATH_CREATE_DIRECTORY -> paths.createDirectory(fd, path(memory, a, 1));
            case PATH_FILESTAT_GET -> paths.stat(memory, fd, (int) a[1], path(memory, a, 2), address(a[4]));
            case PATH_FILESTAT_SET_TIMES -> paths.setTimes(fd, (int) a[1], path(memory, a, 2), a[4], a[5], (int) a[6]);
            case PATH_LINK -> paths.link(fd, (int) a[1], path(memory, a, 2), (int) a[4], path(memory, a, 5));
            case PATH_OPEN ->
                paths.open(
                        memory, fd, (int) a[1], path(memory, a, 2), (int) a[4], a[5], a[6], (int) a[7], address(a[8]));
            case PATH_READLINK ->
                paths.readLink(memory, fd, path(memory, a, 1), address(a[3]), address(a[4]), address(a[5]));
            case PATH_REMOVE_DIRECTORY -> paths.removeDirectory(fd, path(memory, a, 1));
            case PATH_RENAME -> paths.rename(fd, path(memory, a, 1), (int) a[3], path(memory, a, 4));
            case PATH_SYMLINK -> paths.symlink(path(memory, a, 0), (int) a[2], path(memory, a, 3));
            case PATH_UNLINK_FILE -> paths.unlink(fd, path(memory, a, 1));
            default -> throw new IllegalStateException("no path call: " + call);
        }
    }

    private static long address(long slot) {
        return slot & 0xffff_ffffL;
    }

    private static long position(long offset) {
        if (offset < 0) {
            throw new WasiError(Errno.INVAL);
        }
        return offset;
    }

    /** The path given by a pointer and a length in two neighbouring slots. */
    private static String path(Memory memory, long[] a, int slot) {
        return PathCalls.readPath(memory, address(a[slot]), address(a[slot + 1]));
    }
}
