package dev.gantry.asm;

/**
 * One way in which an instruction or a datum refers to a label: where the field is, how far it reaches, how the distance
 * is written into it, and how the reach is extended by a veneer.
 *
 * <p>Implementations are stateless constants of an ISA package. All distances are in bytes and counted from the start of
 * the field that is patched.
 */
public interface LabelUse {
    /** Greatest distance forwards (target minus field offset) that the field can express. */
    int maxForward();

    /** Greatest distance backwards (field offset minus target) that the field can express. */
    int maxBackward();

    /** Number of bytes that {@link #patch} may touch, from the field's offset on. */
    int patchSize();

    /**
     * Writes the reference into the code.
     *
     * @param code the buffer's bytes
     * @param offset offset of the field in {@code code}
     * @param target offset of the label in {@code code}
     */
    void patch(byte[] code, int offset, int target);

    /** Whether a reference of this kind can go through a veneer. */
    boolean supportsVeneer();

    /** Size in bytes of the veneer, 0 if {@link #supportsVeneer} is false. */
    int veneerSize();

    /**
     * Writes a veneer at the end of the buffer and returns the kind of its own reference to the final target, which the
     * buffer records at {@code veneerStart + }{@link #veneerFieldOffset}.
     */
    LabelUse writeVeneer(CodeBuffer buffer);

    /** Offset within the veneer of the field that refers to the final target. */
    int veneerFieldOffset();
}
