package dev.gantry.clif.interp;

import dev.gantry.clif.ir.FloatCC;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.DataValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls functions that are not interpreted: the library's, by the opcode that each stands for, and the embedder's. Arguments and results are passed as {@link
 * LibCall} says: a value of 128 bits as two words.
 */
final class LibraryCalls {
    private final Machine machine;
    /** The argument to be taken next. */
    private int next;

    LibraryCalls(Machine machine) {
        this.machine = machine;
    }

    /** Calls it with what is passed, and passes its results. */
    void call(Program.Callee callee, Signature asCalled) {
        if (callee.host() != null) {
            host(callee.host(), asCalled);
            return;
        }
        next = 0;
        LibCall call = callee.library();
        if (call == null) {
            throw new UninterpretableException("there is no function " + callee.name());
        }
        if (machine.passedWords != 2 * call.signature().paramCount()) {
            throw new UninterpretableException(callee.name() + " is " + call.signature());
        }
        switch (call) {
            case THROW -> throw new ThrowSignal((int) take(), take(), take());
            case MEMCPY, MEMMOVE, MEMSET, MEMCMP -> memory(call);
            case UDIV_I128 -> compute(Opcode.UDIV, Type.I128, Type.I128);
            case SDIV_I128 -> compute(Opcode.SDIV, Type.I128, Type.I128);
            case UREM_I128 -> compute(Opcode.UREM, Type.I128, Type.I128);
            case SREM_I128 -> compute(Opcode.SREM, Type.I128, Type.I128);
            case X86_PSHUFB -> compute(Opcode.X86_PSHUFB, Type.I8X16, Type.I8X16);
            case PROBESTACK, ELF_TLS_GET_ADDR, ELF_TLS_GET_OFFSET ->
                throw new UninterpretableException("the library's " + call + " has no meaning in the interpreter");
            default -> floats(call);
        }
    }

    private void host(HostFunction function, Signature signature) {
        List<DataValue> args = new ArrayList<>();
        for (int i = 0; i < signature.paramCount(); i++) {
            args.add(DataValue.ofWords(signature.param(i).type(), machine.passed[2 * i], machine.passed[2 * i + 1]));
        }
        List<DataValue> results = function.call(args);
        if (results.size() != signature.resultCount()) {
            throw new UninterpretableException(
                    "a function of the embedder gave " + results.size() + " results for " + signature.resultCount());
        }
        machine.passing(results.size());
        for (int i = 0; i < results.size(); i++) {
            machine.passed[2 * i] = results.get(i).word(0);
            machine.passed[2 * i + 1] = results.get(i).word(1);
        }
    }

    private void floats(LibCall call) {
        switch (call) {
            case CEIL_F32 -> compute(Opcode.CEIL, Type.F32, Type.F32);
            case CEIL_F64 -> compute(Opcode.CEIL, Type.F64, Type.F64);
            case CEIL_F128 -> compute(Opcode.CEIL, Type.F128, Type.F128);
            case FLOOR_F32 -> compute(Opcode.FLOOR, Type.F32, Type.F32);
            case FLOOR_F64 -> compute(Opcode.FLOOR, Type.F64, Type.F64);
            case FLOOR_F128 -> compute(Opcode.FLOOR, Type.F128, Type.F128);
            case TRUNC_F32 -> compute(Opcode.TRUNC, Type.F32, Type.F32);
            case TRUNC_F64 -> compute(Opcode.TRUNC, Type.F64, Type.F64);
            case TRUNC_F128 -> compute(Opcode.TRUNC, Type.F128, Type.F128);
            case NEAREST_F32 -> compute(Opcode.NEAREST, Type.F32, Type.F32);
            case NEAREST_F64 -> compute(Opcode.NEAREST, Type.F64, Type.F64);
            case NEAREST_F128 -> compute(Opcode.NEAREST, Type.F128, Type.F128);
            case FMA_F16 -> compute(Opcode.FMA, Type.F16, Type.F16);
            case FMA_F32 -> compute(Opcode.FMA, Type.F32, Type.F32);
            case FMA_F64 -> compute(Opcode.FMA, Type.F64, Type.F64);
            case FMA_F128 -> compute(Opcode.FMA, Type.F128, Type.F128);
            case ADD_F128 -> compute(Opcode.FADD, Type.F128, Type.F128);
            case SUB_F128 -> compute(Opcode.FSUB, Type.F128, Type.F128);
            case MUL_F128 -> compute(Opcode.FMUL, Type.F128, Type.F128);
            case DIV_F128 -> compute(Opcode.FDIV, Type.F128, Type.F128);
            case SQRT_F128 -> compute(Opcode.SQRT, Type.F128, Type.F128);
            case FMIN_F128 -> compute(Opcode.FMIN, Type.F128, Type.F128);
            case FMAX_F128 -> compute(Opcode.FMAX, Type.F128, Type.F128);
            case COMPARE_F128 -> compare();
            default -> conversions(call);
        }
    }

