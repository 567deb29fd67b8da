package dev.gantry.fuzz.reduce;

import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.Type;
import dev.gantry.clif.text.ClifPrinter;
import dev.gantry.clif.text.ClifReader;
import dev.gantry.clif.text.ClifSyntaxException;
import dev.gantry.clif.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Delta debugging of functions: the changes of {@link Changes} are tried one after the other, each at many sites at once, then at fewer, until nothing that can be left out is left.
 * A candidate counts if the verifier accepts it and the fault stays.
 *
 * <p>Example: of 200 sites at which an instruction might go, the first 100 are tried together; if the fault is gone then, the first 50, and so on down to single ones, and after each
 * success the next as many.
 */
public final class Reducer {
    private final Predicate<List<Function>> fails;
    private final long deadline;
    private String best = "";
    private int attempts;

    /**
     * A reducer.
     *
     * @param fails whether functions still show the fault; it must not change them
     * @param seconds how long it may take, more or less
     */
    public Reducer(Predicate<List<Function>> fails, long seconds) {
        this.fails = fails;
        this.deadline = System.nanoTime() + seconds * 1_000_000_000L;
    }

    /** How many candidates were tried. */
    public int attempts() {
        return attempts;
    }

    /** Functions, as small as was found, that still fail. The functions given must fail; they are not changed. */
    public List<Function> reduce(List<Function> functions) {
        best = print(functions);
        attempts = 0;
        boolean progress = true;
        while (progress && !late()) {
            int before = best.length();
            for (Change change : Changes.all()) {
                attempt(change);
            }
            progress = best.length() < before;
        }
        return ClifReader.readFunctions(best);
    }

    private boolean late() {
        return System.nanoTime() > deadline;
    }

    private static String print(List<Function> functions) {
        StringBuilder text = new StringBuilder();
        for (Function function : functions) {
            text.append(ClifPrinter.print(function));
        }
        return text.toString();
    }

    private void attempt(Change change) {
        int count = change.sites(ClifReader.readFunctions(best)).size();
        for (int chunk = Math.max(1, Integer.highestOneBit(count)); chunk > 0 && !late(); chunk /= 2) {
            int from = 0;
            while (!late()) {
                List<Function> candidate = ClifReader.readFunctions(best);
                List<Site> sites = change.sites(candidate);
                if (from >= sites.size()) {
                    break;
                }
                boolean smaller =
                        candidate(change, candidate, sites.subList(from, Math.min(sites.size(), from + chunk)));
                int left =
                        smaller ? change.sites(ClifReader.readFunctions(best)).size() : sites.size();
                // Where sites disappear, the next ones move up.
                from += Math.max(0, chunk - (sites.size() - left));
            }
        }
    }

    private boolean candidate(Change change, List<Function> functions, List<Site> sites) {
        List<Function> candidate = new ArrayList<>(functions);
        boolean changed = false;
        for (Site site : sites) {
            changed |= change.apply(candidate, site);
        }
        if (!changed) {
            return false;
        }
        for (Function function : candidate) {
            Cleanup.run(function);
            if (!Verifier.verify(function, Type.I64).isEmpty()) {
                return false;
            }
        }
        String text = Cleanup.withoutUnusedDeclarations(print(candidate));
        if (text.equals(best)) {
            return false;
        }
        attempts++;
        try {
            List<Function> again = ClifReader.readFunctions(text);
            if (text.length() <= best.length() + 40 * sites.size() && fails.test(again)) {
                best = text;
                return true;
            }
        } catch (ClifSyntaxException e) {
            return false;
        }
        return false;
    }
}
