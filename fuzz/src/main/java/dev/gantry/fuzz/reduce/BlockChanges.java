package dev.gantry.fuzz.reduce;

import dev.gantry.clif.ir.BlockCall;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.InstData;
import dev.gantry.clif.ir.Opcode;
import dev.gantry.clif.ir.TrapCode;
import dev.gantry.clif.ir.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes of blocks and of the branches between them. */
final class BlockChanges {
    private BlockChanges() {}

    private interface Parts {
        /** How many sites a block is. */
        int count(Function function, int block);
    }

    private static List<Site> sites(List<Function> functions, Parts parts) {
        List<Site> sites = new ArrayList<>();
        for (int f = functions.size() - 1; f >= 0; f--) {
            Function function = functions.get(f);
            for (int block = function.layout.lastBlock(); block >= 0; block = function.layout.prevBlock(block)) {
                for (int part = parts.count(function, block) - 1; part >= 0; part--) {
                    sites.add(new Site(f, block, part));
                }
            }
        }
        return sites;
    }

    private static boolean isThere(Function f, int block) {
        return f.dfg.isBlock(block) && f.layout.isBlockInserted(block) && f.layout.lastInst(block) >= 0;
    }

    /** A block returns constants in place of what it ended with. */
    static final class ReturnEarly implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return BlockChanges.sites(
                    functions, (f, block) -> f.dfg.opcode(f.layout.lastInst(block)) == Opcode.RETURN ? 0 : 1);
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            if (!isThere(f, site.entity())) {
                return false;
            }
            int last = f.layout.lastInst(site.entity());
            int[] results = new int[f.signature().resultCount()];
            for (int i = 0; i < results.length; i++) {
                results[i] = Constants.insert(f, f.signature().result(i).type(), 0, last);
                if (results[i] < 0) {
                    return false;
                }
            }
            f.dfg.replace(last, new InstData.MultiAry(Opcode.RETURN, results));
            return true;
        }
    }

    /** A block traps in place of all that it does. */
    static final class TrapEarly implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return BlockChanges.sites(
                    functions,
                    (f, block) -> f.dfg.opcode(f.layout.firstInst(block)).isReturn() ? 0 : 1);
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            int block = site.entity();
            if (!isThere(f, block) || f.dfg.opcode(f.layout.firstInst(block)) == Opcode.TRAP) {
                return false;
            }
            for (int inst = f.layout.firstInst(block); inst >= 0; inst = f.layout.firstInst(block)) {
                f.layout.removeInst(inst);
            }
            f.layout.appendInst(f.dfg.makeInst(new InstData.Trap(Opcode.TRAP, TrapCode.user(1))), block);
            return true;
        }
    }

    /** A conditional branch asks for an operand of what it asked for. */
    static final class ConditionOperand implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return BlockChanges.sites(
                    functions, (f, block) -> f.dfg.instData(f.layout.lastInst(block)) instanceof InstData.Brif ? 3 : 0);
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            if (!isThere(f, site.entity())
                    || !(f.dfg.instData(f.layout.lastInst(site.entity())) instanceof InstData.Brif brif)) {
                return false;
            }
            int definition = f.dfg.valueDefInst(f.dfg.resolveAliases(brif.cond()));
            if (definition < 0 || site.part() >= f.dfg.instData(definition).argCount()) {
                return false;
            }
            int operand = f.dfg.resolveAliases(f.dfg.instData(definition).arg(site.part()));
            if (!f.dfg.valueType(operand).isInt()) {
                return false;
            }
            f.dfg.replace(
                    f.layout.lastInst(site.entity()),
                    new InstData.Brif(Opcode.BRIF, operand, brif.thenDest(), brif.elseDest()));
            return true;
        }
    }

    /** A branch goes to one of its targets, whatever the condition. */
    static final class BranchTo implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return BlockChanges.sites(functions, (f, block) -> {
                InstData data = f.dfg.instData(f.layout.lastInst(block));
                return data instanceof InstData.Jump ? 0 : data.destCount();
            });
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            if (!isThere(f, site.entity())) {
                return false;
            }
            int last = f.layout.lastInst(site.entity());
            InstData data = f.dfg.instData(last);
            if (data instanceof InstData.Jump || site.part() >= data.destCount()) {
                return false;
            }
            BlockCall dest = data.dest(site.part());
            for (int arg : dest.args()) {
                if (!BlockCall.isValue(arg)) {
                    return false;
                }
            }
            f.dfg.replace(last, new InstData.Jump(Opcode.JUMP, dest));
            return true;
        }
    }

    /** A parameter of a block goes: it becomes what comes along the first branch to the block. */
    static final class DropParam implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return BlockChanges.sites(
                    functions, (f, block) -> block == f.layout.entryBlock() ? 0 : 2 * f.dfg.blockParamCount(block));
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            int block = site.entity();
            int number = site.part() / 2;
            if (!isThere(f, block) || number >= f.dfg.blockParamCount(block)) {
                return false;
            }
            int param = f.dfg.blockParam(block, number);
            Type type = f.dfg.valueType(param);
            int by = site.part() % 2 == 0
                    ? argument(f, block, number)
                    : Constants.insert(f, type, 0, f.layout.firstInst(f.layout.entryBlock()));
            if (by < 0 || by == param) {
                return false;
            }
            f.dfg.removeBlockParam(block, number);
            f.dfg.changeToAlias(param, by);
            for (int b = f.layout.firstBlock(); b >= 0; b = f.layout.nextBlock(b)) {
                int last = f.layout.lastInst(b);
                InstData data = f.dfg.instData(last);
                if (data.destCount() > 0) {
                    f.dfg.replace(last, data.mapDests(dest -> dest.block() == block ? without(dest, number) : dest));
                }
            }
            return true;
        }

        private static int argument(Function f, int block, int number) {
            for (int b = f.layout.firstBlock(); b >= 0; b = f.layout.nextBlock(b)) {
                InstData data = f.dfg.instData(f.layout.lastInst(b));
                for (int d = 0; d < data.destCount(); d++) {
                    BlockCall dest = data.dest(d);
                    if (dest.block() == block && BlockCall.isValue(dest.arg(number))) {
                        return f.dfg.resolveAliases(dest.arg(number));
                    }
                }
            }
            return -1;
        }
    }

    static BlockCall without(BlockCall call, int number) {
        return call.withArgs(without(call.args(), number));
    }

    static int[] without(int[] all, int number) {
        int[] rest = Arrays.copyOf(all, all.length - 1);
        System.arraycopy(all, number + 1, rest, number, rest.length - number);
        return rest;
    }

    /** A block that ends in a jump to a block that nothing else leads to takes it in. */
    static final class Merge implements Change {
        @Override
        public List<Site> sites(List<Function> functions) {
            return BlockChanges.sites(
                    functions, (f, block) -> f.dfg.instData(f.layout.lastInst(block)) instanceof InstData.Jump ? 1 : 0);
        }

        @Override
        public boolean apply(List<Function> functions, Site site) {
            Function f = functions.get(site.function());
            if (!isThere(f, site.entity())) {
                return false;
            }
            int last = f.layout.lastInst(site.entity());
            if (!(f.dfg.instData(last) instanceof InstData.Jump jump)) {
                return false;
            }
            int next = jump.target().block();
            if (next == site.entity() || predecessors(f, next) != 1 || next == f.layout.entryBlock()) {
                return false;
            }
            int[] params = new int[f.dfg.blockParamCount(next)];
            for (int i = 0; i < params.length; i++) {
                params[i] = f.dfg.blockParam(next, i);
            }
            f.dfg.clearBlockParams(next);
            for (int i = 0; i < params.length; i++) {
                f.dfg.changeToAlias(
                        params[i], f.dfg.resolveAliases(jump.target().arg(i)));
            }
            f.layout.removeInst(last);
            for (int inst = f.layout.firstInst(next); inst >= 0; inst = f.layout.firstInst(next)) {
                f.layout.removeInst(inst);
                f.layout.appendInst(inst, site.entity());
            }
            f.layout.removeBlock(next);
            return true;
        }

        private static int predecessors(Function f, int block) {
            int count = 0;
            for (int b = f.layout.firstBlock(); b >= 0; b = f.layout.nextBlock(b)) {
                InstData data = f.dfg.instData(f.layout.lastInst(b));
                for (int d = 0; d < data.destCount(); d++) {
                    count += data.dest(d).block() == block ? 1 : 0;
                }
            }
            return count;
        }
    }
}
