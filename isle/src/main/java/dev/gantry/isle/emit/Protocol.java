package dev.gantry.isle.emit;

import dev.gantry.isle.sema.JavaKind;
import dev.gantry.isle.sema.Term;

/** How a generated method says that its term failed, that nothing in it matched, and that there is a result. */
enum Protocol {
    /** The method of a term, or a part at its end: where nothing matched the term has failed, or must not have. */
    TERM,
    /** A part that falls through: {@code null} or {@code Integer.MIN_VALUE} says that nothing matched. */
    MISS_BY_VALUE,
    /**
     * A part that falls through: {@code ctx.failed} says that nothing matched. If the term's own failure is told by
     * {@code ctx.failed} too, the value beside it tells the two apart: zero for failure.
     */
    MISS_BY_FLAG,
    /** A multi term: results go to {@code out}, and there is nothing to say. */
    MULTI;

    /** The protocol of a part that falls through. */
    static Protocol ofPart(Term term, boolean mayFail) {
        if (term.multi()) {
            return MULTI;
        }
        JavaKind kind = term.result().javaKind();
        boolean byValue = kind == JavaKind.REFERENCE || (kind == JavaKind.INT && term.partial());
        return byValue && !mayFail ? MISS_BY_VALUE : MISS_BY_FLAG;
    }
}
