package dev.gantry.wasm.text;

import java.util.List;

/** What a script accepts as one result. */
public sealed interface WastExpected {
    /** The NaNs that an arithmetic operator may give. */
    enum Nan {
        /** Of either sign, with the highest bit of the payload set and no other. */
        CANONICAL,
        /** Of either sign, with the highest bit of the payload set. */
        ARITHMETIC
    }

    /** Exactly this value. */
    record Exact(WastValue value) implements WastExpected {}

    /** An f32 NaN. */
    record NanF32(Nan nan) implements WastExpected {
        public boolean accepts(int bits) {
            int payload = bits & 0x7F_FFFF;
            boolean isNan = (bits & 0x7F80_0000) == 0x7F80_0000;
            return isNan && (nan == Nan.CANONICAL ? payload == 0x40_0000 : (payload & 0x40_0000) != 0);
        }
    }

    /** An f64 NaN. */
    record NanF64(Nan nan) implements WastExpected {
        public boolean accepts(long bits) {
            long payload = bits & 0xF_FFFF_FFFF_FFFFL;
            boolean isNan = (bits & 0x7FF0_0000_0000_0000L) == 0x7FF0_0000_0000_0000L;
            long quiet = 0x8_0000_0000_0000L;
            return isNan && (nan == Nan.CANONICAL ? payload == quiet : (payload & quiet) != 0);
        }
    }

    /** A vector of floats of which some lanes may be any NaN of a kind: four {@link NanF32} or F32 values, or two of 64 bits. */
    record Lanes(List<WastExpected> lanes) implements WastExpected {
        public Lanes {
            lanes = List.copyOf(lanes);
        }
    }

    /** Any function reference that is not null. */
    record AnyFunc() implements WastExpected {}

    /** Any host reference that is not null. */
    record AnyExtern() implements WastExpected {}

    /** Any null reference. */
    record AnyNull() implements WastExpected {}

    /** Any of several. */
    record Either(List<WastExpected> choices) implements WastExpected {
        public Either {
            choices = List.copyOf(choices);
        }
    }
}
