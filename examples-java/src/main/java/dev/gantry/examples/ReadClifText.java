package dev.gantry.examples;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.text.ClifFile;
import dev.gantry.clif.text.ClifFunction;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.ClifSyntaxException;
import dev.gantry.clif.verify.Verifier;
import dev.gantry.clif.verify.VerifierError;

/**
 * Reads CLIF in its text form, verifies it, and prints it; shows what is said of text that is not CLIF and of functions that mean nothing.
 */
public final class ReadClifText {
    private static final String FILE = """
            test verifier
            target x86_64

            function %max(i32, i32) -> i32 {
            block0(v0: i32, v1: i32):
                v2 = icmp sgt v0, v1
                brif v2, block1(v0), block1(v1) ; the larger one goes on
            block1(v3: i32):
                return v3
            }

            function %broken(i32) -> i64 {
            block0(v0: i32):
                return v0 ; an i32 where an i64 is due
            }
            """;

    private ReadClifText() {}

    /** Runs the example. */
    public static void main(String[] args) {
        ClifFile file = ClifReader.readFile(FILE, "max.clif");
        System.out.println("commands: " + file.testCommands());
        for (ClifFunction read : file.functions()) {
            Function function = read.function();
            System.out.println();
            System.out.print(ClifPrinter.print(function));
            System.out.println("comments: " + read.comments());
            for (VerifierError error : Verifier.verify(function)) {
                System.out.println("error: " + error);
            }
        }
        System.out.println();
        try {
            ClifReader.readFile("function %f() {\nblock0:\n    v0 = iconts.i32 1\n}\n", "typo.clif");
        } catch (ClifSyntaxException e) {
            System.out.println(e.getMessage());
        }
    }
}
