package dev.gantry.asm.x64;

/** Whether two lines of AT&T assembly name the same instruction, where LLVM, GNU and we spell it differently. */
final class Spelling {
    private Spelling() {}

    static boolean same(String ours, String theirs) {
        if (ours.equals(theirs)) {
            return true;
        }
        String[] a = ours.split(",? ");
        String[] b = theirs.split(",? ");
        if (a[0].startsWith("rcl")
                || a[0].startsWith("rcr")
                || a[0].startsWith("ro")
                || a[0].startsWith("sh")
                || a[0].startsWith("sa")) {
            b = withoutOne(a, b);
        }
        if (a.length != b.length || !sameMnemonic(a[0], b[0])) {
            return false;
        }
        if (a[0].startsWith("xchg") && a[1].equals(b[2]) && a[2].equals(b[1])) {
            return true;
        }
        for (int i = 1; i < a.length; i++) {
            if (!a[i].equals(b[i]) && !sameNumber(a[i], b[i])) {
                return false;
            }
        }
        return true;
    }

    /** Newer versions of LLVM print the count of a shift by one. */
    private static String[] withoutOne(String[] a, String[] b) {
        if (b.length != a.length + 1 || !b[1].equals("$1")) {
            return b;
        }
        String[] rest = new String[a.length];
        rest[0] = b[0];
        System.arraycopy(b, 2, rest, 1, a.length - 1);
        return rest;
    }

    /** A size letter may be left out where a register says the size; GNU calls a 32-bit adcx {@code adcxw}. */
    private static boolean sameMnemonic(String a, String b) {
        if (a.equals(b) || (a.equals("adcxl") && b.equals("adcxw"))) {
            return true;
        }
        String longer = a.length() > b.length() ? a : b;
        String shorter = a.length() > b.length() ? b : a;
        return longer.length() == shorter.length() + 1
                && longer.startsWith(shorter)
                && "lqxy".indexOf(longer.charAt(longer.length() - 1)) >= 0;
    }

    /** An immediate may be printed signed or unsigned in the width of the operation. */
    private static boolean sameNumber(String a, String b) {
        if (!a.startsWith("$") || !b.startsWith("$")) {
            return false;
        }
        long difference = Math.abs(Long.parseLong(a.substring(1)) - Long.parseLong(b.substring(1)));
        return difference == 1L << 8 || difference == 1L << 16 || difference == 1L << 32;
    }
}
