package dev.gantry.filetests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Checks text against directives in comments:
 *
 * <ul>
 *   <li>{@code check:} matches somewhere after the last match
 *   <li>{@code sameln:} matches on the line of the last match, after it
 *   <li>{@code nextln:} matches on the line after the last match
 *   <li>{@code unordered:} matches somewhere after the last match that was ordered; several may match in any order
 *   <li>{@code not:} must not match between the matches before and after it
 *   <li>{@code regex: NAME=pattern} defines a variable
 * </ul>
 *
 * <p>In patterns, {@code $NAME} stands for a variable's text or pattern, {@code $(NAME=pattern)} and {@code
 * $(NAME=$OTHER)} define a variable by what they match, {@code $(=pattern)} and {@code $()} match without defining, and
 * {@code $$} is a dollar sign. A run of blanks matches any run of blanks; everything else matches itself.
 */
final class FileCheck {
    private enum Kind {
        CHECK("check:"),
        SAMELN("sameln:"),
        NEXTLN("nextln:"),
        UNORDERED("unordered:"),
        NOT("not:"),
        REGEX("regex:");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private record Directive(Kind kind, String pattern) {}

    /** A variable: the text that a match gave it, or the pattern of a regex directive. */
    private record Variable(String text, boolean isPattern) {}

    private final List<Directive> directives = new ArrayList<>();
    private final Map<String, Variable> variables = new HashMap<>();

    /** Takes the directives out of the comments, given from the semicolon on. */
    FileCheck(List<String> comments) {
        for (String comment : comments) {
            int start = 0;
            while (start < comment.length() && (comment.charAt(start) == ';' || comment.charAt(start) <= ' ')) {
                start++;
            }
            String text = comment.substring(start);
            for (Kind kind : Kind.values()) {
                if (text.startsWith(kind.word)) {
                    directives.add(new Directive(
                            kind, text.substring(kind.word.length()).strip()));
                }
            }
        }
    }

    boolean isEmpty() {
        return directives.isEmpty();
    }

    /** What does not match, or nothing. */
    Optional<String> check(String text) {
        int ordered = 0;
        int last = 0;
        List<Pattern> nots = new ArrayList<>();
        try {
            for (Directive directive : directives) {
                if (directive.kind == Kind.REGEX) {
                    define(directive.pattern);
                    continue;
                }
                List<String> names = new ArrayList<>();
                Pattern pattern = Pattern.compile(translate(directive.pattern, names), Pattern.MULTILINE);
                if (directive.kind == Kind.NOT) {
                    nots.add(pattern);
                    continue;
                }
                int from = directive.kind == Kind.UNORDERED ? ordered : last;
                int to = text.length();
                if (directive.kind == Kind.SAMELN) {
                    to = lineEnd(text, last);
                } else if (directive.kind == Kind.NEXTLN) {
                    from = Math.min(lineEnd(text, last) + 1, text.length());
                    to = lineEnd(text, from);
                }
                Matcher matcher = pattern.matcher(text).region(from, to).useAnchoringBounds(false);
                matcher.useTransparentBounds(true);
                if (!matcher.find()) {
                    return Optional.of(failure(directive, text, from, to));
                }
                Optional<String> unwanted = unwanted(nots, text, last, matcher.start());
                if (unwanted.isPresent()) {
                    return unwanted;
                }
                for (int i = 0; i < names.size(); i++) {
                    variables.put(names.get(i), new Variable(matcher.group("g" + i), false));
                }
                last = directive.kind == Kind.UNORDERED ? Math.max(last, matcher.end()) : matcher.end();
                ordered = directive.kind == Kind.UNORDERED ? ordered : last;
            }
        } catch (PatternSyntaxException e) {
            return Optional.of("bad pattern in a directive: " + e.getMessage());
        }
        return unwanted(nots, text, last, text.length());
    }

    private static Optional<String> unwanted(List<Pattern> nots, String text, int from, int to) {
        for (Pattern not : nots) {
            Matcher matcher = not.matcher(text);
            if (to >= from && matcher.region(from, to).find()) {
                return Optional.of("unwanted match \"" + matcher.group() + "\" in:\n" + text);
            }
        }
        nots.clear();
        return Optional.empty();
    }

    private static String failure(Directive directive, String text, int from, int to) {
        return "no match for \"" + directive.kind.word + ' ' + directive.pattern + "\" in \""
                + text.substring(from, Math.min(to, lineEnd(text, from))) + (to > lineEnd(text, from) ? " ..." : "")
                + "\" of:\n" + text;
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private void define(String definition) {
        int equals = definition.indexOf('=');
        if (equals > 0) {
            variables.put(
                    definition.substring(0, equals).strip(),
                    new Variable(definition.substring(equals + 1).strip(), true));
        }
    }

    /** A directive's pattern as a regular expression; names of groups that define variables are added to the list. */
    private String translate(String pattern, List<String> names) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '$' && i + 1 < pattern.length()) {
                i = dollar(pattern, i + 1, out, names);
            } else if (c == ' ' || c == '\t') {
                while (i < pattern.length() && pattern.charAt(i) <= ' ') {
                    i++;
                }
                out.append("[ \\t]+");
            } else {
                out.append(Pattern.quote(String.valueOf(c)));
                i++;
            }
        }
        return out.toString();
    }

    private static int nameEnd(String text, int from) {
        int i = from;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        return i;
    }

    /** Handles what follows a dollar sign; gives the position after it. */
    private int dollar(String pattern, int at, StringBuilder out, List<String> names) {
        char c = pattern.charAt(at);
        if (c == '$') {
            out.append("\\$");
            return at + 1;
        }
        if (c != '(') {
            int end = nameEnd(pattern, at);
            out.append(end == at ? "\\$" : variable(pattern.substring(at, end)));
            return end;
        }
        int close = closing(pattern, at);
        String inner = pattern.substring(at + 1, close);
        int equals = inner.indexOf('=');
        String name = equals < 0 ? inner : inner.substring(0, equals);
        if (equals < 0 && !name.isEmpty()) {
            out.append(variable(name));
        } else {
            String sub = equals < 0 ? ".*?" : inner.substring(equals + 1);
            if (sub.startsWith("$")) {
                sub = variable(sub.substring(1));
            }
            if (name.isEmpty()) {
                out.append("(?:").append(sub).append(')');
            } else {
                out.append("(?<g").append(names.size()).append('>').append(sub).append(')');
                names.add(name);
            }
        }
        return close + 1;
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        throw new PatternSyntaxException("the parenthesis is not closed", pattern, open);
    }

    private String variable(String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            throw new PatternSyntaxException("undefined variable " + name, name, -1);
        }
        return variable.isPattern ? "(?:" + variable.text + ")" : Pattern.quote(variable.text);
    }
}
