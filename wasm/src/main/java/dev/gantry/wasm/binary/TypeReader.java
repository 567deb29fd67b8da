package dev.gantry.wasm.binary;

import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Features;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.ImplementationLimits;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.MemoryType;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.ValType;

/** Reads types. Source: WebAssembly Core Specification 2.0, 5.3. */
public final class TypeReader {
    private static final int FUNC_FORM = 0x60;
    private static final ValType[] NO_TYPES = {};

    private final ByteReader in;
    private final Features features;

    TypeReader(ByteReader in, Features features) {
        this.in = in;
        this.features = features;
    }

    /** Reads a value type. */
    public static ValType valType(ByteReader in, Features features) {
        int offset = in.pos();
        int code = in.u8();
        ValType type = ValType.ofCode(code);
        if (type == null) throw LaterFeatures.malformedType(in, "value type", code, offset);
        if (type.isVector()) require(in, features, Feature.SIMD, offset);
        if (type.isReference()) require(in, features, Feature.REFERENCE_TYPES, offset);
        return type;
    }

    /** Reads a reference type, or a heap type, which is the same byte in version 2.0. */
    public static ValType refType(ByteReader in) {
        int offset = in.pos();
        int code = in.u8();
        ValType type = ValType.ofCode(code);
        if (type == null || !type.isReference()) {
            throw LaterFeatures.malformedType(in, "reference type", code, offset);
        }
        return type;
    }

    /** Demands that a feature be on. */
    public static void require(ByteReader in, Features features, Feature feature, int offset) {
        if (!features.has(feature)) throw in.unsupported(feature, "feature is switched off", offset);
    }

    FuncType funcType() {
        int offset = in.pos();
        int form = in.u8();
        if (form != FUNC_FORM) {
            if (form == 0x5e || form == 0x5f || form >= 0x4e && form <= 0x50) {
                throw in.unsupported(Feature.GC, "structure, array or recursive type", offset);
            }
            // The form is a signed integer of seven bits.
            String reason = form >= 0x80 ? "integer representation too long" : "malformed type form";
            throw in.malformed(reason + ": 0x" + Integer.toHexString(form), offset);
        }
        ValType[] params = valTypes("parameters", ImplementationLimits.MAX_PARAMS);
        ValType[] results = valTypes("results", ImplementationLimits.MAX_RESULTS);
        if (results.length > 1) require(in, features, Feature.MULTI_VALUE, offset);
        return FuncType.of(params, results);
    }

    private ValType[] valTypes(String what, int max) {
        int count = in.count(what, max, 1);
        if (count == 0) return NO_TYPES;
        ValType[] types = new ValType[count];
        for (int i = 0; i < count; i++) types[i] = valType(in, features);
        return types;
    }

    Limits limits() {
        int offset = in.pos();
        int flags = in.u8();
        if (flags > 1) throw LaterFeatures.malformedLimits(in, flags, offset);
        long min = in.u64();
        long max = flags == 1 ? in.u64() : 0;
        // Sizes are read with 64 bits, as in later versions: what is too large is an error of validation.
        return new Limits(clamp(min), flags == 1 ? clamp(max) : Limits.NO_MAX);
    }

    private static long clamp(long size) {
        return size < 0 ? Long.MAX_VALUE : size;
    }

    TableType tableType() {
        if (in.peek() == 0x40) {
            throw in.unsupported(Feature.FUNCTION_REFERENCES, "table with an initial value", in.pos());
        }
        int offset = in.pos();
        ValType element = refType(in);
        if (element != ValType.FUNCREF) require(in, features, Feature.REFERENCE_TYPES, offset);
        return new TableType(element, limits());
    }

    MemoryType memoryType() {
        return new MemoryType(limits());
    }

    GlobalType globalType() {
        ValType type = valType(in, features);
        int offset = in.pos();
        int mutability = in.u8();
        if (mutability > 1) throw in.malformed("malformed mutability", offset);
        return new GlobalType(type, mutability == 1);
    }
}
