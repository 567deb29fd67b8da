package dev.gantry.examples;

import dev.gantry.isle.GeneratedFile;
import dev.gantry.isle.Isle;
import dev.gantry.isle.IsleException;
import dev.gantry.isle.Options;
import dev.gantry.isle.syntax.Source;
import java.util.List;

/**
 * Compiles rewrite rules in ISLE to Java, and shows what is said of rules that are wrong.
 *
 * <p>The rules simplify expressions: {@code x + 0} is {@code x}, the sum of two constants a constant. All rules of a term become one decision tree,
 * tested from the most specific rule down; the order of the text does not matter.
 */
public final class CompileRules {
    private static final String RULES = """
            (type int (primitive int))
            (type Expr (enum
                (Num (value int))
                (Var (index int))
                (Add (left Expr) (right Expr))))

            (decl plus (int int) int)
            (extern constructor plus plus)

            (decl simplify (Expr) Expr)
            (rule fold 2 (simplify (Expr.Add (Expr.Num a) (Expr.Num b))) (Expr.Num (plus a b)))
            (rule zero 1 (simplify (Expr.Add x (Expr.Num 0))) x)
            (rule rest 0 (simplify x) x)
            """;

    private static final String TWO_RULES_FOR_ONE_INPUT = """
            (type int (primitive int))
            (decl sign (int) int)
            (rule (sign 0) 0)
            (rule (sign x) 1)
            """;

    private CompileRules() {}

    /** Runs the example. */
    public static void main(String[] args) {
        Options options = new Options("demo", "Rules", "demo.Context", List.of());
        for (GeneratedFile file : Isle.compile(List.of(new Source("simplify.isle", RULES)), options)) {
            System.out.println("---- " + file.path());
            System.out.print(file.text());
        }
        System.out.println("---- errors");
        try {
            Isle.compile(List.of(new Source("sign.isle", TWO_RULES_FOR_ONE_INPUT)), options);
        } catch (IsleException e) {
            System.out.println(e.getMessage());
        }
    }
}
