package dev.gantry.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.asm.x64.Assembler;
import dev.gantry.asm.x64.Cond;
import dev.gantry.asm.x64.Encoder;
import dev.gantry.asm.x64.Gpr;
import dev.gantry.asm.x64.Listing;
import dev.gantry.asm.x64.Mem;
import dev.gantry.asm.x64.VectorAssembler;
import dev.gantry.asm.x64.X64Target;
import org.junit.jupiter.api.Test;

final class CodeBufferTest {
    private final CodeBuffer buffer = X64Target.newBuffer();
    private final Assembler asm = new VectorAssembler(buffer);

    private String listing() {
        return Listing.plain(buffer.finish(), i -> "f" + i);
    }

    @Test
    void aBranchToTheNextInstructionDisappears() {
        int next = asm.newLabel();
        asm.jcc(Cond.E, next);
        asm.jmp(next);
        asm.bind(next);
        asm.retq();
        assertThat(listing()).isEqualTo("    retq\n");
    }

    @Test
    void aConditionalBranchOverAJumpIsInverted() {
        int over = asm.newLabel();
        int far = asm.newLabel();
        asm.jcc(Cond.L, over);
        asm.jmp(far);
        asm.bind(over);
        asm.nop();
        asm.bind(far);
        asm.retq();
        assertThat(listing()).isEqualTo("    jge L0\n    nop\nL0:\n    retq\n");
    }

    @Test
    void branchesToABranchGoToItsTarget() {
        int middle = asm.newLabel();
        int last = asm.newLabel();
        asm.jcc(Cond.B, middle);
        asm.retq();
        asm.bind(middle);
        asm.jmp(last);
        int unreached = asm.newLabel();
        asm.bind(unreached);
        asm.nop();
        asm.bind(last);
        asm.ud2();
        assertThat(listing()).isEqualTo("    jb L0\n    retq\n    jmp L0\n    nop\nL0:\n    ud2\n");
    }

    @Test
    void branchesToAJumpAtTheEndGoToItsTarget() {
        int loop = asm.here();
        int edge = asm.newLabel();
        asm.nop();
        asm.jcc(Cond.NE, edge);
        asm.retq();
        asm.bind(edge);
        asm.jmp(loop);
        assertThat(listing()).isEqualTo("L0:\n    nop\n    jne L0\n    retq\n    jmp L0\n");
    }

    @Test
    void aJumpThatCannotBeReachedDisappears() {
        int far = asm.newLabel();
        int empty = asm.newLabel();
        asm.jcc(Cond.B, empty);
        asm.nop();
        asm.jmp(far);
        asm.bind(empty);
        asm.jmp(far);
        asm.here();
        asm.nop();
        asm.bind(far);
        asm.retq();
        assertThat(listing()).isEqualTo("    jb L0\n    nop\n    jmp L0\n    nop\nL0:\n    retq\n");
    }

    @Test
    void aLoopOfNothingStays() {
        int a = asm.newLabel();
        int b = asm.newLabel();
        asm.bind(a);
        asm.jmp(b);
        asm.bind(b);
        asm.jmp(a);
        asm.here();
        asm.retq();
        assertThat(listing()).isEqualTo("L0:\n    jmp L0\n    retq\n");
    }

    @Test
    void equalConstantsShareOnePlaceAndAreAligned() {
        int one = buffer.constant(0x3ff0000000000000L, 0, 8, 8);
        int same = buffer.constant(0x3ff0000000000000L, 0, 8, 8);
        int wide = buffer.constant(1, 2, 16, 16);
        int large = buffer.constant(new byte[] {1, 2, 3}, 1);
        assertThat(same).isEqualTo(one);
        assertThat(buffer.constant(new byte[] {1, 2, 3}, 1)).isEqualTo(large);
        asm.addsd_rm(1, Mem.label(one, 0));
        asm.pxor_rm(9, Mem.label(wide, 0));
        asm.shufps_rmi8(2, Mem.label(wide, 0), 27);
        asm.movb_rm(Gpr.RAX, Mem.label(large, 2));
        asm.retq();
        CodeBlob blob = buffer.finish();
        assertThat(blob.alignment()).isEqualTo(16);
        assertThat(blob.labelOffset(wide) & 15).isZero();
        assertThat(blob.bytes()[blob.labelOffset(large) + 2]).isEqualTo((byte) 3);
        assertThat(Listing.plain(blob, i -> "f" + i)).isEqualTo("""
                    addsd L1(%rip), %xmm1
                    pxor L0(%rip), %xmm9
                    shufps $27, L0(%rip), %xmm2
                    movb L2(%rip), %al
                    retq
                L0:
                    .byte 01 00 00 00 00 00 00 00
                    .byte 02 00 00 00 00 00 00 00
                L1:
                    .byte 00 00 00 00 00 00 f0 3f
                    .byte 01 02
                L2:
                    .byte 03
                """);
    }

