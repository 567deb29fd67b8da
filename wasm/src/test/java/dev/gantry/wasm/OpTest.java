package dev.gantry.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpTest {
    @Test
    void everyCodeFindsItsOperator() {
        Set<Integer> codes = new HashSet<>();
        for (Op op : Op.values()) {
            assertThat(codes.add(op.code())).as(op.name()).isTrue();
            Op found = op.prefix() == 0 ? Op.ofByte(op.subcode()) : Op.ofPrefixed(op.prefix(), op.subcode());
            assertThat(found).isSameAs(op);
        }
    }

    @Test
    void namesFollowFromMnemonics() {
        for (Op op : Op.values()) {
            if (op == Op.SELECT_T) continue;
            assertThat(op.name().toLowerCase(java.util.Locale.ROOT))
                    .isEqualTo(op.mnemonic().replace('.', '_'));
        }
    }

    @Test
    void countsAreThoseOfVersionTwo() {
        int simd = 0;
        int misc = 0;
        int single = 0;
        for (Op op : Op.values()) {
            if (!Features.WASM_2.has(op.feature())) continue;
            switch (op.prefix()) {
                case Op.PREFIX_SIMD -> simd++;
                case Op.PREFIX_MISC -> misc++;
                default -> single++;
            }
        }
        assertThat(simd).isEqualTo(236);
        assertThat(misc).isEqualTo(18);
        assertThat(single).isEqualTo(183);
    }

    @Test
    void widthsBelongToMemoryAndLaneOperators() {
        for (Op op : Op.values()) {
            boolean hasWidth = op.isMemoryAccess() || op.immediate() == Immediate.LANE;
            assertThat(op.widthLog2() >= 0).as(op.name()).isEqualTo(hasWidth);
        }
        assertThat(Op.I64_LOAD32_U.widthLog2()).isEqualTo(2);
        assertThat(Op.V128_STORE.widthLog2()).isEqualTo(4);
        assertThat(Op.I16X8_EXTRACT_LANE_S.lanes()).isEqualTo(8);
        assertThat(Op.V128_LOAD64_LANE.lanes()).isEqualTo(2);
    }

    @Test
    void signaturesAreReadOffTheirNames() {
        OpSignature s = Op.V128_BITSELECT.signature();
        assertThat(s.paramCount()).isEqualTo(3);
        assertThat(s.result(0)).isEqualTo(ValType.V128);
        assertThat(Op.I32_STORE.signature().resultCount()).isZero();
        assertThat(Op.I64_LOAD8_U.signature().result(0)).isEqualTo(ValType.I64);
        assertThat(Op.REF_FUNC.signature().result(0)).isEqualTo(ValType.FUNCREF);
        assertThat(Op.F32_DEMOTE_F64.signature()).isEqualTo(OpSignature.D_F);
    }

    @Test
    void unknownCodesHaveNoOperator() {
        assertThat(Op.ofByte(0xff)).isNull();
        assertThat(Op.ofByte(0xfc)).isNull();
        assertThat(Op.ofPrefixed(Op.PREFIX_MISC, 63)).isNull();
        assertThat(Op.ofPrefixed(Op.PREFIX_SIMD, 0x100)).isNull();
        assertThat(Op.ofPrefixed(Op.PREFIX_SIMD, -1)).isNull();
        assertThat(Op.ofPrefixed(0xfb, 0)).isNull();
    }
}
