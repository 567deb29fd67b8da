package dev.gantry.wasm;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function type: parameter and result types. Immutable, compared by content; the hash is computed once. */
public final class FuncType {
    /** The type without parameters and results. */
    public static final FuncType EMPTY = new FuncType(new ValType[0], new ValType[0], 0);

    private final ValType[] params;
    private final ValType[] results;
    private final int hash;

    private FuncType(ValType[] params, ValType[] results, int hash) {
        this.params = params;
        this.results = results;
        this.hash = hash;
    }

    /** A type with these parameters and results; the arrays are copied. */
    public static FuncType of(ValType[] params, ValType[] results) {
        if (params.length == 0 && results.length == 0) return EMPTY;
        int hash = Arrays.hashCode(params) * 31 + Arrays.hashCode(results);
        return new FuncType(params.clone(), results.clone(), hash);
    }

    /** A type with these parameters and results. */
    public static FuncType of(List<ValType> params, List<ValType> results) {
        return of(params.toArray(new ValType[0]), results.toArray(new ValType[0]));
    }

    public int paramCount() {
        return params.length;
    }

    /** Type of parameter {@code i}, counted from 0. */
    public ValType param(int i) {
        return params[i];
    }

    public int resultCount() {
        return results.length;
    }

    /** Type of result {@code i}, counted from 0. */
    public ValType result(int i) {
        return results[i];
    }

    /** The parameter types, as an immutable list (a new one at each call). */
    public List<ValType> params() {
        return List.of(params);
    }

    /** The result types, as an immutable list (a new one at each call). */
    public List<ValType> results() {
        return List.of(results);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return this == o
                || o instanceof FuncType t
                        && t.hash == hash
                        && Arrays.equals(t.params, params)
                        && Arrays.equals(t.results, results);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** For messages: {@code (i32, i64) -> (f32)}. */
    @Override
    public String toString() {
        return list(params) + " -> " + list(results);
    }

    private static String list(ValType[] types) {
        StringBuilder out = new StringBuilder("(");
        for (int i = 0; i < types.length; i++) {
            if (i > 0) out.append(", ");
            out.append(types[i]);
        }
        return out.append(')').toString();
    }
}
