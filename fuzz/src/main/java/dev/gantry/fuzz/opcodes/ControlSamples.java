package dev.gantry.fuzz.opcodes;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.JumpTable;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Samples of the opcodes that branch, call, return or trap for good. */
final class ControlSamples {
    private ControlSamples() {}

    static Optional<Sample> of(Combination c, String name) {
        Opcode opcode = c.opcode();
        return switch (opcode) {
            case JUMP, BRIF, BR_TABLE -> Optional.of(branch(c, name));
            case TRAP -> Optional.of(trap(c, name));
            case RETURN -> Optional.of(returns(c, name));
            case CALL, CALL_INDIRECT, RETURN_CALL, RETURN_CALL_INDIRECT, FUNC_ADDR -> Optional.of(call(c, name));
            case TRY_CALL, TRY_CALL_INDIRECT, GET_EXCEPTION_HANDLER_ADDRESS -> Optional.of(tryCall(c, name));
            default -> Optional.empty();
        };
    }

    private static Sample run(Combination c, Function... functions) {
        return new Sample(c, List.of(functions), Sample.Use.RUN);
    }

    private static Sample branch(Combination c, String name) {
        SampleBody body = new SampleBody(name, CallConv.FAST);
        int first = body.makeBlock();
        int second = body.makeBlock();
        Opcode opcode = c.opcode();
        InstData data =
                switch (opcode) {
                    case JUMP -> new InstData.Jump(opcode, BlockCall.to(first));
                    case BRIF ->
                        new InstData.Brif(
                                opcode,
                                body.operand(c.operands().getFirst()),
                                BlockCall.to(first),
                                BlockCall.to(second));
                    default ->
                        new InstData.BranchTable(
                                opcode, body.operand(Type.I32), new JumpTable(BlockCall.to(second), new BlockCall[] {
                                    BlockCall.to(first), BlockCall.to(second), BlockCall.to(first)
                                }));
                };
        body.inst(data, c.ctrl());
        body.start(first);
        int one = body.iconst(Type.I32, 1);
        body.inst(new InstData.MultiAry(Opcode.RETURN, new int[] {one}), Type.INVALID);
        body.start(second);
        body.result(body.iconst(Type.I32, 2));
        return run(c, body.finish());
    }

    private static Sample trap(Combination c, String name) {
        SampleBody body = new SampleBody(name, CallConv.FAST);
        body.inst(new InstData.Trap(Opcode.TRAP, TrapCode.user(9)), Type.INVALID);
        return run(c, body.seal());
    }

    private static Sample returns(Combination c, String name) {
        SampleBody body = new SampleBody(name, CallConv.FAST);
        body.result(body.operand(Type.I64));
        return run(c, body.finish());
    }

    private static Function callee(String name, CallConv convention) {
        SampleBody body = new SampleBody(name + "_callee", convention);
        int x = body.operand(Type.I64);
        int y = body.operand(Type.I32);
        body.result(body.value(new InstData.Binary(Opcode.IADD, x, x), Type.I64));
        body.result(y);
        return body.finish();
    }

    private static Sample call(Combination c, String name) {
        Opcode opcode = c.opcode();
        CallConv convention = opcode.isReturn() ? CallConv.TAIL : CallConv.FAST;
        Function callee = callee(name, convention);
        SampleBody body = new SampleBody(name, convention);
        int sig = body.function.signatures.add(callee.signature());
        int func = body.function.extFuncs.add(new ExtFunc(callee.name(), sig, true, false));
        if (opcode == Opcode.FUNC_ADDR) {
            body.result(body.value(new InstData.FuncAddr(opcode, func), c.ctrl()));
            return new Sample(c, List.of(body.finish(), callee), Sample.Use.RUN_ONLY);
        }
        int[] args = {body.operand(Type.I64), body.operand(Type.I32)};
        boolean indirect = !c.operands().isEmpty();
        int address = indirect ? body.value(new InstData.FuncAddr(Opcode.FUNC_ADDR, func), c.ctrl()) : -1;
        InstData data = indirect
                ? new InstData.CallIndirect(opcode, sig, address, args)
                : new InstData.Call(opcode, func, args);
        int inst = body.inst(data, c.ctrl());
        if (opcode.isReturn()) {
            body.resultType(Type.I64);
            body.resultType(Type.I32);
            return run(c, body.seal(), callee);
        }
        body.result(body.function.dfg.instResult(inst, 0));
        body.result(body.function.dfg.instResult(inst, 1));
        return run(c, body.finish(), callee);
    }

    private static Sample tryCall(Combination c, String name) {
        CallConv convention = CallConv.TAIL;
        Function callee = callee(name, convention);
        SampleBody body = new SampleBody(name, convention);
        Function function = body.function;
        int sig = function.signatures.add(callee.signature());
        int func = function.extFuncs.add(new ExtFunc(callee.name(), sig, true, false));
        int[] args = {body.operand(Type.I64), body.operand(Type.I32)};
        int normal = body.makeBlock();
        int handler = body.makeBlock();
        ExceptionTable table = new ExceptionTable(
                sig,
                new BlockCall[] {
                    new BlockCall(normal, new int[] {BlockCall.ret(0)}),
                    new BlockCall(handler, new int[] {BlockCall.exn(0)})
                },
                new ExceptionTable.ItemKind[] {ExceptionTable.ItemKind.TAG},
                new int[] {5});
        List<Integer> address = new ArrayList<>();
        if (c.opcode() == Opcode.GET_EXCEPTION_HANDLER_ADDRESS) {
            address.add(body.value(
                    new InstData.ExceptionHandlerAddress(c.opcode(), function.layout.entryBlock(), 0), c.ctrl()));
        }
        if (c.opcode() == Opcode.TRY_CALL_INDIRECT) {
            int callAddress = body.value(new InstData.FuncAddr(Opcode.FUNC_ADDR, func), c.ctrl());
            body.inst(new InstData.TryCallIndirect(c.opcode(), callAddress, args, table), c.ctrl());
        } else {
            body.inst(new InstData.TryCall(Opcode.TRY_CALL, func, args, table), Type.INVALID);
        }
        body.start(handler);
        int thrown = function.dfg.appendBlockParam(handler, Type.I64);
        body.inst(new InstData.MultiAry(Opcode.RETURN, new int[] {thrown}), Type.INVALID);
        body.start(normal);
        int returned = function.dfg.appendBlockParam(normal, Type.I64);
        body.result(address.isEmpty() ? returned : address.getFirst());
        Sample.Use use = address.isEmpty() ? Sample.Use.RUN : Sample.Use.RUN_ONLY;
        return new Sample(c, List.of(body.finish(), callee), use);
    }
}
