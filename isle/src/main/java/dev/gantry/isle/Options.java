package dev.gantry.isle;

import java.util.List;
import java.util.Map;

/**
 * What the generated Java is to look like.
 *
 * @param packageName the package of all generated files
 * @param className the class whose static methods are the terms; part classes and the rule table are named after it
 * @param contextType fully qualified name of the class of the {@code ctx} parameter, on which external terms are called
 * @param imports what the generated classes import: {@code a.b.C}, {@code a.b.*}, or {@code static:a.b.C.*}
 * @param sinks per Java type of results of multi terms, the class that collects them
 * @param coverage whether each rule reports its firing by {@code ctx.ruleFired(id)}; the ids are in {@code C.rules.tsv}
 * @param methodBytes how many bytes of bytecode a generated method should have at most, by estimate; 60 to 6000
 */
public record Options(
        String packageName,
        String className,
        String contextType,
        List<String> imports,
        Map<String, String> sinks,
        boolean coverage,
        int methodBytes) {

    /** The usual: {@code IntSink} collects {@code int} results, no coverage, methods of some 500 bytes. */
    public Options(String packageName, String className, String contextType, List<String> imports) {
        this(packageName, className, contextType, imports, Map.of("int", "IntSink"), false, 500);
    }

    /** Copies the collections; refuses a method size out of range. */
    public Options {
        imports = List.copyOf(imports);
        sinks = Map.copyOf(sinks);
        if (methodBytes < 60 || methodBytes > 6000) {
            throw new IllegalArgumentException("methodBytes is 60 to 6000, not " + methodBytes);
        }
    }

    /** These options with rules reporting their firing, or not. */
    public Options withCoverage(boolean on) {
        return new Options(packageName, className, contextType, imports, sinks, on, methodBytes);
    }

    /** These options with another size of methods. */
    public Options withMethodBytes(int bytes) {
        return new Options(packageName, className, contextType, imports, sinks, coverage, bytes);
    }

    /** These options with other sinks. */
    public Options withSinks(Map<String, String> types) {
        return new Options(packageName, className, contextType, imports, types, coverage, methodBytes);
    }
}
