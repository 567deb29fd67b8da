package dev.gantry.isle.tree;

import dev.gantry.isle.sema.JavaKind;
import dev.gantry.isle.sema.Term;
import dev.gantry.isle.sema.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of one term in normal form: values ({@link Binding}) that all rules share by hash-consing, and per rule a
 * {@link Row} of tests on them and of calls to make.
 *
 * <p>Example: the rules {@code (f (A.X 1))} and {@code (f (A.X y))} share the bindings argument 0 and its field 0; the first tests
 * at two sites (argument 0 is variant X; field 0 is 1), the second at the first of them.
 *
 * <p>Invariant: a binding's operands have smaller numbers than it.
 */
public final class RuleSet {
    private final Term term;
    private final List<Binding> bindings = new ArrayList<>();
    private final Map<Binding, Integer> bindingNumbers = new HashMap<>();
    /** Per binding the sites that must have been tested before it has a value. */
    private final List<int[]> needs = new ArrayList<>();

    private final List<Site> sites = new ArrayList<>();
    private final Map<Site, Integer> siteNumbers = new HashMap<>();
    private final List<Test> tests = new ArrayList<>();
    private final Map<Test, Integer> testNumbers = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    RuleSet(Term term) {
        this.term = term;
    }

    /** The term. */
    public Term term() {
        return term;
    }

    /** The binding of a number. */
    public Binding binding(int binding) {
        return bindings.get(binding);
    }

    /** How many bindings there are. */
    public int bindingCount() {
        return bindings.size();
    }

    /** The site of a number. */
    public Site site(int site) {
        return sites.get(site);
    }

    /** How many sites there are. */
    public int siteCount() {
        return sites.size();
    }

    /** The test of a number. */
    public Test test(int test) {
        return tests.get(test);
    }

    /** The rules in source order. */
    public List<Row> rows() {
        return rows;
    }

    /** The type of a binding that is a value. */
    public Type type(int binding) {
        return switch (bindings.get(binding)) {
            case Binding.Arg b -> b.type();
            case Binding.Int b -> b.type();
            case Binding.Bool b -> b.type();
            case Binding.Const b -> b.type();
            case Binding.Extract b -> b.term().args().get(0);
            case Binding.Call b -> b.term().result();
            case Binding.Output b -> b.type();
            case Binding.Field b -> b.type();
        };
    }

    /** Whether a call or extraction may fail. */
    public boolean fallible(int binding) {
        return switch (bindings.get(binding)) {
            case Binding.Extract e ->
                e.term().extractor() instanceof Term.Extractor.Extern x
                        && !x.infallible()
                        && !e.term().multi();
            case Binding.Call c -> c.term().partial();
            default -> false;
        };
    }

    /** Whether a call or extraction gives any number of results. */
    public boolean multi(int binding) {
        return switch (bindings.get(binding)) {
            case Binding.Extract e -> e.term().multi();
            case Binding.Call c -> c.term().multi();
            default -> false;
        };
    }

    /** The sites that must have been tested before {@code binding} has a value, ascending. */
    public int[] needs(int binding) {
        return needs.get(binding);
    }

    /** Whether tests at the site, all different, cover all values it can have. */
    boolean exhaustive(int site, Collection<Integer> testNumbers) {
        int values = 0;
        for (int number : testNumbers) {
            Test test = tests.get(number);
            values += test instanceof Test.IsVariant || test instanceof Test.IsBool ? 1 : 0;
        }
        Type type = type(sites.get(site).binding());
        if (type.javaKind() == JavaKind.BOOLEAN) {
            return values == 2;
        }
        return !type.variants().isEmpty() && values == type.variants().size();
    }

    void add(Row row) {
        rows.add(row);
    }

    int intern(Binding binding) {
        Integer known = bindingNumbers.get(binding);
        if (known != null) {
            return known;
        }
        int[] need = computeNeeds(binding);
        int number = bindings.size();
        bindings.add(binding);
        needs.add(need);
        bindingNumbers.put(binding, number);
        return number;
    }

    int intern(Site site) {
        Integer known = siteNumbers.get(site);
        if (known != null) {
            return known;
        }
        sites.add(site);
        siteNumbers.put(site, sites.size() - 1);
        return sites.size() - 1;
    }

    int intern(Test test) {
        Integer known = testNumbers.get(test);
        if (known != null) {
            return known;
        }
        tests.add(test);
        testNumbers.put(test, tests.size() - 1);
        return tests.size() - 1;
    }

    private int[] computeNeeds(Binding binding) {
        return switch (binding) {
            case Binding.Extract b -> needs.get(b.input());
            case Binding.Output b -> {
                if (multi(b.source())) {
                    yield with(needs.get(b.source()), new Site(Site.Kind.EACH, b.source(), -1));
                }
                if (fallible(b.source())) {
                    yield with(needs.get(b.source()), new Site(Site.Kind.SUCCESS, b.source(), -1));
                }
                yield needs.get(b.source());
            }
            case Binding.Field b ->
                type(b.source()).variants().size() > 1
                        ? with(needs.get(b.source()), new Site(Site.Kind.VALUE, b.source(), -1))
                        : needs.get(b.source());
            case Binding.Call b -> {
                int[] all = {};
                for (int arg : b.args()) {
                    all = union(all, needs.get(arg));
                }
                yield all;
            }
            case Binding.Arg b -> new int[0];
            case Binding.Int b -> new int[0];
            case Binding.Bool b -> new int[0];
            case Binding.Const b -> new int[0];
        };
    }

    private int[] with(int[] sites, Site site) {
        return union(sites, new int[] {intern(site)});
    }

    private static int[] union(int[] a, int[] b) {
        if (b.length == 0) {
            return a;
        }
        int[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        Arrays.sort(all);
        int n = 0;
        for (int i = 0; i < all.length; i++) {
            if (i == 0 || all[i] != all[i - 1]) {
                all[n++] = all[i];
            }
        }
        return Arrays.copyOf(all, n);
    }
}
