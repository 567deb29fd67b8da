package dev.gantry.cli;

import dev.gantry.runtime.Val;
import dev.gantry.wasm.ValType;

/** Numbers of the command line as WebAssembly values, and back. */
final class Values {
    private Values() {}

    /** Parses a decimal or hexadecimal ({@code 0x}) number; integers may be written signed or unsigned. */
    static Val parse(ValType type, String text) {
        try {
            return switch (type.code()) {
                case ValType.I32_CODE -> {
                    long value = Long.decode(text);
                    if (value < Integer.MIN_VALUE || value > 0xffff_ffffL) {
                        throw new NumberFormatException(text);
                    }
                    yield Val.i32((int) value);
                }
                case ValType.I64_CODE ->
                    Val.i64(text.startsWith("0x") ? Long.parseUnsignedLong(text.substring(2), 16) : decimal(text));
                case ValType.F32_CODE -> Val.f32(Float.parseFloat(text));
                case ValType.F64_CODE -> Val.f64(Double.parseDouble(text));
                default ->
                    throw new BadInputException("arguments of type " + type + " cannot be given on the command line");
            };
        } catch (NumberFormatException e) {
            throw new BadInputException("not a number of type " + type + ": " + text);
        }
    }

    private static long decimal(String text) {
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    }

    static String print(Val value) {
        return switch (value) {
            case Val.I32 v -> Integer.toString(v.value());
            case Val.I64 v -> Long.toString(v.value());
            case Val.F32 v -> Float.toString(v.value());
            case Val.F64 v -> Double.toString(v.value());
            case Val.V128 v -> "0x" + hex(v.high()) + hex(v.low());
            case Val.FuncRef v -> v.func() == null ? "ref.null func" : "ref.func";
            case Val.ExternRef v -> v.object() == null ? "ref.null extern" : "ref.extern " + v.object();
        };
    }

    private static String hex(long half) {
        String digits = Long.toHexString(half);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
