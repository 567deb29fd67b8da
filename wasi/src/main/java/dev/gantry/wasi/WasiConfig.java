package dev.gantry.wasi;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a guest is given: arguments, environment, standard streams, directories, random numbers. Immutable: each {@code with…} gives a changed copy.
 * By default a guest gets nothing: no arguments, no environment, empty input, output thrown away, no directory.
 *
 * @param args arguments, the program's name first
 * @param environment entries {@code NAME=value}
 * @param stdin read by descriptor 0
 * @param stdout written by descriptor 1; every write of the guest is one write to it, unbuffered
 * @param stderr written by descriptor 2
 * @param directories the directories that the guest may use, in the order of their descriptors from 3
 * @param random where {@code random_get} gets its bytes
 */
public record WasiConfig(
        List<String> args,
        List<String> environment,
        InputStream stdin,
        OutputStream stdout,
        OutputStream stderr,
        List<Directory> directories,
        RandomGenerator random) {

    /**
     * A directory of the host under the name that the guest knows it by.
     *
     * @param host the directory
     * @param guest its name in the guest, for instance {@code /} or {@code .}
     */
    public record Directory(Path host, String guest) {}

    /** Copies the lists. */
    public WasiConfig {
        args = List.copyOf(args);
        environment = List.copyOf(environment);
        directories = List.copyOf(directories);
    }

    /** {@return a configuration that gives the guest nothing} */
    public static WasiConfig empty() {
        return new WasiConfig(
                List.of(),
                List.of(),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                List.of(),
                new LazySecureRandom());
    }

    /** {@return a copy with these arguments, the program's name first} */
    public WasiConfig withArgs(List<String> args) {
        return new WasiConfig(args, environment, stdin, stdout, stderr, directories, random);
    }

    /** {@return a copy with one more environment variable} */
    public WasiConfig withEnv(String name, String value) {
        List<String> all = new ArrayList<>(environment);
        all.add(name + "=" + value);
        return new WasiConfig(args, all, stdin, stdout, stderr, directories, random);
    }

    /** {@return a copy with these environment variables added} */
    public WasiConfig withEnv(Map<String, String> variables) {
        WasiConfig config = this;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            config = config.withEnv(variable.getKey(), variable.getValue());
        }
        return config;
    }

    /** {@return a copy with this standard input} */
    public WasiConfig withStdin(InputStream stdin) {
        return new WasiConfig(args, environment, stdin, stdout, stderr, directories, random);
    }

    /** {@return a copy with this standard output} */
    public WasiConfig withStdout(OutputStream stdout) {
        return new WasiConfig(args, environment, stdin, stdout, stderr, directories, random);
    }

    /** {@return a copy with this standard error} */
    public WasiConfig withStderr(OutputStream stderr) {
        return new WasiConfig(args, environment, stdin, stdout, stderr, directories, random);
    }

    /** {@return a copy with the three standard streams of this process} */
    public WasiConfig withInheritedStdio() {
        return withStdin(new FileInputStream(FileDescriptor.in))
                .withStdout(new FileOutputStream(FileDescriptor.out))
                .withStderr(new FileOutputStream(FileDescriptor.err));
    }

    /** {@return a copy with one more directory, readable and writable} */
    public WasiConfig withDirectory(Path host, String guest) {
        List<Directory> all = new ArrayList<>(directories);
        all.add(new Directory(host, guest));
        return new WasiConfig(args, environment, stdin, stdout, stderr, all, random);
    }

    /** {@return a copy with this source of random bytes} */
    public WasiConfig withRandom(RandomGenerator random) {
        return new WasiConfig(args, environment, stdin, stdout, stderr, directories, random);
    }

    /** Makes the secure generator when it is first asked: most guests never do, and it costs start-up time. */
    private static final class LazySecureRandom implements RandomGenerator {
        private static final class Holder {
            static final SecureRandom INSTANCE = new SecureRandom();
        }

        @Override
        public long nextLong() {
            return Holder.INSTANCE.nextLong();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Holder.INSTANCE.nextBytes(bytes);
        }
    }
}
