package dev.gantry.clif.ir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TypeTest {
    @Test
    void namesAndIdsAreUnique() {
        int count = 0;
        for (int id = 1; id < Type.ID_LIMIT; id++) {
            Type type = Type.ofId(id);
            if (type != null) {
                count++;
                assertThat(type.id()).isEqualTo(id);
                assertThat(Type.ofName(type.toString())).isSameAs(type);
            }
        }
        assertThat(count).isEqualTo(9 + 9 * 8 * 2);
    }

    @Test
    void badNames() {
        for (String name :
                new String[] {"", "i", "i7", "x", "i8x", "i8x3", "i8x512", "i8x1", "i32x4xN1", "xN", "b1", "i8x04"}) {
            assertThat(Type.ofName(name)).as(name).isSameAs(Type.INVALID);
        }
    }

    @Test
    void shapes() {
        Type dynamic = Type.dynamicVector(Type.I32, 4);
        assertThat(dynamic.toString()).isEqualTo("i32x4xN");
        assertThat(dynamic.dynamicToVector()).isSameAs(Type.I32X4);
        assertThat(dynamic.isVector() && dynamic.isDynamicVector()).isTrue();
        assertThat(Type.I32X4.bits()).isEqualTo(128);
        assertThat(Type.I32X4.splitLanes()).isSameAs(Type.I16X8);
        assertThat(Type.I32X4.mergeLanes()).isSameAs(Type.I64X2);
        assertThat(Type.F32.doubleWidth()).isSameAs(Type.F64);
        assertThat(Type.I8.halfWidth()).isSameAs(Type.INVALID);
        assertThat(Type.I128.doubleWidth()).isSameAs(Type.INVALID);
        assertThat(Type.F32X4.asInt()).isSameAs(Type.I32X4);
        assertThat(Type.F64.asTruthy()).isSameAs(Type.I8);
        assertThat(Type.F64X2.hasFloatLanes() && !Type.F64X2.isFloat()).isTrue();
    }

    @Test
    void floatConditions() {
        for (FloatCC cc : FloatCC.values()) {
            assertThat(cc.complement().complement()).isSameAs(cc);
            assertThat(cc.swapArgs().swapArgs()).isSameAs(cc);
            assertThat(FloatCC.ofName(cc.toString())).isSameAs(cc);
        }
        assertThat(FloatCC.LT.complement()).isSameAs(FloatCC.UGE);
        assertThat(FloatCC.LT.swapArgs()).isSameAs(FloatCC.GT);
        assertThat(FloatCC.ONE.complement()).isSameAs(FloatCC.UEQ);
    }

    @Test
    void trapCodesHaveNames() {
        for (int code = 1; code < 256; code++) {
            assertThat(TrapCode.ofName(TrapCode.name(code))).isEqualTo(code);
        }
        assertThat(TrapCode.ofName("user251")).isEqualTo(-1);
        assertThat(TrapCode.ofName("user01")).isEqualTo(-1);
    }

    @Test
    void memoryFlagsPack() {
        int flags = MemFlags.withRegion(
                MemFlags.withTrapCode(MemFlags.withBig(MemFlags.withLittle(MemFlags.TRUSTED)), TrapCode.user(7)), 3);
        StringBuilder out = new StringBuilder();
        MemFlags.print(flags, out);
        assertThat(out.toString()).isEqualTo(" user7 aligned big region3");
        assertThat(MemFlags.region(MemFlags.DEFAULT)).isEqualTo(-1);
        assertThat(MemFlags.region(MemFlags.withRegion(0, MemFlags.MAX_REGION))).isEqualTo(MemFlags.MAX_REGION);
        assertThat(MemFlags.notrap(MemFlags.TRUSTED)).isTrue();
        assertThat(MemFlags.trapCode(MemFlags.DEFAULT)).isEqualTo(TrapCode.HEAP_OUT_OF_BOUNDS);
    }
}
