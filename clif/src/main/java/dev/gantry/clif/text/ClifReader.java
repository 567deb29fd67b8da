package dev.gantry.clif.text;

import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.Function;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files of functions. Text that is not in the format throws {@link ClifSyntaxException} with the position, what was
 * expected and what was found; no text does anything else. The functions read are well-formed as text, but the verifier has
 * still to say whether they mean something.
 */
public final class ClifReader {
    private final Lexer lexer;
    private final List<String> testCommands = new ArrayList<>();
    private final List<ClifFile.Directive> settings = new ArrayList<>();
    private final List<String> features = new ArrayList<>();

    private ClifReader(String source, String file) {
        this.lexer = new Lexer(source, file);
    }

    /**
     * Reads a file.
     *
     * @param source its text
     * @param file its name for messages
     */
    public static ClifFile readFile(String source, String file) {
        return new ClifReader(source, file).file();
    }

    /** Reads text of functions only. */
    public static List<Function> readFunctions(String source) {
        List<Function> functions = new ArrayList<>();
        for (ClifFunction function : readFile(source, "text").functions()) {
            functions.add(function.function());
        }
        return functions;
    }

    /** Reads text of exactly one function. */
    public static Function readFunction(String source) {
        List<Function> functions = readFunctions(source);
        if (functions.size() != 1) {
            throw new ClifSyntaxException("text", 1, 1, "expected one function, found " + functions.size());
        }
        return functions.get(0);
    }

    private ClifFile file() {
        lexer.advance();
        header();
        List<String> preamble = new ArrayList<>();
        for (Lexer.RawComment comment : lexer.comments) {
            preamble.add(comment.text());
        }
        lexer.comments.clear();
        List<ClifFunction> functions = new ArrayList<>();
        while (lexer.kind != Lexer.Kind.END) {
            functions.add(function());
        }
        return new ClifFile(testCommands, settings, features, preamble, functions);
    }

    private void header() {
        while (lexer.kind == Lexer.Kind.IDENT) {
            int line = lexer.line;
            switch (lexer.text) {
                case "test" -> testCommands.add(lexer.restOfLine());
                case "set" -> settings.add(new ClifFile.Directive.Set(lexer.restOfLine(), line));
                case "target" -> target(line);
                case "feature" -> features.add(lexer.restOfLine());
                default -> {
                    return;
                }
            }
        }
    }

    private void target(int line) {
        List<String> words = new ArrayList<>();
        int at = lexer.line;
        int column = lexer.column;
        String rest = lexer.restOfLine();
        int start = 0;
        while (start < rest.length()) {
            int end = start;
            while (end < rest.length() && rest.charAt(end) > ' ') {
                end++;
            }
            if (end > start) {
                words.add(rest.substring(start, end));
            }
            start = end + 1;
        }
        if (words.isEmpty()) {
            throw lexer.errorAt(at, column, "expected a target after 'target'");
        }
        settings.add(new ClifFile.Directive.Target(words.get(0), List.copyOf(words.subList(1, words.size())), line));
    }

    private ClifFunction function() {
        if (!lexer.isIdent("function")) {
            throw lexer.expected("'function'");
        }
        FunctionReader reader = new FunctionReader(lexer);
        Function function = reader.read();
        List<Comment> comments = reader.comments();
        for (Lexer.RawComment comment : lexer.comments) {
            comments.add(new Comment(Entity.FUNCTION, comment.line(), comment.text()));
        }
        lexer.comments.clear();
        return new ClifFunction(function, comments, reader.sourceMap());
    }
}
