package dev.gantry.fuzz.reduce;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;

/** Takes out what changes leave behind: blocks that nothing leads to, declarations that nothing names. */
final class Cleanup {
    private Cleanup() {}

    static void run(Function function) {
        function.dfg.resolveAllAliases();
        unreachable(function);
    }

    private static void unreachable(Function f) {
        boolean[] seen = new boolean[f.dfg.blockLimit()];
        int[] work = new int[seen.length + 1];
        int count = 0;
        work[count++] = f.layout.entryBlock();
        seen[f.layout.entryBlock()] = true;
        while (count > 0) {
            int last = f.layout.lastInst(work[--count]);
            if (last < 0) {
                continue;
            }
            InstData data = f.dfg.instData(last);
            for (int d = 0; d < data.destCount(); d++) {
                int to = data.dest(d).block();
                if (!seen[to]) {
                    seen[to] = true;
                    work[count++] = to;
                }
            }
        }
        for (int block = 0; block < seen.length; block++) {
            if (!seen[block] && f.layout.isBlockInserted(block)) {
                for (int inst = f.layout.firstInst(block); inst >= 0; inst = f.layout.firstInst(block)) {
                    f.layout.removeInst(inst);
                }
                f.layout.removeBlock(block);
            }
        }
    }

    /** Text of functions without the lines of the preambles that declare what is not named anywhere else in the function. */
    static String withoutUnusedDeclarations(String text) {
        String before = "";
        String now = text;
        while (!now.equals(before)) {
            before = now;
            StringBuilder out = new StringBuilder();
            int from = 0;
            while (from < now.length()) {
                int end = now.indexOf("\n}\n", from);
                end = end < 0 ? now.length() : end + 3;
                function(now.substring(from, end), out);
                from = end;
            }
            now = out.toString();
        }
        return now;
    }

    private static void function(String text, StringBuilder out) {
        for (String line : text.split("(?<=\n)")) {
            // Aliases are resolved: what is left of them names nothing.
            if (line.startsWith("    v") && line.contains(" -> ")) {
                continue;
            }
            String name = declared(line);
            if (name.isEmpty() || mentions(text, name) > 1) {
                out.append(line);
            }
        }
    }

    /** What a line of a preamble declares, or nothing. */
    private static String declared(String line) {
        int equals = line.indexOf(" = ");
        String name = equals < 0 ? "" : line.substring(0, equals).strip();
        for (String kind : new String[] {"ss", "sig", "fn", "gv", "region", "const", "dss", "dt"}) {
            if (name.startsWith(kind) && name.length() > kind.length() && isDigit(name.charAt(kind.length()))) {
                return name;
            }
        }
        return "";
    }

    private static int mentions(String text, String name) {
        int count = 0;
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean whole = (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !isDigit(text.charAt(end)));
            count += whole ? 1 : 0;
        }
        return count;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
