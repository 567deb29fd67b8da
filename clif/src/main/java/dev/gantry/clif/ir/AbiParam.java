package dev.gantry.clif.ir;

/**
 * One parameter or result of a signature.
 *
 * @param type type of the value
 * @param extension how a narrow integer fills its register
 * @param purpose what the value is for
 * @param structBytes size of the struct passed by value when the purpose is {@link Purpose#STRUCT_ARGUMENT}, else 0
 */
public record AbiParam(Type type, Extension extension, Purpose purpose, int structBytes) {
    /** How an integer narrower than its register is extended. */
    public enum Extension {
        NONE,
        UEXT,
        SEXT
    }

    /** What a parameter or result is for. */
    public enum Purpose {
        NORMAL,
        /** Address of a struct of {@link #structBytes} that the convention passes by value on the stack. */
        STRUCT_ARGUMENT,
        /** Address of the memory for a struct that is returned. */
        STRUCT_RETURN,
        /** Address of the VM context. */
        VMCONTEXT
    }

    /** An ordinary parameter without extension. */
    public static AbiParam of(Type type) {
        return new AbiParam(type, Extension.NONE, Purpose.NORMAL, 0);
    }

    /** A parameter of special purpose. */
    public static AbiParam of(Type type, Purpose purpose) {
        return new AbiParam(type, Extension.NONE, purpose, 0);
    }

    /** A parameter that is extended. */
    public static AbiParam of(Type type, Extension extension) {
        return new AbiParam(type, extension, Purpose.NORMAL, 0);
    }

    @Override
    public String toString() {
        String text = type.toString();
        switch (extension) {
            case UEXT -> text += " uext";
            case SEXT -> text += " sext";
            case NONE -> {}
        }
        switch (purpose) {
            case STRUCT_ARGUMENT -> text += " sarg(" + structBytes + ")";
            case STRUCT_RETURN -> text += " sret";
            case VMCONTEXT -> text += " vmctx";
            case NORMAL -> {}
        }
        return text;
    }
}
