package dev.gantry.clif.text;

import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A comment that asks for a function to be run: {@code ; run: %f(1, 2) == 3}, {@code ; run: %f(0) traps int_divz}, {@code ;
 * run: %f(7) throws tag3(1, 2)}, {@code ; print: %f(1)}, or {@code ; run}, which runs the function it follows without arguments and expects something that is not zero.
 *
 * @param kind whether the result is compared or printed
 * @param callee the function to run; null for the function that the comment follows
 * @param args arguments
 * @param comparison how results are compared
 * @param expected what they are compared with, empty if they are not; for {@link Comparison#THROWS} the tag as an i32 and the payloads as two i64
 * @param trapCode the code with which the function has to trap if the comparison is {@link Comparison#TRAPS}, else 0
 */
public record RunDirective(
        Kind kind,
        @Nullable ExternalName callee,
        List<DataValue> args,
        Comparison comparison,
        List<DataValue> expected,
        int trapCode) {
    /** What is done with the result. */
    public enum Kind {
        RUN,
        PRINT
    }

    /** How results are compared. */
    public enum Comparison {
        /** Not at all. */
        NONE,
        EQUAL,
        NOT_EQUAL,
        /** The result must not be zero. */
        NON_ZERO,
        /** There must be no result, but a trap. */
        TRAPS,
        /** There must be no result, but an exception that no function of the file takes. */
        THROWS
    }

    /**
     * Reads a directive. Throws {@link ClifSyntaxException} if the comment starts like one but is none.
     *
     * @param comment text of the comment from the semicolon on
     * @param file for messages
     * @param line for messages
     * @param signatures gives the signature of a function of the file, or null if there is no such function
     * @return the directive, or null if the comment is something else
     */
    public static @Nullable RunDirective parse(
            String comment, String file, int line, Function<ExternalName, @Nullable Signature> signatures) {
        int start = 0;
        while (start < comment.length() && (comment.charAt(start) == ';' || comment.charAt(start) <= ' ')) {
            start++;
        }
        String text = comment.substring(start).strip();
        if (text.equals("run")) {
            return new RunDirective(Kind.RUN, null, List.of(), Comparison.NON_ZERO, List.of(), TrapCode.NONE);
        }
        if (text.startsWith("run:")) {
            return call(Kind.RUN, text.substring(4), file, line, signatures);
        }
        return text.startsWith("print:") ? call(Kind.PRINT, text.substring(6), file, line, signatures) : null;
    }

    private static RunDirective call(
            Kind kind, String text, String file, int line, Function<ExternalName, @Nullable Signature> signatures) {
        Lexer lexer = new Lexer(text, file + ':' + line);
        Operands operands = new Operands(lexer);
        lexer.advance();
        if (lexer.kind != Lexer.Kind.NAME) {
            throw lexer.expected("the name of a function");
        }
        ExternalName callee = new ExternalName.TestCase(lexer.text);
        Signature signature = signatures.apply(callee);
        if (signature == null) {
            throw lexer.error("there is no function " + callee);
        }
        lexer.advance();
        List<DataValue> args = args(lexer, operands, signature);
        Comparison comparison = comparison(lexer);
        List<DataValue> expected = List.of();
        int trapCode = TrapCode.NONE;
        if (comparison == Comparison.TRAPS) {
            trapCode = operands.trapCode();
        } else if (comparison == Comparison.THROWS) {
            expected = thrown(lexer, operands);
        } else if (comparison != Comparison.NONE) {
            expected = expected(lexer, operands, signature);
        }
        if (lexer.kind != Lexer.Kind.END) {
            throw lexer.expected("the end of the directive");
        }
        return new RunDirective(kind, callee, args, comparison, expected, trapCode);
    }

    private static List<DataValue> args(Lexer lexer, Operands operands, Signature signature) {
        lexer.expect('(', "before the arguments");
        List<DataValue> args = new ArrayList<>();
        for (int i = 0; i < signature.paramCount(); i++) {
            if (i > 0) {
                lexer.expect(',', "between arguments");
            }
            args.add(value(operands, signature.param(i).type()));
        }
        lexer.expect(')', "after the arguments");
        return args;
    }

    private static DataValue value(Operands operands, Type type) {
        return new DataValue(type, operands.typedBytes(type));
    }

    private static Comparison comparison(Lexer lexer) {
        if (lexer.optional('=')) {
            lexer.expect('=', "in '=='");
            return Comparison.EQUAL;
        }
        if (lexer.optional('!')) {
            lexer.expect('=', "in '!='");
            return Comparison.NOT_EQUAL;
        }
        if (lexer.optionalIdent("traps")) {
            return Comparison.TRAPS;
        }
        return lexer.optionalIdent("throws") ? Comparison.THROWS : Comparison.NONE;
    }

    private static List<DataValue> thrown(Lexer lexer, Operands operands) {
        DataValue tag = DataValue.ofWords(Type.I32, lexer.entity("tag", Integer.MAX_VALUE, "a tag"), 0);
        lexer.expect('(', "before the payloads");
        DataValue payload0 = value(operands, Type.I64);
        lexer.expect(',', "between payloads");
        DataValue payload1 = value(operands, Type.I64);
        lexer.expect(')', "after the payloads");
        return List.of(tag, payload0, payload1);
    }

    private static List<DataValue> expected(Lexer lexer, Operands operands, Signature signature) {
        List<DataValue> values = new ArrayList<>();
        boolean list = signature.resultCount() != 1;
        if (list) {
            lexer.expect('[', "before the results");
        }
        for (int i = 0; i < signature.resultCount(); i++) {
            if (i > 0) {
                lexer.expect(',', "between results");
            }
            values.add(value(operands, signature.result(i).type()));
        }
        if (list) {
            lexer.expect(']', "after the results");
        }
        return values;
    }
}