    private void conversions(LibCall call) {
        switch (call) {
            case F16_TO_F32 -> compute(Opcode.FPROMOTE, Type.F16, Type.F32);
            case F16_TO_F64 -> compute(Opcode.FPROMOTE, Type.F16, Type.F64);
            case F16_TO_F128 -> compute(Opcode.FPROMOTE, Type.F16, Type.F128);
            case F32_TO_F128 -> compute(Opcode.FPROMOTE, Type.F32, Type.F128);
            case F64_TO_F128 -> compute(Opcode.FPROMOTE, Type.F64, Type.F128);
            case F32_TO_F16 -> compute(Opcode.FDEMOTE, Type.F32, Type.F16);
            case F64_TO_F16 -> compute(Opcode.FDEMOTE, Type.F64, Type.F16);
            case F128_TO_F16 -> compute(Opcode.FDEMOTE, Type.F128, Type.F16);
            case F128_TO_F32 -> compute(Opcode.FDEMOTE, Type.F128, Type.F32);
            case F128_TO_F64 -> compute(Opcode.FDEMOTE, Type.F128, Type.F64);
            case I64_TO_F16 -> compute(Opcode.FCVT_FROM_SINT, Type.I64, Type.F16);
            case U64_TO_F16 -> compute(Opcode.FCVT_FROM_UINT, Type.I64, Type.F16);
            case I64_TO_F128 -> compute(Opcode.FCVT_FROM_SINT, Type.I64, Type.F128);
            case U64_TO_F128 -> compute(Opcode.FCVT_FROM_UINT, Type.I64, Type.F128);
            case I128_TO_F16 -> compute(Opcode.FCVT_FROM_SINT, Type.I128, Type.F16);
            case U128_TO_F16 -> compute(Opcode.FCVT_FROM_UINT, Type.I128, Type.F16);
            case I128_TO_F32 -> compute(Opcode.FCVT_FROM_SINT, Type.I128, Type.F32);
            case U128_TO_F32 -> compute(Opcode.FCVT_FROM_UINT, Type.I128, Type.F32);
            case I128_TO_F64 -> compute(Opcode.FCVT_FROM_SINT, Type.I128, Type.F64);
            case U128_TO_F64 -> compute(Opcode.FCVT_FROM_UINT, Type.I128, Type.F64);
            case I128_TO_F128 -> compute(Opcode.FCVT_FROM_SINT, Type.I128, Type.F128);
            case U128_TO_F128 -> compute(Opcode.FCVT_FROM_UINT, Type.I128, Type.F128);
            case F32_TO_I128 -> compute(Opcode.FCVT_TO_SINT_SAT, Type.F32, Type.I128);
            case F32_TO_U128 -> compute(Opcode.FCVT_TO_UINT_SAT, Type.F32, Type.I128);
            case F64_TO_I128 -> compute(Opcode.FCVT_TO_SINT_SAT, Type.F64, Type.I128);
            case F64_TO_U128 -> compute(Opcode.FCVT_TO_UINT_SAT, Type.F64, Type.I128);
            case F128_TO_I128 -> compute(Opcode.FCVT_TO_SINT_SAT, Type.F128, Type.I128);
            case F128_TO_U128 -> compute(Opcode.FCVT_TO_UINT_SAT, Type.F128, Type.I128);
            case F128_TO_SINT -> toInt(Opcode.FCVT_TO_SINT_SAT);
            case F128_TO_UINT -> toInt(Opcode.FCVT_TO_UINT_SAT);
            case F128_FITS_SINT -> fits(Opcode.FCVT_TO_SINT);
            case F128_FITS_UINT -> fits(Opcode.FCVT_TO_UINT);
            default -> throw new UninterpretableException("the interpreter does not have the library's " + call);
        }
    }

