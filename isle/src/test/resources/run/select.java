package run;

import java.util.ArrayList;
import java.util.List;

public class Ctx extends Base {
    final List<Data> insts = new ArrayList<>();

    int add(Data d) {
        insts.add(d);
        return insts.size() - 1;
    }

    public Data inst_data(int value) {
        return insts.get(value);
    }

    public long small(long x) {
        failed = x > 100;
        return x;
    }

    public int fits(long x) {
        return x == (int) x ? (int) x : Integer.MIN_VALUE;
    }

    public boolean pair(int x) {
        if (!(insts.get(x) instanceof Data.Const c)) {
            return false;
        }
        i0 = 10;
        l0 = c.imm();
        z0 = c.imm() > 5;
        o0 = c.imm() == 6 ? Op.Add : Op.Not;
        return true;
    }

    public int imm(long x) {
        return x < 1000 ? (int) x : Integer.MIN_VALUE;
    }

    public int emit(Op op, int a, int b) {
        log.append(op).append('(').append(a).append(',').append(b).append(") ");
        return 100;
    }

    public int int_value(int x) {
        return x;
    }

    public int vi(int x) {
        return x;
    }

    public int trunc(long x) {
        return (int) x;
    }

    static String main() {
        Ctx c = new Ctx();
        int k3 = c.add(new Data.Const(3));
        int k2000 = c.add(new Data.Const(2000));
        int k0 = c.add(new Data.Const(0));
        int k5 = c.add(new Data.Const(5));
        int k6 = c.add(new Data.Const(6));
        int k7 = c.add(new Data.Const(7));
        int nop = c.add(new Data.Nop());
        int[] tests = {
            k3, k2000, k0, k5, nop,
            c.add(new Data.Bin(Op.Add, nop, k3)),
            c.add(new Data.Bin(Op.Add, nop, k2000)),
            c.add(new Data.Bin(Op.Add, k3, k3)),
            c.add(new Data.Bin(Op.Sub, k3, k3)),
            c.add(new Data.Bin(Op.Sub, k3, k2000)),
            c.add(new Data.Bin(Op.Sub, k3, k5)),
            c.add(new Data.Un(Op.Neg, k6)),
            c.add(new Data.Un(Op.Neg, k7)),
            c.add(new Data.Un(Op.Neg, k5)),
            c.add(new Data.Un(Op.Neg, nop)),
            c.add(new Data.Const(1L << 40)),
        };
        for (int t : tests) {
            int r = Rules.lower(c, t);
            c.log.append(t).append(" -> ").append(r == Integer.MIN_VALUE ? "fail" : "" + r).append('\n');
        }
        return c.log.toString();
    }
}

enum Op {
    Add, Sub, Neg, Not
}

interface Data {
    int tag();

    record Bin(Op op, int a, int b) implements Data {
        public int tag() {
            return 0;
        }
    }

    record Un(Op op, int a) implements Data {
        public int tag() {
            return 1;
        }
    }

    record Const(long imm) implements Data {
        public int tag() {
            return 2;
        }
    }

    record Nop() implements Data {
        public int tag() {
            return 3;
        }
    }
}
