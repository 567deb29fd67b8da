package dev.gantry.host;

/** Where this JVM runs. */
public final class Platform {
    private Platform() {}

    /** {@return whether machine code can be run here at all: Linux on x86-64 with native access allowed} */
    public static boolean isSupported() {
        return isLinuxX64() && NativeCall.denial().isEmpty();
    }

    /**
     * Checks that machine code can be run here.
     *
     * @throws HostException if it cannot; the message says why and what to do
     */
    public static void requireSupported() {
        if (!isLinuxX64()) {
            throw new HostException("no back end for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + ": compiled code runs on Linux x86-64");
        }
        String denial = NativeCall.denial();
        if (!denial.isEmpty()) {
            throw new HostException(denial);
        }
    }

    private static boolean isLinuxX64() {
        return "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
    }
}
