package run;

public class Ctx extends Base {
    static final Point ORIGIN = new Point(0, 0);
    static final int ANSWER = 42;
    static final int SEVEN = 7;

    public int mul(int x, int y) {
        return x * y;
    }

    public int add(int x, int y) {
        return x + y;
    }

    public String describe(int n, Color c) {
        return n + " " + c;
    }

    static String main() {
        Ctx c = new Ctx();
        StringBuilder out = new StringBuilder();
        out.append(Rules.area(c, new Shape.Circle(3))).append(' ');
        out.append(Rules.area(c, new Shape.Rect(3, 4))).append(' ');
        out.append(Rules.area(c, new Shape.Empty())).append('\n');
        out.append(Rules.mirror(c, new Point(1, 2))).append(' ').append(Rules.mirror(c, new Point(2, 2))).append('\n');
        out.append(Rules.only_origin(c, new Point(0, 0))).append('\n');
        try {
            out.append(Rules.only_origin(c, new Point(0, 1)));
        } catch (IllegalStateException e) {
            out.append(e.getMessage()).append('\n');
        }
        for (Color color : Color.values()) {
            out.append(Rules.next(c, color)).append(' ');
        }
        out.append('\n').append(Rules.sum(c, Rules.range(c, 1, 101))).append('\n');
        for (int n : new int[] {42, Integer.MAX_VALUE, Integer.MIN_VALUE, 7}) {
            out.append(Rules.class_(c, n)).append('\n');
        }
        for (int n : new int[] {42, 43, 7}) {
            out.append(Rules.which(c, n, 1)).append(' ').append(Rules.which(c, n, 2)).append('\n');
        }
        return out.toString();
    }
}
