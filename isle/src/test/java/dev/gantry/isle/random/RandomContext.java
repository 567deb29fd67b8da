package dev.gantry.isle.random;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The context of random programs, with one external term of each shape. The declarations are in {@link #DECLS}. */
public class RandomContext {
    static final String DECLS = """
            (type int (primitive int))
            (type long (primitive long))
            (type byte (primitive byte))
            (type Ref (primitive Ref))
            (type U extern (enum P Q R))
            (type E extern (enum (None) (One (a int)) (Two (left E) (right U)) (Wide (x long) (y bool))))
            (type S extern (struct (i int) (r Ref)))
            (extern const $TWO int)
            (extern const $BIG long)
            (extern const $REF Ref)
            (decl pure partial even (int) int)
            (extern constructor even even)
            (extern extractor even even)
            (decl pure partial lhalf (long) long)
            (extern constructor lhalf lhalf)
            (extern extractor lhalf lhalf)
            (decl pure partial positive (int) bool)
            (extern constructor positive positive)
            (decl partial unref (int) Ref)
            (extern extractor unref unref)
            (decl is_small () int)
            (extern extractor is_small isSmall)
            (decl split (int long bool int) int)
            (extern extractor split split)
            (decl refs (Ref int Ref byte) int)
            (extern extractor refs refs)
            (decl both (bool int) long)
            (extern extractor infallible both both)
            (decl inc (int) int)
            (extern extractor infallible inc inc)
            (decl pure partial ref (int) Ref)
            (extern constructor ref ref)
            (decl pure add (int int) int)
            (extern constructor add add)
            (decl pure wide (int) long)
            (extern constructor wide wide)
            (decl pure narrow (int) byte)
            (extern constructor narrow narrow)
            (decl pure not (bool) bool)
            (extern constructor not not)
            (decl emit (int long) int)
            (extern constructor emit emit)
            (decl partial try_emit (int) long)
            (extern constructor try_emit tryEmit)
            (decl pure multi below (int) int)
            (extern constructor below below)
            (extern extractor below belowAt)
            (decl pure multi pairs (int long) int)
            (extern extractor pairs pairsAt)
            (convert int long wide)
            """;

    public enum U {
        P,
        Q,
        R
    }

    public record Ref(int x) {}

    public record S(int i, Ref r) {}

    public interface E {
        int tag();

        record None() implements E {
            @Override
            public int tag() {
                return 0;
            }
        }

        record One(int a) implements E {
            @Override
            public int tag() {
                return 1;
            }
        }

        record Two(E left, U right) implements E {
            @Override
            public int tag() {
                return 2;
            }
        }

        record Wide(long x, boolean y) implements E {
            @Override
            public int tag() {
                return 3;
            }
        }
    }

    public static final int TWO = 2;
    public static final long BIG = 1L << 33;
    public static final Ref REF = new Ref(1);

    public boolean failed;
    public int i0;
    public int i1;
    public long l0;
    public boolean z0;
    public @Nullable Object o0;
    public @Nullable Object o1;
    final List<String> log = new ArrayList<>();
    private final List<IntSink> sinks = new ArrayList<>();
    private int openSinks;

    /** Collects ints. */
    public static final class IntSink {
        final List<Integer> values = new ArrayList<>();
        int limit = Integer.MAX_VALUE;

        public void add(int value) {
            values.add(value);
        }

        public boolean full() {
            return values.size() >= limit;
        }

        public int size() {
            return values.size();
        }

        public int get(int i) {
            return values.get(i);
        }
    }

    public IntSink openIntSink() {
        openSinks++;
        IntSink sink = new IntSink();
        sinks.add(sink);
        return sink;
    }

    public void closeIntSink(IntSink sink) {
        if (sinks.removeLast() != sink) {
            throw new AssertionError("sinks are closed out of order");
        }
        openSinks--;
    }

    int openSinks() {
        return openSinks;
    }

    /** Thrown where no rule of a total term matches. */
    static final class NoRule extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoRule(String term) {
            super(term);
        }
    }

    public RuntimeException noRuleMatched(String term) {
        return new NoRule(term);
    }

    public int even(int x) {
        return x % 2 == 0 ? x / 2 : Integer.MIN_VALUE;
    }

    public long lhalf(long x) {
        failed = x % 2 != 0;
        return x / 2;
    }

    public boolean positive(int x) {
        if (x == 0) {
            failed = true;
        }
        return x > 0;
    }

    public int unref(Ref r) {
        return r.x() == 3 ? Integer.MIN_VALUE : r.x();
    }

    public boolean isSmall(int x) {
        return x < 2;
    }

    public boolean split(int x) {
        scramble();
        i0 = x - 1;
        l0 = x;
        z0 = x > 1;
        i1 = x / 2;
        return x != 3;
    }

    public boolean refs(int x) {
        scramble();
        o0 = new Ref(x);
        i0 = x;
        o1 = new Ref(x + 1);
        i1 = x & 1;
        return x > 0;
    }

    public void both(long x) {
        scramble();
        z0 = x > 2;
        i0 = (int) x;
    }

    /** Any other call may overwrite what an extractor left. */
    private void scramble() {
        i0 = 99;
        i1 = 98;
        l0 = 97;
        z0 = !z0;
        o0 = REF;
        o1 = REF;
        failed = !failed;
    }

    public int inc(int x) {
        return x + 1;
    }

    public @Nullable Ref ref(int x) {
        scramble();
        return x == 1 ? null : new Ref(x);
    }

    public int add(int x, int y) {
        return (x + y) % 7;
    }

    public long wide(int x) {
        scramble();
        return x == 4 ? BIG : x;
    }

    public byte narrow(int x) {
        return (byte) (x & 3);
    }

    public boolean not(boolean x) {
        return !x;
    }

    public int emit(int x, long y) {
        scramble();
        log.add("emit " + x + " " + y);
        return x;
    }

    public long tryEmit(int x) {
        log.add("try " + x);
        failed = x == 2;
        return x;
    }

    public void below(int x, IntSink out) {
        for (int i = 0; i < x; i++) {
            out.add(i);
        }
    }

    public int belowAt(int x, int cursor) {
        scramble();
        i0 = cursor;
        return cursor < x ? cursor + 1 : -1;
    }

    public int pairsAt(int x, int cursor) {
        scramble();
        i0 = cursor;
        l0 = x - cursor;
        return cursor <= x ? cursor + 1 : -1;
    }
}
