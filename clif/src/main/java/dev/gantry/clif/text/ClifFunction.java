package dev.gantry.clif.text;

import dev.gantry.clif.ir.Function;
import java.util.List;

/**
 * A function as it was read.
 *
 * @param function the function
 * @param comments comments in it and after it up to the next function
 * @param sourceMap where its entities were declared
 */
public record ClifFunction(Function function, List<Comment> comments, SourceMap sourceMap) {}
