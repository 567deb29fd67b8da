package run;

import java.util.ArrayList;
import java.util.List;

public class Ctx extends Base {
    /** The members of each class. */
    final List<List<Node>> classes = new ArrayList<>();
    int open;

    int value(Node... nodes) {
        classes.add(new ArrayList<>(List.of(nodes)));
        return classes.size() - 1;
    }

    public int node(int value, int cursor) {
        i0 = -77;
        if (cursor == classes.get(value).size()) {
            return -1;
        }
        o0 = classes.get(value).get(cursor);
        return cursor + 1;
    }

    public int fold(int a, int b) {
        return a + b;
    }

    public int konst(int k) {
        log.append("konst ").append(k).append("; ");
        return value(new Node.Const(k));
    }

    public int add(int a, int b) {
        log.append("add ").append(a).append(' ').append(b).append("; ");
        return value(new Node.Add(a, b));
    }

    public int mul(int a, int b) {
        log.append("mul ").append(a).append(' ').append(b).append("; ");
        return value(new Node.Mul(a, b));
    }

    public IntSink openIntSink() {
        open++;
        return new IntSink(100);
    }

    public void closeIntSink(IntSink sink) {
        open--;
    }

    static String run(int v, int limit, Ctx c) {
        IntSink out = new IntSink(limit);
        c.log.setLength(0);
        Rules.simplify(c, v, out);
        if (c.open != 0) {
            throw new AssertionError("open sinks: " + c.open);
        }
        return v + " limit " + limit + ": " + out.values + " " + c.log.toString().strip() + "\n";
    }

    static String main() {
        Ctx c = new Ctx();
        int one = c.value(new Node.Const(1), new Node.Const(0));
        int two = c.value(new Node.Const(2));
        int sum = c.value(new Node.Add(one, two), new Node.Add(two, one));
        int prod = c.value(new Node.Mul(two, one));
        int both = c.value(new Node.Add(prod, two), new Node.Mul(two, two));
        StringBuilder out = new StringBuilder();
        for (int limit : new int[] {100, 1, 2, 3}) {
            out.append(run(sum, limit, c)).append(run(both, limit, c)).append(run(two, limit, c));
        }
        return out.toString();
    }
}

class IntSink {
    final List<Integer> values = new ArrayList<>();
    private final int limit;

    IntSink(int limit) {
        this.limit = limit;
    }

    void add(int value) {
        values.add(value);
    }

    boolean full() {
        return values.size() >= limit;
    }

    int size() {
        return values.size();
    }

    int get(int i) {
        return values.get(i);
    }
}

interface Node {
    int tag();

    record Const(int k) implements Node {
        public int tag() {
            return 0;
        }
    }

    record Add(int a, int b) implements Node {
        public int tag() {
            return 1;
        }
    }

    record Mul(int a, int b) implements Node {
        public int tag() {
            return 2;
        }
    }
}
