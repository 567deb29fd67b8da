package dev.gantry.isle.syntax;

import dev.gantry.isle.syntax.Lexer.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the definitions of a source: recursive descent over parentheses, one method per form.
 *
 * <p>After an error reading goes on at the next line that begins with {@code (}, so that one run reports several errors.
 * Nesting is limited to {@value #MAX_DEPTH}.
 */
public final class Parser {
    static final int MAX_DEPTH = 400;

    private final Lexer lexer;
    private final Diagnostics diagnostics;
    private final List<Def> defs = new ArrayList<>();
    private int depth;

    private Parser(Source source, Diagnostics diagnostics) {
        this.lexer = new Lexer(source);
        this.diagnostics = diagnostics;
    }

    /** The definitions of {@code source} that could be read; what could not is in {@code diagnostics}. */
    public static List<Def> parse(Source source, Diagnostics diagnostics) {
        return new Parser(source, diagnostics).run();
    }

    private List<Def> run() {
        boolean ready = false;
        while (true) {
            try {
                if (!ready) {
                    lexer.advance();
                    ready = true;
                }
                if (lexer.kind == Kind.END) {
                    return defs;
                }
                depth = 0;
                defs.add(def());
            } catch (SyntaxException e) {
                diagnostics.add(e.diagnostic());
                lexer.resync();
                ready = false;
            }
        }
    }

    private Def def() {
        Pos pos = open();
        Pos at = lexer.pos();
        String keyword = symbol("the keyword of a definition");
        Def def =
                switch (keyword) {
                    case "pragma" -> new Def.Pragma(pos, symbol("a pragma"));
                    case "type" -> typeDef(pos);
                    case "decl" -> decl(pos);
                    case "rule" -> rule(pos);
                    case "extractor" -> extractor(pos);
                    case "extern" -> extern(pos);
                    case "convert" -> convert(pos);
                    default ->
                        throw new SyntaxException(
                                at,
                                "unknown definition `" + keyword
                                        + "`; expected type, decl, rule, extractor, extern, convert or pragma");
                };
        close();
        return def;
    }

    private Def typeDef(Pos pos) {
        String name = symbol("the name of a type");
        boolean extern = accept("extern");
        boolean nodebug = accept("nodebug");
        extern |= accept("extern");
        open();
        Pos at = lexer.pos();
        String kind = symbol("primitive, enum or struct");
        Def.TypeBody body =
                switch (kind) {
                    case "primitive" -> new Def.TypeBody.Primitive(symbol("a Java type"));
                    case "enum" -> new Def.TypeBody.Enumeration(variants());
                    case "struct" -> new Def.TypeBody.Struct(fields());
                    default ->
                        throw new SyntaxException(at, "expected primitive, enum or struct, found `" + kind + "`");
                };
        close();
        return new Def.TypeDef(pos, name, extern, nodebug, body);
    }

    private List<Def.Variant> variants() {
        List<Def.Variant> variants = new ArrayList<>();
        while (lexer.kind != Kind.RPAREN) {
            Pos pos = lexer.pos();
            if (lexer.kind == Kind.LPAREN) {
                open();
                String name = symbol("the name of a variant");
                variants.add(new Def.Variant(pos, name, fields()));
                close();
            } else {
                variants.add(new Def.Variant(pos, symbol("a variant"), List.of()));
            }
        }
        return variants;
    }

    private List<Def.Field> fields() {
        List<Def.Field> fields = new ArrayList<>();
        while (lexer.kind != Kind.RPAREN) {
            Pos pos = lexer.pos();
            if (lexer.kind == Kind.LPAREN) {
                open();
                String name = symbol("the name of a field");
                fields.add(new Def.Field(pos, name, symbol("the type of a field")));
                close();
            } else {
                fields.add(new Def.Field(pos, null, symbol("a field")));
            }
        }
        return fields;
    }

    private Def decl(Pos pos) {
        Set<Def.Flag> flags = EnumSet.noneOf(Def.Flag.class);
        String name = symbol("the name of a term");
        while (lexer.kind == Kind.SYMBOL) {
            flags.add(flag(pos, name));
            name = symbol("the name of a term");
        }
        open();
        List<String> args = new ArrayList<>();
        while (lexer.kind != Kind.RPAREN) {
            args.add(symbol("the type of an argument"));
        }
        close();
        return new Def.Decl(pos, flags, name, args, symbol("the type of the result"));
    }

    private static Def.Flag flag(Pos pos, String word) {
        for (Def.Flag flag : Def.Flag.values()) {
            if (flag.keyword().equals(word)) {
                return flag;
            }
        }
        throw new SyntaxException(pos, "expected pure, multi, partial or rec before the name, found `" + word + "`");
    }

    private Def rule(Pos pos) {
        @Nullable String name = lexer.kind == Kind.SYMBOL ? symbol("a name") : null;
        int priority = 0;
        if (lexer.kind == Kind.INT) {
            Pos at = lexer.pos();
            BigInteger value = integer();
            if (value.bitLength() > 31) {
                throw new SyntaxException(at, "priority " + value + " does not fit in 32 bits");
            }
            priority = value.intValue();
        }
        Pattern pattern = pattern();
        List<Def.IfLet> statements = new ArrayList<>();
        while (true) {
            Pos at = lexer.pos();
            if (lexer.kind != Kind.LPAREN) {
                return new Def.Rule(pos, name, priority, pattern, statements, atom());
            }
            open();
            if (accept("if-let")) {
                Pattern left = pattern();
                statements.add(new Def.IfLet(at, left, expr()));
                close();
            } else if (accept("if")) {
                statements.add(new Def.IfLet(at, new Pattern.Wildcard(at), expr()));
                close();
            } else {
                return new Def.Rule(pos, name, priority, pattern, statements, exprAfterOpen(at));
            }
        }
    }

    private Def extractor(Pos pos) {
        open();
        String term = symbol("the name of a term");
        List<Def.Param> params = new ArrayList<>();
        while (lexer.kind != Kind.RPAREN) {
            Pos at = lexer.pos();
            params.add(new Def.Param(at, symbol("a parameter")));
        }
        close();
        return new Def.Extractor(pos, term, params, pattern());
    }

    private Def extern(Pos pos) {
        Pos at = lexer.pos();
        String kind = symbol("constructor, extractor or const");
        switch (kind) {
            case "constructor" -> {
                String term = symbol("the name of a term");
                return new Def.ExternConstructor(pos, term, symbol("the name of a Java method"));
            }
            case "extractor" -> {
                boolean infallible = accept("infallible");
                String term = symbol("the name of a term");
                return new Def.ExternExtractor(pos, term, symbol("the name of a Java method"), infallible);
            }
            case "const" -> {
                Pos nameAt = lexer.pos();
                String name = symbol("a constant");
                if (!name.startsWith("$")) {
                    throw new SyntaxException(nameAt, "expected a constant such as $X, found `" + name + "`");
                }
                return new Def.ExternConst(pos, name.substring(1), symbol("the type of the constant"));
            }
            default -> throw new SyntaxException(at, "expected constructor, extractor or const, found `" + kind + "`");
        }
    }

    private Def convert(Pos pos) {
        String inner = symbol("the type converted from");
        String outer = symbol("the type converted to");
        return new Def.Convert(pos, inner, outer, symbol("the name of a term"));
    }

    private Pattern pattern() {
        Pos pos = lexer.pos();
        switch (lexer.kind) {
            case INT -> {
                return new Pattern.Int(pos, integer());
            }
            case SYMBOL -> {
                return symbolPattern(pos, symbol("a pattern"));
            }
            case LPAREN -> {
                deeper(pos);
                open();
                String term = symbol("the name of a term");
                List<Pattern> args = new ArrayList<>();
                while (lexer.kind != Kind.RPAREN) {
                    args.add(pattern());
                }
                close();
                depth--;
                return term.equals("and") ? new Pattern.And(pos, args) : new Pattern.Apply(pos, term, args);
            }
            default -> throw unexpected("a pattern");
        }
    }

    private Pattern symbolPattern(Pos pos, String word) {
        if (lexer.kind == Kind.AT) {
            lexer.advance();
            return new Pattern.As(pos, variable(pos, word), pattern());
        }
        return switch (word) {
            case "_" -> new Pattern.Wildcard(pos);
            case "true" -> new Pattern.Bool(pos, true);
            case "false" -> new Pattern.Bool(pos, false);
            default -> word.startsWith("$") ? new Pattern.Const(pos, word.substring(1)) : new Pattern.Var(pos, word);
        };
    }

    private static String variable(Pos pos, String word) {
        if (word.equals("_") || word.equals("true") || word.equals("false") || word.startsWith("$")) {
            throw new SyntaxException(pos, "`" + word + "` cannot be a variable");
        }
        return word;
    }

    private Expr expr() {
        if (lexer.kind != Kind.LPAREN) {
            return atom();
        }
        Pos pos = open();
        return exprAfterOpen(pos);
    }

    private Expr atom() {
        Pos pos = lexer.pos();
        if (lexer.kind == Kind.INT) {
            return new Expr.Int(pos, integer());
        }
        if (lexer.kind != Kind.SYMBOL) {
            throw unexpected("an expression");
        }
        String word = symbol("an expression");
        return switch (word) {
            case "_" -> throw new SyntaxException(pos, "`_` stands for a value only in patterns");
            case "true" -> new Expr.Bool(pos, true);
            case "false" -> new Expr.Bool(pos, false);
            default -> word.startsWith("$") ? new Expr.Const(pos, word.substring(1)) : new Expr.Var(pos, word);
        };
    }

    /** The rest of an expression whose opening parenthesis, at {@code pos}, has been read. */
    private Expr exprAfterOpen(Pos pos) {
        deeper(pos);
        String term = symbol("the name of a term or let");
        Expr result = term.equals("let") ? let(pos) : apply(pos, term);
        close();
        depth--;
        return result;
    }

    private Expr apply(Pos pos, String term) {
        List<Expr> args = new ArrayList<>();
        while (lexer.kind != Kind.RPAREN) {
            args.add(expr());
        }
        return new Expr.Apply(pos, term, args);
    }

    private Expr let(Pos pos) {
        open();
        List<Expr.Local> locals = new ArrayList<>();
        while (lexer.kind != Kind.RPAREN) {
            Pos at = open();
            Pos nameAt = lexer.pos();
            String name = symbol("a variable");
            if (!name.equals("_")) {
                variable(nameAt, name);
            }
            String type = symbol("the type of the variable");
            locals.add(new Expr.Local(at, name, type, expr()));
            close();
        }
        close();
        return new Expr.Let(pos, locals, expr());
    }

    // --- tokens

    private void deeper(Pos pos) {
        if (++depth > MAX_DEPTH) {
            throw new SyntaxException(pos, "nested more than " + MAX_DEPTH + " deep");
        }
    }

    private Pos open() {
        Pos pos = lexer.pos();
        if (lexer.kind != Kind.LPAREN) {
            throw unexpected("`(`");
        }
        lexer.advance();
        return pos;
    }

    private void close() {
        if (lexer.kind != Kind.RPAREN) {
            throw unexpected("`)`");
        }
        lexer.advance();
    }

    private String symbol(String expected) {
        if (lexer.kind != Kind.SYMBOL) {
            throw unexpected(expected);
        }
        String word = lexer.word;
        lexer.advance();
        return word;
    }

    private BigInteger integer() {
        BigInteger value = lexer.integer();
        lexer.advance();
        return value;
    }

    private boolean accept(String keyword) {
        if (lexer.kind == Kind.SYMBOL && lexer.word.equals(keyword)) {
            lexer.advance();
            return true;
        }
        return false;
    }

    private SyntaxException unexpected(String expected) {
        String found = lexer.word.isEmpty() ? lexer.kind.words : "`" + lexer.word + "`";
        return new SyntaxException(lexer.pos(), "expected " + expected + ", found " + found);
    }
}
