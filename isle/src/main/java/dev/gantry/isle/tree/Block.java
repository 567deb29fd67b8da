package dev.gantry.isle.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of steps of a decision tree. A step whose test does not hold, or within which nothing matched, is followed by the next;
 * past the last step the block falls through to what follows it.
 */
public final class Block {
    private final List<Step> steps = new ArrayList<>();
    private boolean fallsThrough = true;
    private boolean outlined;

    /** The steps. */
    public List<Step> steps() {
        return steps;
    }

    /** Whether nothing may match in it. */
    public boolean fallsThrough() {
        return fallsThrough;
    }

    /** Says whether nothing may match in it. */
    public void setFallsThrough(boolean falls) {
        fallsThrough = falls;
    }

    /** Whether the block is to become a method of its own. */
    public boolean outlined() {
        return outlined;
    }

    /** Makes the block a method of its own. */
    public void outline() {
        outlined = true;
    }
}
