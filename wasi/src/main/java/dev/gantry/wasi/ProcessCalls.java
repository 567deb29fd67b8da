package dev.gantry.wasi;

import dev.gantry.runtime.Memory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Arguments, environment and random numbers. */
final class ProcessCalls {
    private static final int RANDOM_CHUNK = 1 << 16;

    private final WasiConfig config;
    private final List<byte[]> args;
    private final List<byte[]> environment;

    ProcessCalls(WasiConfig config) {
        this.config = config;
        args = encode(config.args());
        environment = encode(config.environment());
    }

    private static List<byte[]> encode(List<String> texts) {
        return texts.stream()
                .map(text -> (text + "\0").getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    void argsGet(Memory memory, long pointers, long buffer) {
        write(memory, args, pointers, buffer);
    }

    void argsSizesGet(Memory memory, long count, long size) {
        writeSizes(memory, args, count, size);
    }

    void environGet(Memory memory, long pointers, long buffer) {
        write(memory, environment, pointers, buffer);
    }

    void environSizesGet(Memory memory, long count, long size) {
        writeSizes(memory, environment, count, size);
    }

    private static void write(Memory memory, List<byte[]> texts, long pointers, long buffer) {
        for (byte[] text : texts) {
            memory.writeInt(pointers, (int) buffer);
            memory.write(buffer, text);
            pointers += 4;
            buffer += text.length;
        }
    }

    private static void writeSizes(Memory memory, List<byte[]> texts, long count, long size) {
        int bytes = 0;
        for (byte[] text : texts) {
            bytes += text.length;
        }
        memory.writeInt(count, texts.size());
        memory.writeInt(size, bytes);
    }

    void randomGet(Memory memory, long address, long length) {
        if (length > memory.byteSize() - address) {
            throw new WasiError(Errno.FAULT);
        }
        for (long done = 0; done < length; ) {
            byte[] chunk = new byte[(int) Math.min(length - done, RANDOM_CHUNK)];
            config.random().nextBytes(chunk);
            memory.write(address + done, chunk);
            done += chunk.length;
        }
    }
}