    // ---- Arguments and results ----

    private long take() {
        return machine.passed[2 * next++];
    }

    private void operand(int i, Type type) {
        long lo = take();
        if (type.bits() == 128) {
            machine.evaluator.operand(i, lo, take());
        } else {
            machine.evaluator.operand(i, type.bits() == 64 ? lo : lo & ((1L << type.bits()) - 1), 0);
        }
    }

    private void give(Type type, long lo, long hi) {
        boolean wide = type.bits() == 128;
        machine.passing(wide ? 2 : 1);
        machine.passed[0] = lo;
        machine.passed[1] = 0;
        if (wide) {
            machine.passed[2] = hi;
            machine.passed[3] = 0;
        }
    }

    /** Does what an opcode does with one, two or three operands of one type. */
    private void compute(Opcode opcode, Type from, Type to) {
        int count = opcode.format().fixedArgs();
        for (int i = 0; i < count; i++) {
            operand(i, from);
        }
        InstData data =
                switch (count) {
                    case 1 -> new InstData.Unary(opcode, 0);
                    case 2 -> new InstData.Binary(opcode, 0, 0);
                    default -> new InstData.Ternary(opcode, 0, 0, 0);
                };
        if (!machine.evaluator.evaluate(data, to, to, from)) {
            throw new TrapSignal(machine.evaluator.trap());
        }
        give(to, machine.evaluator.lo(), machine.evaluator.hi());
    }

    private void compare() {
        operand(0, Type.F128);
        operand(1, Type.F128);
        long order = holds(FloatCC.UNO) ? 2 : holds(FloatCC.LT) ? -1 : holds(FloatCC.GT) ? 1 : 0;
        give(Type.I64, order, 0);
    }

    private boolean holds(FloatCC cond) {
        InstData data = new InstData.FloatCompare(Opcode.FCMP, cond, 0, 0);
        machine.evaluator.evaluate(data, Type.F128, Type.I8, Type.F128);
        return machine.evaluator.lo() != 0;
    }

    private static long most(int bits) {
        return bits >= 64 ? -1 : (1L << bits) - 1;
    }

    private void toInt(Opcode opcode) {
        operand(0, Type.F128);
        int bits = (int) take();
        machine.evaluator.evaluate(new InstData.Unary(opcode, 0), Type.I64, Type.I64, Type.F128);
        long value = machine.evaluator.lo();
        if (opcode == Opcode.FCVT_TO_UINT_SAT) {
            value = Long.compareUnsigned(value, most(bits)) > 0 ? most(bits) : value;
        } else {
            long limit = most(bits) >>> 1;
            value = Math.max(-limit - 1, Math.min(limit, value));
        }
        give(Type.I64, value, 0);
    }

    private void fits(Opcode opcode) {
        operand(0, Type.F128);
        int bits = (int) take();
        Type wide = bits > 64 ? Type.I128 : Type.I64;
        boolean inside = machine.evaluator.evaluate(new InstData.Unary(opcode, 0), wide, wide, Type.F128);
        long value = machine.evaluator.lo();
        if (inside && bits < 64) {
            long limit = most(bits) >>> 1;
            inside = opcode == Opcode.FCVT_TO_UINT
                    ? Long.compareUnsigned(value, most(bits)) <= 0
                    : value >= -limit - 1 && value <= limit;
        }
        boolean nan = machine.evaluator.trap() == TrapCode.BAD_CONVERSION_TO_INTEGER;
        give(Type.I64, inside ? 0 : nan ? 2 : 1, 0);
    }

    // ---- Memory ----

    private void memory(LibCall call) {
        long to = take();
        long second = take();
        long size = take();
        switch (call) {
            case MEMSET -> machine.memory.fill(to, (byte) second, size);
            case MEMCMP -> {
                give(Type.I32, machine.memory.compare(to, second, size) & 0xffff_ffffL, 0);
                return;
            }
            default -> machine.memory.copy(to, second, size);
        }
        give(Type.I64, to, 0);
    }
}
