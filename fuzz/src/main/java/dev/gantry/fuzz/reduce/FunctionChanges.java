package dev.gantry.fuzz.reduce;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.StackSlot;
import java.util.ArrayList;
import java.util.List;

/** Changes of whole functions and of their signatures. */
final class FunctionChanges {
    private FunctionChanges() {}

    /** A function goes. */
    static final class DropFunction implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            List<Site> sites = new ArrayList<>();
            for (int i = functions.size() - 1; i >= 0; i--) {
                sites.add(new Site(i, 0, 0));
            }
            return sites;
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            if (site.function() >= functions.size() || functions.size() == 1) {
                return false;
            }
            functions.remove(site.function());
            return true;
        }
    }

    /** A function without parameters takes the place of the last one, whose parameters it ignores. */
    static final class Promote implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            List<Site> sites = new ArrayList<>();
            for (int i = functions.size() - 2; i >= 0; i--) {
                sites.add(new Site(i, 0, 0));
            }
            return sites;
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            if (site.function() >= functions.size() - 1
                    || functions.get(site.function()).signature().paramCount() > 0) {
                return false;
            }
            Function last = functions.removeLast();
            Function f = functions.remove(site.function());
            int entry = f.layout.entryBlock();
            for (AbiParam param : last.signature().params()) {
                f.dfg.appendBlockParam(entry, param.type());
            }
            f.setName(last.name());
            f.setSignature(new Signature(
                    last.signature().params(),
                    f.signature().results(),
                    f.signature().callConv()));
            functions.add(f);
            return true;
        }
    }

    private static List<AbiParam> without(List<AbiParam> params, int number) {
        List<AbiParam> rest = new ArrayList<>(params);
        rest.remove(number);
        return rest;
    }

    /** Numbers of the declarations of a function in another. */
    private static List<Integer> declarations(Function in, Function of) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < in.extFuncs.limit(); i++) {
            if (in.extFuncs.contains(i) && in.extFuncs.get(i).name().equals(of.name())) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    private interface Call {
        /** Changes a call of the function. */
        void change(Function caller, int inst);
    }

    /** Gives a function another signature, its declarations too, and changes its calls by those. */
    private static void redeclare(List<Function> functions, Function function, Signature signature, Call change) {
        function.setSignature(signature);
        for (Function caller : functions) {
            for (int number : declarations(caller, function)) {
                ExtFunc declared = caller.extFuncs.get(number);
                int sig = caller.signatures.add(signature);
                int old = declared.signature();
                caller.extFuncs.set(
                        number, new ExtFunc(declared.name(), sig, declared.colocated(), declared.patchable()));
                for (int block = caller.layout.firstBlock(); block >= 0; block = caller.layout.nextBlock(block)) {
                    for (int inst = caller.layout.firstInst(block), next; inst >= 0; inst = next) {
                        next = caller.layout.nextInst(inst);
                        InstData data = caller.dfg.instData(inst);
                        if (data instanceof InstData.CallIndirect call && call.sig() == old) {
                            caller.dfg.replace(
                                    inst, new InstData.CallIndirect(call.opcode(), sig, call.callee(), call.args()));
                            change.change(caller, inst);
                        } else if (data instanceof InstData.Call call && call.func() == number) {
                            change.change(caller, inst);
                        }
                    }
                }
            }
        }
    }

    /** A parameter becomes a constant. */
    static final class DropParam implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            List<Site> sites = new ArrayList<>();
            for (int f = functions.size() - 1; f >= 0; f--) {
                for (int i = functions.get(f).signature().paramCount() - 1; i >= 0; i--) {
                    sites.add(new Site(f, i, 0));
                }
            }
            return sites;
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            int number = site.entity();
            int entry = f.layout.entryBlock();
            if (number >= f.signature().paramCount() || entry < 0) {
                return false;
            }
            int param = f.dfg.blockParam(entry, number);
            int constant = Constants.insert(f, f.dfg.valueType(param), 0, f.layout.firstInst(entry));
            if (constant < 0) {
                return false;
            }
            f.dfg.removeBlockParam(entry, number);
            f.dfg.changeToAlias(param, constant);
            Signature old = f.signature();
            Signature signature = new Signature(without(old.params(), number), old.results(), old.callConv());
            redeclare(functions, f, signature, (caller, inst) -> {
                InstData data = caller.dfg.instData(inst);
                caller.dfg.replace(
                        inst,
                        data instanceof InstData.CallIndirect call
                                ? new InstData.CallIndirect(
                                        call.opcode(),
                                        call.sig(),
                                        call.callee(),
                                        BlockChanges.without(call.args(), number))
                                : direct((InstData.Call) data, number));
            });
            return true;
        }

        private static InstData direct(InstData.Call call, int number) {
            return new InstData.Call(call.opcode(), call.func(), BlockChanges.without(call.args(), number));
        }
    }

    /** A result is not returned; callers go on with a constant. */
    static final class DropResult implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            List<Site> sites = new ArrayList<>();
            for (int f = functions.size() - 1; f >= 0; f--) {
                for (int i = functions.get(f).signature().resultCount() - 1; i >= 0; i--) {
                    sites.add(new Site(f, i, 0));
                }
            }
            return sites;
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            int number = site.entity();
            if (number >= f.signature().resultCount()) {
                return false;
            }
            for (int block = f.layout.firstBlock(); block >= 0; block = f.layout.nextBlock(block)) {
                int last = f.layout.lastInst(block);
                if (f.dfg.instData(last) instanceof InstData.MultiAry data && data.opcode() == Opcode.RETURN) {
                    f.dfg.replace(
                            last, new InstData.MultiAry(Opcode.RETURN, BlockChanges.without(data.args(), number)));
                }
            }
            Signature old = f.signature();
            Signature signature = new Signature(old.params(), without(old.results(), number), old.callConv());
            redeclare(functions, f, signature, (caller, inst) -> withoutResult(caller, inst, number));
            return true;
        }

        /** The call anew, with one result less. */
        private static void withoutResult(Function caller, int inst, int number) {
            InstData data = caller.dfg.instData(inst);
            if (data.opcode().isReturn()) {
                return;
            }
            int count = caller.dfg.instResultCount(inst);
            int[] old = new int[count];
            int[] by = new int[count];
            int call = caller.dfg.makeInst(data);
            caller.layout.insertInstBefore(call, inst);
            for (int i = 0; i < count; i++) {
                old[i] = caller.dfg.instResult(inst, i);
                by[i] = i == number
                        ? Constants.insert(caller, caller.dfg.valueType(old[i]), 0, inst)
                        : caller.dfg.appendResult(call, caller.dfg.valueType(old[i]));
            }
            InstChanges.replace(caller, inst, old, by);
        }
    }

    /** Another convention, no extensions, small slots, no cold blocks. */
    static final class Plain implements Change {
        private static final int PARTS = 4;

        @Override
        public List<Site> sites(List<Function> functions) {
            List<Site> sites = new ArrayList<>();
            for (int f = functions.size() - 1; f >= 0; f--) {
                for (int part = 0; part < PARTS; part++) {
                    sites.add(new Site(f, 0, part));
                }
            }
            return sites;
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            Signature old = f.signature();
            switch (site.part()) {
                case 0 -> {
                    if (old.callConv() == CallConv.FAST) {
                        return false;
                    }
                    Signature fast = new Signature(old.params(), old.results(), CallConv.FAST);
                    redeclare(functions, f, fast, (caller, inst) -> {});
                }
                case 1 -> {
                    Signature bare = new Signature(bare(old.params()), bare(old.results()), old.callConv());
                    if (bare.equals(old)) {
                        return false;
                    }
                    redeclare(functions, f, bare, (caller, inst) -> {});
                }
                case 2 -> {
                    for (int i = 0; i < f.stackSlots.limit(); i++) {
                        if (f.stackSlots.contains(i)) {
                            f.stackSlots.set(i, StackSlot.of(64, 4));
                        }
                    }
                }
                default -> {
                    for (int block = f.layout.firstBlock(); block >= 0; block = f.layout.nextBlock(block)) {
                        f.layout.setCold(block, false);
                    }
                }
            }
            return true;
        }

        private static List<AbiParam> bare(List<AbiParam> params) {
            List<AbiParam> bare = new ArrayList<>();
            for (AbiParam param : params) {
                bare.add(param.extension() == AbiParam.Extension.NONE ? param : AbiParam.of(param.type()));
            }
            return bare;
        }
    }
}