    @Test
    void recordsTravelWithTheCode() {
        buffer.srcLoc(7);
        asm.callSymbol(RelocKind.X64_CALL_PC_REL4, 3, 0);
        buffer.callSite(48);
        buffer.userStackMap(new int[] {5, 6, 7}, 1, 3);
        buffer.srcLoc(8);
        buffer.srcLoc(9);
        asm.movq_rm(Gpr.RAX, Mem.base(Gpr.RDI, 8).trap(11));
        asm.leaq_rm(Gpr.RCX, Mem.symbol(RelocKind.X64_PC_REL4, 4, 16));
        int trap = buffer.deferTrap(12);
        buffer.srcLoc(CodeBuffer.NO_SRC_LOC);
        asm.jcc(Cond.O, trap);
        asm.retq();
        CodeBlob blob = buffer.finish();
        assertThat(blob.reloc(0)).isEqualTo(new Reloc(1, RelocKind.X64_CALL_PC_REL4, 3, -4));
        assertThat(blob.reloc(1).addend()).isEqualTo(12);
        assertThat(blob.callSiteOffset(0)).isEqualTo(5);
        assertThat(blob.stackMapWord(0, 0)).isEqualTo(6);
        assertThat(blob.stackMapLength(0)).isEqualTo(2);
        assertThat(blob.trapOffset(0)).isEqualTo(5);
        assertThat(blob.trapCode(1)).isEqualTo(12);
        assertThat(blob.srcLocCount()).isEqualTo(3);
        assertThat(blob.srcLoc(1)).isEqualTo(9);
        assertThat(blob.srcLocStart(1)).isEqualTo(5);
        assertThat(blob.srcLoc(2)).isEqualTo(9);
        assertThat(blob.srcLocEnd(2)).isEqualTo(blob.size());
        assertThat(Listing.plain(blob, i -> "f" + i)).isEqualTo("""
                    callq f3 ; reloc
                    movq 8(%rdi), %rax ; trap 11
                    leaq f4(%rip), %rcx ; reloc +16
                    jo L0
                    retq
                L0:
                    ud2 ; trap 12
                """);
    }

    @Test
    void anImmediateBehindARelocatedFieldIsPartOfTheAddend() {
        asm.cmpl_mi8(Mem.symbol(RelocKind.X64_GOT_PC_REL4, 9, 8), 3);
        asm.movl_mi32(Mem.symbol(RelocKind.X64_PC_REL4, 9, 8), 3);
        CodeBlob blob = buffer.finish();
        assertThat(blob.reloc(0)).isEqualTo(new Reloc(2, RelocKind.X64_GOT_PC_REL4, 9, 8 - 4 - 1));
        assertThat(blob.reloc(1)).isEqualTo(new Reloc(9, RelocKind.X64_PC_REL4, 9, 8 - 4 - 4));
        assertThat(Listing.plain(blob, i -> "f" + i))
                .isEqualTo("    cmpl $3, f9(%rip) ; reloc +8\n    movl $3, f9(%rip) ; reloc +8\n");
    }

    @Test
    void handlersAreResolvedToOffsets() {
        int handler = asm.newLabel();
        asm.callq_m(Gpr.RAX);
        buffer.callSite(32);
        buffer.handler(HandlerKind.CONTEXT, 8, -1);
        buffer.handler(HandlerKind.TAG, 42, handler);
        asm.retq();
        asm.bind(handler);
        asm.ud2();
        CodeBlob blob = buffer.finish();
        assertThat(blob.handlerCount(0)).isEqualTo(2);
        assertThat(blob.handlerKind(0, 0)).isEqualTo(HandlerKind.CONTEXT);
        assertThat(blob.handlerOperand(0, 0)).isEqualTo(8);
        assertThat(blob.handlerOffset(0, 0)).isEqualTo(-1);
        assertThat(blob.handlerKind(0, 1)).isEqualTo(HandlerKind.TAG);
        assertThat(blob.handlerOperand(0, 1)).isEqualTo(42);
        assertThat(blob.handlerOffset(0, 1)).isEqualTo(3);
        assertThat(blob.callSiteFrameBytes(0)).isEqualTo(32);
    }

