package dev.gantry.cli.wast;

import dev.gantry.runtime.Val;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.text.WastExpected;
import dev.gantry.wasm.text.WastValue;
import java.util.ArrayList;
import java.util.List;

/** Values of scripts as values of the runtime, and comparison of results, bit by bit. */
final class Values {
    /** The host object that {@code (ref.extern n)} stands for. */
    private record HostObject(int number) {}

    private Values() {}

    static List<Val> of(List<WastValue> values) {
        List<Val> result = new ArrayList<>(values.size());
        for (WastValue value : values) {
            result.add(of(value));
        }
        return result;
    }

    private static Val of(WastValue value) {
        return switch (value) {
            case WastValue.I32 v -> new Val.I32(v.value());
            case WastValue.I64 v -> new Val.I64(v.value());
            case WastValue.F32 v -> new Val.F32(v.bits());
            case WastValue.F64 v -> new Val.F64(v.bits());
            case WastValue.V128 v -> new Val.V128(v.low(), v.high());
            case WastValue.RefNull v -> v.type() == ValType.FUNCREF ? Val.funcRef(null) : Val.externRef(null);
            case WastValue.RefExtern v -> Val.externRef(new HostObject(v.number()));
        };
    }

    static boolean matches(List<WastExpected> expected, List<Val> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!matches(expected.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(WastExpected expected, Val actual) {
        return switch (expected) {
            case WastExpected.Exact e -> of(e.value()).equals(actual);
            case WastExpected.NanF32 e -> actual instanceof Val.F32 v && e.accepts(v.bits());
            case WastExpected.NanF64 e -> actual instanceof Val.F64 v && e.accepts(v.bits());
            case WastExpected.Lanes e -> actual instanceof Val.V128 v && lanesMatch(e.lanes(), v);
            case WastExpected.AnyFunc _ -> actual instanceof Val.FuncRef v && v.func() != null;
            case WastExpected.AnyExtern _ -> actual instanceof Val.ExternRef v && v.object() != null;
            case WastExpected.AnyNull _ ->
                actual instanceof Val.FuncRef f && f.func() == null
                        || actual instanceof Val.ExternRef x && x.object() == null;
            case WastExpected.Either e -> e.choices().stream().anyMatch(choice -> matches(choice, actual));
        };
    }

    private static boolean lanesMatch(List<WastExpected> lanes, Val.V128 vector) {
        for (int i = 0; i < lanes.size(); i++) {
            int bits = 128 / lanes.size();
            long half = i * bits < 64 ? vector.low() : vector.high();
            long lane = half >>> i * bits % 64;
            Val value = bits == 32 ? new Val.F32((int) lane) : new Val.F64(lane);
            if (!matches(lanes.get(i), value)) {
                return false;
            }
        }
        return true;
    }

    /** Results for a message, floats with their bits. */
    static String describe(List<Val> values) {
        StringBuilder text = new StringBuilder("[");
        for (Val value : values) {
            text.append(text.length() > 1 ? ", " : "")
                    .append(
                            switch (value) {
                                case Val.F32 v -> v.value() + " (0x" + Integer.toHexString(v.bits()) + ")";
                                case Val.F64 v -> v.value() + " (0x" + Long.toHexString(v.bits()) + ")";
                                default -> value.toString();
                            });
        }
        return text.append(']').toString();
    }
}
