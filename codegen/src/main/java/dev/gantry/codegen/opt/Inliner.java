package dev.gantry.codegen.opt;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.ExceptionTable;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Layout;
import dev.gantry.clif.ir.Signature;
import java.util.Optional;

/**
 * Puts the bodies of functions in the place of calls to them. A mechanism: which calls, the client's policy says.
 *
 * <p>{@code call}, {@code return_call} and {@code try_call} by name are replaced. Calls inside a body that comes in the place of a
 * {@code try_call} get its handlers after their own; a tail call inside a body becomes a call unless the place was a tail call
 * itself. Bodies put in are not searched for calls again, so that the work ends whatever the policy says; run it again, callees first, to
 * go deeper. Linear in the size of caller and bodies.
 *
 * <p>Example: with {@code %f(v0) = iadd v0, v0}, {@code v1 = call %f(v9); v2 = ineg v1} becomes {@code v3 = iadd v9, v9; jump block1(v3);
 * block1(v4): v2 = ineg v4}.
 */
public final class Inliner {
    /** Which calls are replaced, and by what. */
    @FunctionalInterface
    public interface Policy {
        /**
         * The function to put in the place of a call, or empty to leave the call alone. The function must not be the caller, is
         * only read, and must be what the name stands for.
         *
         * @param caller the function around the call
         * @param call the call's instruction
         * @param name the callee
         */
        Optional<Function> bodyFor(Function caller, int call, ExternalName name);
    }

    private Inliner() {}

    /**
     * Replaces the calls of a function that the policy names a body for and to which no {@linkplain #obstacle obstacle} is known.
     * Value aliases have to be resolved afterwards.
     *
     * @return how many were replaced
     */
    public static int run(Function caller, Policy policy) {
        Layout layout = caller.layout;
        int replaced = 0;
        int block = layout.firstBlock();
        while (block >= 0) {
            int next = layout.nextBlock(block);
            int inst = layout.firstInst(block);
            while (inst >= 0) {
                int following = layout.nextInst(inst);
                Optional<Function> body = body(caller, inst, policy);
                if (body.isPresent()) {
                    new InlinedBody(caller, inst, body.get()).splice();
                    replaced++;
                    if (following >= 0) {
                        block = layout.instBlock(following);
                    }
                }
                inst = following;
            }
            block = next;
        }
        return replaced;
    }

    private static Optional<Function> body(Function caller, int inst, Policy policy) {
        int func =
                switch (caller.dfg.instData(inst)) {
                    case InstData.Call call -> call.func();
                    case InstData.TryCall call -> call.func();
                    default -> -1;
                };
        if (func < 0) {
            return Optional.empty();
        }
        return policy.bodyFor(caller, inst, caller.extFuncs.get(func).name())
                .filter(body -> obstacle(caller, inst, body).isEmpty());
    }

    /** Why a function cannot be put in the place of a call; empty if it can. */
    public static Optional<String> obstacle(Function caller, int call, Function body) {
        if (body == caller) {
            return Optional.of("a function cannot be put into itself");
        }
        if (body.layout.entryBlock() < 0) {
            return Optional.of("it has no body");
        }
        if (!sameTypes(caller.dfg.callSignature(call), body.signature())) {
            return Optional.of("it has other parameters or results than the call");
        }
        for (int i = 0; i < body.signature().paramCount(); i++) {
            if (body.signature().param(i).purpose() == AbiParam.Purpose.STRUCT_ARGUMENT) {
                return Optional.of("it takes a struct in its frame");
            }
        }
        boolean contextLost = caller.dfg.instData(call) instanceof InstData.TryCall site && startsWithoutContext(site);
        Layout layout = body.layout;
        for (int block = layout.firstBlock(); block >= 0; block = layout.nextBlock(block)) {
            for (int inst = layout.firstInst(block); inst >= 0; inst = layout.nextInst(inst)) {
                InstData data = body.dfg.instData(inst);
                if (needsFrameOfItsOwn(data)) {
                    return Optional.of("it asks for its own frame by " + data.opcode());
                }
                if (data instanceof InstData.UnaryGlobalValue d
                        && !(body.globalValues.get(d.globalValue()) instanceof GlobalValue.Symbol)) {
                    return Optional.of("it uses a global value that is not a symbol");
                }
                if (contextLost && hasContext(data)) {
                    return Optional.of("its exception contexts would hold for the handlers around the call");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean sameTypes(Signature call, Signature body) {
        if (call.paramCount() != body.paramCount() || call.resultCount() != body.resultCount()) {
            return false;
        }
        for (int i = 0; i < call.paramCount(); i++) {
            if (call.param(i).type() != body.param(i).type()) {
                return false;
            }
        }
        for (int i = 0; i < call.resultCount(); i++) {
            if (call.result(i).type() != body.result(i).type()) {
                return false;
            }
        }
        return true;
    }

    private static boolean needsFrameOfItsOwn(InstData data) {
        return switch (data.opcode()) {
            case GET_FRAME_POINTER,
                    GET_STACK_POINTER,
                    GET_RETURN_ADDRESS,
                    GET_EXCEPTION_HANDLER_ADDRESS,
                    DYNAMIC_STACK_ADDR,
                    STACK_SWITCH -> true;
            default -> false;
        };
    }

    private static boolean startsWithoutContext(InstData.TryCall site) {
        return site.table().itemCount() > 0 && site.table().itemKind(0) != ExceptionTable.ItemKind.CONTEXT;
    }

    private static boolean hasContext(InstData data) {
        return switch (data) {
            case InstData.TryCall d -> d.table().contextCount() > 0;
            case InstData.TryCallIndirect d -> d.table().contextCount() > 0;
            default -> false;
        };
    }
}