    @Test
    void aHandlerThatOnlyJumpsIsWhereItJumpsTo() {
        int edge = asm.newLabel();
        int handler = asm.newLabel();
        int normal = asm.newLabel();
        asm.callq_m(Gpr.RAX);
        buffer.callSite(0);
        buffer.handler(HandlerKind.DEFAULT, 0, edge);
        asm.jmp(normal);
        asm.bind(edge);
        asm.jmp(handler);
        asm.bind(normal);
        asm.retq();
        asm.bind(handler);
        asm.ud2();
        CodeBlob blob = buffer.finish();
        assertThat(Listing.plain(blob, i -> "")).isEqualTo("""
                    callq *%rax ; handlers default L0
                    retq
                L0:
                    ud2
                """);
        assertThat(blob.handlerOffset(0, 0)).isEqualTo(3);
    }

    @Test
    void debugTagsKeepTheirPlaceBetweenBranches() {
        int point = asm.newLabel();
        int end = asm.newLabel();
        asm.jcc(Cond.E, point);
        asm.retq();
        asm.bind(point);
        buffer.debugTags(new int[] {0, 17}, 0, 2);
        asm.jmp(end);
        asm.ud2();
        asm.bind(end);
        asm.retq();
        CodeBlob blob = buffer.finish();
        assertThat(Listing.plain(blob, i -> "")).isEqualTo("""
                    je L0
                    retq
                L0:
                    ; debug tags 0 17
                    jmp L1
                    ud2
                L1:
                    retq
                """);
        assertThat(blob.debugTagsCount()).isEqualTo(1);
        assertThat(blob.debugTagsOffset(0)).isEqualTo(blob.labelOffset(point));
        assertThat(blob.debugTagsWord(0, 1)).isEqualTo(17);
    }

    @Test
    void patchableCallsAreListedWithTheirLength() {
        asm.nop();
        buffer.patchableCall(5);
        asm.callSymbol(RelocKind.X64_CALL_PC_REL4, 3, 0);
        CodeBlob blob = buffer.finish();
        assertThat(blob.patchableCallCount()).isEqualTo(1);
        assertThat(blob.patchableCallOffset(0)).isEqualTo(1);
        assertThat(blob.patchableCallLength(0)).isEqualTo(5);
    }

    @Test
    void jumpTablesHoldDistancesFromTheirStart() {
        int one = asm.newLabel();
        int two = asm.newLabel();
        asm.jmpq_m(Gpr.RAX);
        int table = buffer.offset();
        Encoder.jumpTableEntry(buffer, table, one);
        Encoder.jumpTableEntry(buffer, table, two);
        asm.bind(one);
        asm.nop();
        asm.bind(two);
        asm.retq();
        CodeBlob blob = buffer.finish();
        assertThat(Listing.full(blob, i -> "")).isEqualTo("""
                     0: ff e0                                 jmpq *%rax
                     2: 08 00 00 00 09 00 00 00               .byte 08 00 00 00 09 00 00 00
                     a: 90                                    nop
                     b: c3                                    retq
                """);
    }

    @Test
    void misuseIsReported() {
        int label = asm.newLabel();
        asm.jmp(label);
        assertThatThrownBy(buffer::finish).isInstanceOf(AsmException.class).hasMessageContaining("never bound");
        buffer.reset();
        int again = asm.here();
        assertThatThrownBy(() -> buffer.bindLabel(again))
                .isInstanceOf(AsmException.class)
                .hasMessageContaining("bound twice");
    }

    @Test
    void paddingIsNoOps() {
        asm.retq();
        asm.align(32);
        asm.retq();
        assertThat(buffer.finish().size()).isEqualTo(33);
        buffer.reset();
        asm.nops(13);
        assertThat(listing()).isEqualTo("    nopw (%rax,%rax)\n    nopl (%rax)\n");
    }
}
