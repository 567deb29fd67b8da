package dev.gantry.asm.x64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.CodeBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every row of the table in every shape of its operands: encoded, read back by our decoder, read by an independent one. */
final class EncoderTest {
    @Test
    void everyShapeIsReadBackAsItWasWritten() {
        Decoder decoder = new Decoder();
        CodeBuffer buffer = X64Target.newBuffer();
        int count = 0;
        for (int id = 0; id < Ops.count(); id++) {
            for (InstructionShapes.Shape shape : InstructionShapes.of(Ops.byId(id))) {
                buffer.reset();
                shape.emit(buffer);
                byte[] code = buffer.finish().bytes();
                assertThat(decoder.decode(code, 0, code.length))
                        .as(shape.op().name())
                        .isEqualTo(code.length);
                checkOperands(decoder, shape);
                count++;
            }
        }
        System.out.println("instruction shapes written and read back: " + count);
        assertThat(count).isGreaterThan(100_000);
    }

    private static void checkOperands(Decoder decoder, InstructionShapes.Shape shape) {
        Op op = shape.op();
        assertThat(decoder.op.mnemonic()).isEqualTo(op.mnemonic());
        for (int i = 0; i < shape.registers().length; i++) {
            if (shape.registers()[i] >= 0) {
                assertThat(decoder.register[i]).as(op.name() + " operand " + i).isEqualTo(shape.registers()[i]);
            }
        }
        if (op.immediateOperand() >= 0) {
            long mask = op.operandKind(op.immediateOperand()) == OperandKind.IMM8 ? 0xff : -1;
            assertThat(decoder.immediate & mask).as(op.name()).isEqualTo(shape.immediate() & mask);
        }
        Mem memory = shape.memory();
        assertThat(decoder.isMemory).as(op.name()).isEqualTo(memory != null);
        if (memory == null) {
            return;
        }
        boolean based = memory.form == Mem.Form.BASE || memory.form == Mem.Form.BASE_INDEX;
        boolean indexed = memory.form == Mem.Form.INDEX || memory.form == Mem.Form.BASE_INDEX;
        int base = based ? memory.base : memory.form == Mem.Form.SYMBOL ? Decoder.RIP : Decoder.NONE;
        assertThat(decoder.base).as(op.name()).isEqualTo(base);
        assertThat(decoder.indexRegister).as(op.name()).isEqualTo(indexed ? memory.index : Decoder.NONE);
        assertThat(decoder.disp).as(op.name()).isEqualTo(memory.disp);
        assertThat(decoder.scale).as(op.name()).isEqualTo(indexed ? 1 << memory.shift : 1);
    }

    @Test
    void anIndependentDecoderReadsTheSameText() throws Exception {
        Optional<Path> tool = LlvmMc.find();
        Assumptions.assumeTrue(tool.isPresent(), "llvm-mc is not installed: encodings are not compared with it");
        StringBuilder hex = new StringBuilder();
        List<String> ours = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Disassembler disassembler = new Disassembler();
        CodeBuffer buffer = X64Target.newBuffer();
        for (int id = 0; id < Ops.count(); id++) {
            for (InstructionShapes.Shape shape : InstructionShapes.of(Ops.byId(id))) {
                buffer.reset();
                shape.emit(buffer);
                CodeBlob blob = buffer.finish();
                appendHex(hex, blob.bytes());
                disassembler.decode(blob.bytes(), 0, blob.size());
                StringBuilder text = new StringBuilder();
                disassembler.print(text);
                ours.add(text.toString());
                names.add(shape.op().name());
            }
        }
        List<String> theirs = LlvmMc.disassemble(tool.get(), hex);
        assertThat(compare(names, ours, theirs, hex.toString().split("\n"))).isEmpty();
    }

    private static List<String> compare(List<String> names, List<String> ours, List<String> theirs, String[] hex) {
        List<String> differences = new ArrayList<>();
        String last = "";
        for (int i = 0; i < Math.min(ours.size(), theirs.size()) && differences.size() < 200; i++) {
            String their = theirs.get(i);
            String our = ours.get(i);
            if (!LlvmSpelling.same(our, their) && !last.equals(names.get(i))) {
                last = names.get(i);
                differences.add(names.get(i) + " " + hex[i] + ": ours " + our + ", theirs " + their);
            }
        }
        if (ours.size() != theirs.size()) {
            differences.add(ours.size() + " instructions written, " + theirs.size() + " read");
        }
        return differences;
    }

    private static void appendHex(StringBuilder hex, byte[] code) {
        for (byte b : code) {
            hex.append("0x");
            hex.append(Character.forDigit((b >> 4) & 15, 16))
                    .append(Character.forDigit(b & 15, 16))
                    .append(' ');
        }
        hex.append('\n');
    }
}
