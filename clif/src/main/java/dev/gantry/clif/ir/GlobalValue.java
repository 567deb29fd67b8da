package dev.gantry.clif.ir;

/** A value that is the same wherever in the function it is asked for, and can be computed anew each time. */
public sealed interface GlobalValue {
    /** The parameter of purpose vmctx. */
    record VmContext() implements GlobalValue {}

    /**
     * What lies in memory at another global value plus offset.
     *
     * @param base global value of the address
     * @param offset bytes
     * @param type type of the value
     * @param flags {@link MemFlags} of the load
     */
    record Load(int base, int offset, Type type, int flags) implements GlobalValue {}

    /**
     * Another global value plus a constant.
     *
     * @param base the other
     * @param imm what is added
     * @param type type of both
     */
    record IaddImm(int base, long imm, Type type) implements GlobalValue {}

    /**
     * The address of a symbol.
     *
     * @param name the symbol
     * @param offset bytes added
     * @param colocated whether it is linked together with this function
     * @param tls whether it names thread-local storage
     */
    record Symbol(ExternalName name, long offset, boolean colocated, boolean tls) implements GlobalValue {}

    /**
     * The scale of a dynamic vector type on this target.
     *
     * @param vectorType the vector at scale one
     */
    record DynScaleTargetConst(Type vectorType) implements GlobalValue {}
}
