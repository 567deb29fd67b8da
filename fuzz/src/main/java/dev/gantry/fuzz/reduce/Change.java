package dev.gantry.fuzz.reduce;

import dev.gantry.clif.ir.Function;
import java.util.List;

/** A way to make functions smaller. */
interface Change {
    /** Where it could be tried, in the order in which to try. */
    List<Site> sites(List<Function> functions);

    /** Changes the functions at a site; false, and nothing changed, if that makes no sense (any more). The result may be invalid. */
    boolean apply(List<Function> functions, Site site);
}
