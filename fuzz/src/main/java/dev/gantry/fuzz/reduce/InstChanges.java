package dev.gantry.fuzz.reduce;

import dev.gantry.clif.ir.Dfg;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.MemFlags;
import dev.gantry.clif.ir.Opcode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Changes of single instructions. */
final class InstChanges {
    private InstChanges() {}

    private interface Parts {
        /** How many sites an instruction is. */
        int count(Function function, int inst);
    }

    /** Sites of instructions, the last first: users before what they use. */
    private static List<Site> sites(List<Function> functions, Parts parts) {
        List<Site> sites = new ArrayList<>();
        for (int f = functions.size() - 1; f >= 0; f--) {
            Function function = functions.get(f);
            for (int block = function.layout.lastBlock(); block >= 0; block = function.layout.prevBlock(block)) {
                for (int inst = function.layout.lastInst(block); inst >= 0; inst = function.layout.prevInst(inst)) {
                    for (int part = parts.count(function, inst) - 1; part >= 0; part--) {
                        sites.add(new Site(f, inst, part));
                    }
                }
            }
        }
        return sites;
    }

    private static boolean isThere(Function function, int inst) {
        return inst < function.dfg.instLimit() && function.layout.instBlock(inst) >= 0;
    }

    private static boolean isPlain(Function function, int inst) {
        return !function.dfg.opcode(inst).isTerminator();
    }

    /** An instruction goes whose results nobody uses. */
    static final class Drop implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return InstChanges.sites(functions, (f, inst) -> isPlain(f, inst) ? 1 : 0);
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            int inst = site.entity();
            if (!isThere(f, inst) || (f.dfg.instResultCount(inst) > 0 && isUsed(f, inst))) {
                return false;
            }
            f.layout.removeInst(inst);
            return true;
        }

        private static boolean isUsed(Function f, int inst) {
            BitSet results = new BitSet();
            for (int i = 0; i < f.dfg.instResultCount(inst); i++) {
                results.set(f.dfg.instResult(inst, i));
            }
            for (int block = f.layout.firstBlock(); block >= 0; block = f.layout.nextBlock(block)) {
                for (int user = f.layout.firstInst(block); user >= 0; user = f.layout.nextInst(user)) {
                    boolean[] used = {false};
                    f.dfg.instData(user).mapArgs(v -> {
                        used[0] |= v >= 0 && results.get(f.dfg.resolveAliases(v));
                        return v;
                    });
                    if (used[0]) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** All results become constants. */
    static final class ToConstant implements Change {
        private final long bits;

        ToConstant(long bits) {
            this.bits = bits;
        }

        @Override
        public List<Site> sites(List<Function> functions) {
            return InstChanges.sites(
                    functions, (f, inst) -> isPlain(f, inst) && f.dfg.instResultCount(inst) > 0 ? 1 : 0);
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            int inst = site.entity();
            if (!isThere(f, inst) || Constants.isConstant(f.dfg.opcode(inst)) || f.dfg.opcode(inst) == Opcode.ICONCAT) {
                return false;
            }
            int count = f.dfg.instResultCount(inst);
            int[] old = new int[count];
            int[] constants = new int[count];
            for (int i = 0; i < count; i++) {
                old[i] = f.dfg.instResult(inst, i);
                constants[i] = Constants.insert(f, f.dfg.valueType(old[i]), bits, inst);
                if (constants[i] < 0) {
                    return false;
                }
            }
            replace(f, inst, old, constants);
            return true;
        }
    }

    static void replace(Function f, int inst, int[] old, int[] by) {
        f.dfg.clearResults(inst);
        f.layout.removeInst(inst);
        for (int i = 0; i < old.length; i++) {
            f.dfg.changeToAlias(old[i], by[i]);
        }
    }

    /** The one result becomes an operand of its type. */
    static final class ToOperand implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return InstChanges.sites(
                    functions,
                    (f, inst) -> isPlain(f, inst) && f.dfg.instResultCount(inst) == 1
                            ? Math.min(3, f.dfg.instData(inst).argCount())
                            : 0);
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            int inst = site.entity();
            if (!isThere(f, inst)) {
                return false;
            }
            int operand = f.dfg.resolveAliases(f.dfg.instData(inst).arg(site.part()));
            int result = f.dfg.firstResult(inst);
            if (f.dfg.valueType(operand) != f.dfg.valueType(result)) {
                return false;
            }
            replace(f, inst, new int[] {result}, new int[] {operand});
            return true;
        }
    }

    /** Immediates, offsets and flags become plain; a call through an address becomes direct. */
    static final class Simplify implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return InstChanges.sites(functions, (f, inst) -> simpler(f, inst) == f.dfg.instData(inst) ? 0 : 1);
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            if (!isThere(f, site.entity())) {
                return false;
            }
            InstData simple = simpler(f, site.entity());
            boolean changed = simple != f.dfg.instData(site.entity());
            f.dfg.replace(site.entity(), simple);
            return changed;
        }

        private static InstData simpler(Function f, int inst) {
            Dfg dfg = f.dfg;
            InstData data = dfg.instData(inst);
            return switch (data) {
                case InstData.UnaryImm d ->
                    d.imm() >> 1 == d.imm() ? d : new InstData.UnaryImm(d.opcode(), d.imm() >> 1);
                case InstData.Load d ->
                    d.flags() == MemFlags.NOTRAP
                            ? d
                            : new InstData.Load(d.opcode(), MemFlags.NOTRAP, d.addr(), d.offset());
                case InstData.Store d ->
                    d.flags() == MemFlags.NOTRAP
                            ? d
                            : new InstData.Store(d.opcode(), MemFlags.NOTRAP, d.value(), d.addr(), d.offset());
                case InstData.StackAddr d -> d.offset() == 0 ? d : new InstData.StackAddr(d.opcode(), d.stackSlot(), 0);
                case InstData.CallIndirect d -> direct(f, d);
                default -> data;
            };
        }

        private static InstData direct(Function f, InstData.CallIndirect data) {
            int definition = f.dfg.valueDefInst(f.dfg.resolveAliases(data.callee()));
            if (data.opcode() != Opcode.CALL_INDIRECT
                    || definition < 0
                    || !(f.dfg.instData(definition) instanceof InstData.FuncAddr address)) {
                return data;
            }
            return new InstData.Call(Opcode.CALL, address.func(), data.args());
        }
    }
}
