package dev.gantry.asm.x64;

/** Evens out where versions of LLVM, or LLVM and we, spell one instruction differently. */
final class LlvmSpelling {
    private LlvmSpelling() {}

    /** Whether two lines of assembly name the same instruction. */
    static boolean same(String ours, String theirs) {
        if (ours.equals(theirs)) {
            return true;
        }
        String[] a = ours.split(",? ");
        String[] b = theirs.split(",? ");
        if (a.length != b.length) {
            return false;
        }
        if (a[0].startsWith("xchg") && a[1].equals(b[2]) && a[2].equals(b[1])) {
            return a[0].equals(b[0]);
        }
        for (int i = 0; i < a.length; i++) {
            if (!a[i].equals(b[i]) && !sameNumber(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }

    /** An immediate may be printed signed or unsigned in the width of the operation. */
    private static boolean sameNumber(String a, String b) {
        if (!a.startsWith("$") || !b.startsWith("$")) {
            return false;
        }
        long difference = Math.abs(Long.parseLong(a.substring(1)) - Long.parseUnsignedLong(b.substring(1)));
        return difference == 1L << 8 || difference == 1L << 16 || difference == 1L << 32;
    }
}
