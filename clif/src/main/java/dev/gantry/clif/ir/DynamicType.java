package dev.gantry.clif.ir;

/**
 * A dynamic vector type of a function.
 *
 * @param baseVector the vector at scale one
 * @param scale global value that gives the scale
 */
public record DynamicType(Type baseVector, int scale) {
    @Override
    public String toString() {
        return baseVector + "*gv" + scale;
    }
}
