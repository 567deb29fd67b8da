package dev.gantry.asm.x64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.asm.CodeBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
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
    void llvmReadsTheSameText() throws Exception {
        Optional<Path> tool = LlvmMc.find();
        assumeInstalled(tool, "llvm-mc");
        Corpus corpus = new Corpus();
        assertThat(corpus.differences(LlvmMc.disassemble(tool.get(), corpus.codes)))
                .isEmpty();
    }

    @Test
    void objdumpReadsTheSameText() throws Exception {
        Optional<Path> tool = Objdump.find();
        assumeInstalled(tool, "objdump");
        Corpus corpus = new Corpus();
        assertThat(corpus.differences(Objdump.disassemble(tool.get(), corpus.codes)))
                .isEmpty();
    }

    private static void assumeInstalled(Optional<Path> tool, String name) {
        if (tool.isEmpty()) {
            System.out.println("skipped: " + name + " is not installed, encodings are not compared with it");
        }
        Assumptions.assumeTrue(tool.isPresent(), name + " is not installed");
    }

    /** All shapes of all rows: name of the row, bytes, and our text. */
    private static final class Corpus {
        final List<String> names = new ArrayList<>();
        final List<byte[]> codes = new ArrayList<>();
        final List<String> texts = new ArrayList<>();

        Corpus() {
            Disassembler disassembler = new Disassembler();
            CodeBuffer buffer = X64Target.newBuffer();
            StringBuilder text = new StringBuilder();
            for (int id = 0; id < Ops.count(); id++) {
                for (InstructionShapes.Shape shape : InstructionShapes.of(Ops.byId(id))) {
                    buffer.reset();
                    shape.emit(buffer);
                    byte[] code = buffer.finish().bytes();
                    disassembler.decode(code, 0, code.length);
                    text.setLength(0);
                    disassembler.print(text);
                    names.add(shape.op().name());
                    codes.add(code);
                    texts.add(text.toString());
                }
            }
        }

        /** One line for each row that another decoder reads differently. */
        List<String> differences(List<String> theirs) {
            List<String> differences = new ArrayList<>();
            if (texts.size() != theirs.size()) {
                differences.add(texts.size() + " instructions written, " + theirs.size() + " read");
            }
            String last = "";
            for (int i = 0; i < Math.min(texts.size(), theirs.size()); i++) {
                if (!Spelling.same(texts.get(i), theirs.get(i)) && !last.equals(names.get(i))) {
                    last = names.get(i);
                    String bytes = HexFormat.ofDelimiter(" ").formatHex(codes.get(i));
                    differences.add(last + " [" + bytes + "]: ours " + texts.get(i) + ", theirs " + theirs.get(i));
                }
            }
            return differences;
        }
    }
}
