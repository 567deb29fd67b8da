package dev.gantry.fuzz.generate;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Type;

/** Appends instructions to the block being written, and counts them. */
final class Emitter {
    final Function function;
    private final Statistics statistics;
    private int block = -1;

    Emitter(Function function, Statistics statistics) {
        this.function = function;
        this.statistics = statistics;
    }

    int makeBlock() {
        return function.dfg.makeBlock();
    }

    /** Goes on in a block, which joins the layout. */
    void start(int newBlock) {
        block = newBlock;
        function.layout.appendBlock(newBlock);
        statistics.blocks++;
    }

    int inst(InstData data, Type ctrl) {
        int inst = function.dfg.makeInst(data, ctrl);
        function.layout.appendInst(inst, block);
        statistics.count(data.opcode(), ctrl);
        return inst;
    }

    /** An instruction with one result; gives the result. */
    int value(InstData data, Type ctrl) {
        return function.dfg.firstResult(inst(data, ctrl));
    }

    Type typeOf(int value) {
        return function.dfg.valueType(value);
    }

    int iconst(Type type, long value) {
        int shift = 64 - type.bits();
        return value(new InstData.UnaryImm(Opcode.ICONST, value << shift >> shift), type);
    }

    int unary(Opcode opcode, Type ctrl, int x) {
        return value(new InstData.Unary(opcode, x), ctrl);
    }

    int binary(Opcode opcode, Type ctrl, int x, int y) {
        return value(new InstData.Binary(opcode, x, y), ctrl);
    }

    void jump(BlockCall target) {
        inst(new InstData.Jump(Opcode.JUMP, target), Type.INVALID);
    }

    void brif(int condition, BlockCall then, BlockCall otherwise) {
        inst(new InstData.Brif(Opcode.BRIF, condition, then, otherwise), typeOf(condition));
    }
}
