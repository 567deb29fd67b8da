package dev.gantry.asm.x64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rows say of themselves: the register allocator believes it. */
final class OpTest {
    @Test
    void twoOperandForm() {
        Op op = Ops.addq_rm;
        assertThat(op.name()).isEqualTo("addq_rm");
        assertThat(op.mnemonic()).isEqualTo("addq");
        assertThat(op.operandCount()).isEqualTo(2);
        assertThat(op.operandKind(0)).isEqualTo(OperandKind.GPR);
        assertThat(op.access(0)).isEqualTo(Access.RW);
        assertThat(op.operandKind(1)).isEqualTo(OperandKind.RM_GPR);
        assertThat(op.access(1)).isEqualTo(Access.R);
        assertThat(op.width(1)).isEqualTo(64);
        assertThat(op.writesFlags()).isTrue();
        assertThat(op.readsFlags()).isFalse();
        assertThat(op.memoryOperand()).isEqualTo(1);
        assertThat(op.feature()).isEqualTo(Feature.BASE);
    }

    @Test
    void fixedRegistersComeLast() {
        Op op = Ops.idivq_m;
        assertThat(op.operandCount()).isEqualTo(3);
        assertThat(op.fixedReg(0)).isEqualTo(-1);
        assertThat(op.fixedReg(1)).isEqualTo(Gpr.RAX);
        assertThat(op.fixedReg(2)).isEqualTo(Gpr.RDX);
        assertThat(op.access(2)).isEqualTo(Access.RW);
        assertThat(Ops.shlq_mc.fixedReg(1)).isEqualTo(Gpr.RCX);
        assertThat(Ops.blendvpd_rm.operandKind(2)).isEqualTo(OperandKind.FIXED_XMM);
        assertThat(Ops.lock_cmpxchg16b_m.fixedReg(3)).isEqualTo(Gpr.RBX);
        assertThat(Ops.syscall.fixedReg(2)).isEqualTo(Gpr.R11);
    }

    @Test
    void widthsAndImmediates() {
        assertThat(Ops.pinsrb_rmi8.width(1)).isEqualTo(8);
        assertThat(Ops.pinsrb_rmi8.registerWidth(1)).isEqualTo(32);
        assertThat(Ops.addsd_rm.width(1)).isEqualTo(64);
        assertThat(Ops.addsd_rm.registerWidth(1)).isEqualTo(128);
        assertThat(Ops.vaddpd_ymm_rrm.width(0)).isEqualTo(256);
        assertThat(Ops.movq_ri64.operandKind(1)).isEqualTo(OperandKind.IMM64);
        assertThat(Ops.shlq_mi8.isUnsigned(1)).isTrue();
        assertThat(Ops.addq_mi8.isUnsigned(1)).isFalse();
        assertThat(Ops.leaq_rm.access(1)).isEqualTo(Access.NONE);
        assertThat(Ops.adcq_rm.readsFlags()).isTrue();
        assertThat(Ops.setb_m.readsFlags()).isTrue();
        assertThat(Ops.setb_m.writesFlags()).isFalse();
        assertThat(Ops.lock_addq_mr.isLocked()).isTrue();
        assertThat(Ops.lock_addq_mr.mnemonic()).isEqualTo("addq");
    }

    @Test
    void features() {
        assertThat(Ops.popcntq_rm.feature()).isEqualTo(Feature.POPCNT);
        assertThat(Ops.roundsd_rmi8.feature()).isEqualTo(Feature.SSE41);
        assertThat(Ops.vaddpd_ymm_rrm.feature()).isEqualTo(Feature.AVX);
        assertThat(Ops.vpaddd_ymm_rrm.feature()).isEqualTo(Feature.AVX2);
        assertThat(Ops.vcvtph2ps_rm.feature()).isEqualTo(Feature.F16C);
        assertThat(Ops.vfmadd213sd_rrm.feature()).isEqualTo(Feature.FMA);
        assertThat(Ops.adcxq_rm.feature()).isEqualTo(Feature.ADX);
    }

    @Test
    void idsAreDenseAndNamesUnique() {
        Set<String> names = new HashSet<>();
        for (int id = 0; id < Ops.count(); id++) {
            assertThat(Ops.byId(id).id()).isEqualTo(id);
            assertThat(names.add(Ops.byId(id).name())).isTrue();
            assertThat(Ops.byId(id).feature()).isNotNull();
        }
        assertThat(names).hasSizeGreaterThan(1500);
    }
}
