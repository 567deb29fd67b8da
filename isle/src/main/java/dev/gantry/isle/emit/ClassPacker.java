package dev.gantry.isle.emit;

import dev.gantry.isle.GeneratedFile;
import dev.gantry.isle.Options;
import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides methods over classes. If one class can hold them all, that is the class asked for; else they go into part classes of at
 * most {@value #MAX_METHODS} methods or {@value #MAX_BYTES} bytes, in order, and the class asked for only passes calls on.
 */
final class ClassPacker {
    private static final int MAX_METHODS = 60;
    private static final int MAX_BYTES = 40_000;

    private final Options options;
    private final List<Term> terms = new ArrayList<>();
    private final List<List<Method>> classes = new ArrayList<>();
    private final Map<String, Integer> classOf = new HashMap<>();
    private int bytes;

    ClassPacker(Options options) {
        this.options = options;
        classes.add(new ArrayList<>());
    }

    void add(Term term, List<Method> methods) {
        terms.add(term);
        for (Method m : methods) {
            List<Method> last = classes.get(classes.size() - 1);
            if (last.size() >= MAX_METHODS || (bytes + m.bytes() > MAX_BYTES && !last.isEmpty())) {
                last = new ArrayList<>();
                classes.add(last);
                bytes = 0;
            }
            last.add(m);
            bytes += m.bytes();
            classOf.put(m.name(), classes.size() - 1);
        }
    }

    List<GeneratedFile> files() {
        List<GeneratedFile> files = new ArrayList<>();
        if (classes.size() == 1) {
            files.add(file(options.className(), "public ", methods(0)));
            return files;
        }
        for (int i = 0; i < classes.size(); i++) {
            files.add(file(options.className() + i, "", methods(i)));
        }
        files.add(file(options.className(), "public ", forwarders()));
        return files;
    }

    private GeneratedFile file(String name, String access, StringBuilder body) {
        StringBuilder out = new StringBuilder();
        Header.append(out, options);
        out.append("/** Generated from ISLE rules. */\n");
        out.append("@SuppressWarnings(\"all\")\n");
        out.append(access)
                .append("final class ")
                .append(name)
                .append(" {\n    private ")
                .append(name);
        out.append("() {}\n").append(body).append("}\n");
        return new GeneratedFile(Header.path(options, name), out.toString());
    }

    private StringBuilder methods(int own) {
        StringBuilder out = new StringBuilder();
        for (Method m : classes.get(own)) {
            out.append('\n');
            resolve(m.text(), own, out);
        }
        return out;
    }

    /** Appends a method's text with the classes of the methods that it calls. */
    private void resolve(String text, int own, StringBuilder out) {
        int at = 0;
        for (int call = text.indexOf(Method.CALL); call >= 0; call = text.indexOf(Method.CALL, at)) {
            int end = text.indexOf(Method.END, call);
            String name = text.substring(call + 1, end);
            out.append(text, at, call);
            Integer home = classOf.get(name);
            if (home == null) {
                throw new IllegalStateException("no method " + name);
            }
            if (home != own) {
                out.append(options.className()).append(home).append('.');
            }
            out.append(name);
            at = end + 1;
        }
        out.append(text, at, text.length());
    }

    private StringBuilder forwarders() {
        StringBuilder out = new StringBuilder();
        for (Term term : terms) {
            StringBuilder params = new StringBuilder();
            StringBuilder args = new StringBuilder("ctx");
            for (int i = 0; i < term.args().size(); i++) {
                params.append(", ")
                        .append(term.args().get(i).javaType())
                        .append(" v")
                        .append(i);
                args.append(", v").append(i);
            }
            Type result = term.result();
            String returns = result.javaType();
            if (term.multi()) {
                returns = "void";
                params.append(", ")
                        .append(options.sinks().get(result.javaType()))
                        .append(" out");
                args.append(", out");
            } else if (term.partial() && !result.javaKind().isPrimitive()) {
                returns = Java.nullable(returns);
            }
            String name = Names.java(term.name());
            out.append("\n    public static ")
                    .append(returns)
                    .append(' ')
                    .append(name)
                    .append('(');
            out.append(TermEmitter.simpleName(options.contextType()))
                    .append(" ctx")
                    .append(params)
                    .append(") {\n        ");
            out.append(term.multi() ? "" : "return ")
                    .append(options.className())
                    .append(classOf.get(name));
            out.append('.').append(name).append('(').append(args).append(");\n    }\n");
        }
        return out;
    }
}
