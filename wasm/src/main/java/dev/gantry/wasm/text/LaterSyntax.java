package dev.gantry.wasm.text;

import dev.gantry.wasm.Feature;
import java.util.Optional;

/**
 * Words that later proposals have added: recognised so that text which uses them is refused as not supported, with the
 * proposal's name, rather than as malformed. Consulted only when an error is at hand.
 */
final class LaterSyntax {
    /** Pairs of a proposal and what its words start with. */
    private static final Object[][] PREFIXES = {
        {Feature.TAIL_CALL, "return_call"},
        {Feature.FUNCTION_REFERENCES, "call_ref"},
        {Feature.FUNCTION_REFERENCES, "ref.as_non_null"},
        {Feature.FUNCTION_REFERENCES, "br_on_null"},
        {Feature.FUNCTION_REFERENCES, "br_on_non_null"},
        {Feature.GC, "br_on_cast"},
        {Feature.GC, "ref."},
        {Feature.GC, "struct"},
        {Feature.GC, "array"},
        {Feature.GC, "i31"},
        {Feature.GC, "any"},
        {Feature.GC, "eq"},
        {Feature.GC, "extern.convert_any"},
        {Feature.GC, "none"},
        {Feature.GC, "nofunc"},
        {Feature.GC, "noextern"},
        {Feature.GC, "null"},
        {Feature.GC, "rec"},
        {Feature.GC, "sub"},
        {Feature.GC, "field"},
        {Feature.EXCEPTIONS, "throw"},
        {Feature.EXCEPTIONS, "try"},
        {Feature.EXCEPTIONS, "catch"},
        {Feature.EXCEPTIONS, "delegate"},
        {Feature.EXCEPTIONS, "rethrow"},
        {Feature.EXCEPTIONS, "exn"},
        {Feature.EXCEPTIONS, "noexn"},
        {Feature.EXCEPTIONS, "tag"},
        {Feature.THREADS, "i32.atomic."},
        {Feature.THREADS, "i64.atomic."},
        {Feature.THREADS, "memory.atomic."},
        {Feature.THREADS, "atomic."},
        {Feature.THREADS, "shared"},
        {Feature.CUSTOM_PAGE_SIZES, "pagesize"},
        {Feature.WIDE_ARITHMETIC, "i64.add128"},
        {Feature.WIDE_ARITHMETIC, "i64.sub128"},
        {Feature.WIDE_ARITHMETIC, "i64.mul_wide"},
        {Feature.COMPONENT_MODEL, "component"},
    };

    private LaterSyntax() {}

    /** The proposal that a word belongs to. */
    static Optional<Feature> featureOf(String word) {
        if (word.contains("relaxed_")) {
            return Optional.of(Feature.RELAXED_SIMD);
        }
        if (word.equals("anyfunc") || word.equals("equiv")) {
            return Optional.empty();
        }
        for (Object[] row : PREFIXES) {
            if (word.startsWith((String) row[1])) {
                return Optional.of((Feature) row[0]);
            }
        }
        return Optional.empty();
    }
}
