package dev.gantry.wasm;

/**
 * Operand and result types of an operator, named by its own letters: {@code II_I} pops two i32 and pushes one.
 *
 * <p>{@code I} is i32, {@code L} i64, {@code F} f32, {@code D} f64, {@code V} v128, {@code R} funcref, {@code N}
 * nothing. The name is the definition: the columns are read off it when the class is initialised.
 */
public enum OpSignature {
    N_N,
    N_I,
    N_L,
    N_F,
    N_D,
    N_V,
    N_R,
    I_I,
    I_L,
    I_F,
    I_D,
    I_V,
    L_I,
    L_L,
    L_F,
    L_D,
    L_V,
    F_I,
    F_L,
    F_F,
    F_D,
    F_V,
    D_I,
    D_L,
    D_F,
    D_D,
    D_V,
    V_I,
    V_L,
    V_F,
    V_D,
    V_V,
    II_N,
    II_I,
    IL_N,
    IF_N,
    ID_N,
    IV_N,
    IV_V,
    LL_I,
    LL_L,
    FF_I,
    FF_F,
    DD_I,
    DD_D,
    VI_V,
    VL_V,
    VF_V,
    VD_V,
    VV_V,
    III_N,
    VVV_V,

    /** The types depend on immediates or on the operand stack. */
    SPECIAL;

    private final ValType[] params;
    private final ValType[] results;

    OpSignature() {
        String name = name();
        int split = name.indexOf('_');
        this.params = split < 0 ? noTypes() : types(name, 0, split);
        this.results = split < 0 ? noTypes() : types(name, split + 1, name.length());
    }

    private static ValType[] noTypes() {
        return new ValType[0];
    }

    private static ValType[] types(String name, int from, int to) {
        if (name.charAt(from) == 'N') return noTypes();
        ValType[] types = new ValType[to - from];
        for (int i = from; i < to; i++) {
            types[i - from] = switch (name.charAt(i)) {
                case 'I' -> ValType.I32;
                case 'L' -> ValType.I64;
                case 'F' -> ValType.F32;
                case 'D' -> ValType.F64;
                case 'V' -> ValType.V128;
                default -> ValType.FUNCREF;
            };
        }
        return types;
    }

    /** How many operands are popped, 0 to 3. */
    public int paramCount() {
        return params.length;
    }

    /** Type of operand {@code i}; operand 0 is the deepest on the stack. */
    public ValType param(int i) {
        return params[i];
    }

    /** How many results are pushed. */
    public int resultCount() {
        return results.length;
    }

    /** Type of result {@code i}. */
    public ValType result(int i) {
        return results[i];
    }
}
