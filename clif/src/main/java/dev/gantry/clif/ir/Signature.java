package dev.gantry.clif.ir;

import java.util.List;

/**
 * What a function takes and gives, and by which convention.
 *
 * @param params parameters in order
 * @param results results in order
 * @param callConv calling convention
 */
public record Signature(List<AbiParam> params, List<AbiParam> results, CallConv callConv) {
    public Signature {
        params = List.copyOf(params);
        results = List.copyOf(results);
    }

    /** A signature of ordinary parameters and results. */
    public static Signature of(CallConv callConv, List<Type> params, List<Type> results) {
        return new Signature(
                params.stream().map(AbiParam::of).toList(),
                results.stream().map(AbiParam::of).toList(),
                callConv);
    }

    public int paramCount() {
        return params.size();
    }

    public AbiParam param(int i) {
        return params.get(i);
    }

    public int resultCount() {
        return results.size();
    }

    public AbiParam result(int i) {
        return results.get(i);
    }

    /** Index of the first parameter of the given purpose, or -1. */
    public int specialParam(AbiParam.Purpose purpose) {
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).purpose() == purpose) {
                return i;
            }
        }
        return -1;
    }

    /** The signature as the text format writes it, calling convention included. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("(");
        list(out, params);
        out.append(')');
        if (!results.isEmpty()) {
            list(out.append(" -> "), results);
        }
        return out.append(' ').append(callConv).toString();
    }

    private static void list(StringBuilder out, List<AbiParam> items) {
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ").append(items.get(i));
        }
    }
}
