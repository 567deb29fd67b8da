package dev.gantry.runtime;

import dev.gantry.wasm.ValType;
import org.jspecify.annotations.Nullable;

/** A WebAssembly value. Floats are kept as raw bits, so that NaN payloads survive. */
public sealed interface Val {
    /** {@return the value's type; references give funcref or externref} */
    ValType type();

    /**
     * An i32.
     *
     * @param value the value
     */
    record I32(int value) implements Val {
        @Override
        public ValType type() {
            return ValType.I32;
        }
    }

    /**
     * An i64.
     *
     * @param value the value
     */
    record I64(long value) implements Val {
        @Override
        public ValType type() {
            return ValType.I64;
        }
    }

    /**
     * An f32.
     *
     * @param bits its raw bits
     */
    record F32(int bits) implements Val {
        /** {@return the value as a float} */
        public float value() {
            return Float.intBitsToFloat(bits);
        }

        @Override
        public String toString() {
            return "F32[value=" + value() + "]";
        }

        @Override
        public ValType type() {
            return ValType.F32;
        }
    }

    /**
     * An f64.
     *
     * @param bits its raw bits
     */
    record F64(long bits) implements Val {
        /** {@return the value as a double} */
        public double value() {
            return Double.longBitsToDouble(bits);
        }

        @Override
        public String toString() {
            return "F64[value=" + value() + "]";
        }

        @Override
        public ValType type() {
            return ValType.F64;
        }
    }

    /**
     * A v128.
     *
     * @param low bytes 0 to 7, little-endian
     * @param high bytes 8 to 15
     */
    record V128(long low, long high) implements Val {
        @Override
        public ValType type() {
            return ValType.V128;
        }
    }

    /**
     * A reference to a function.
     *
     * @param func the function, null for the null reference
     */
    record FuncRef(@Nullable Func func) implements Val {
        @Override
        public ValType type() {
            return ValType.FUNCREF;
        }
    }

    /**
     * A reference to an object of the host.
     *
     * @param object the object, null for the null reference
     */
    record ExternRef(@Nullable Object object) implements Val {
        @Override
        public ValType type() {
            return ValType.EXTERNREF;
        }
    }

    /** {@return an i32} */
    static Val i32(int value) {
        return new I32(value);
    }

    /** {@return an i64} */
    static Val i64(long value) {
        return new I64(value);
    }

    /** {@return an f32} */
    static Val f32(float value) {
        return new F32(Float.floatToRawIntBits(value));
    }

    /** {@return an f64} */
    static Val f64(double value) {
        return new F64(Double.doubleToRawLongBits(value));
    }

    /** {@return a function reference; null for the null reference} */
    static Val funcRef(@Nullable Func func) {
        return new FuncRef(func);
    }

    /** {@return an external reference; null for the null reference} */
    static Val externRef(@Nullable Object object) {
        return new ExternRef(object);
    }
}
