package dev.gantry.wasm.text;

/** The words of the two grammars that are not mnemonics of operators. */
enum Word {
    // Modules and their fields.
    MODULE("module"),
    TYPE("type"),
    FUNC("func"),
    PARAM("param"),
    RESULT("result"),
    LOCAL("local"),
    IMPORT("import"),
    EXPORT("export"),
    TABLE("table"),
    MEMORY("memory"),
    GLOBAL("global"),
    TAG("tag"),
    REC("rec"),
    MUT("mut"),
    ELEM("elem"),
    DATA("data"),
    OFFSET("offset"),
    ITEM("item"),
    DECLARE("declare"),
    START("start"),
    THEN("then"),
    SHARED("shared"),
    PAGESIZE("pagesize"),

    // Types, those of values with their byte in the binary format.
    I32("i32", 0x7F),
    I64("i64", 0x7E),
    F32("f32", 0x7D),
    F64("f64", 0x7C),
    V128("v128", 0x7B),
    FUNCREF("funcref", 0x70),
    EXTERNREF("externref", 0x6F),
    REF("ref"),
    NULL("null"),
    EXTERN("extern"),

    // Shapes of vector constants.
    I8X16("i8x16"),
    I16X8("i16x8"),
    I32X4("i32x4"),
    I64X2("i64x2"),
    F32X4("f32x4"),
    F64X2("f64x2"),

    // Scripts.
    BINARY("binary"),
    QUOTE("quote"),
    DEFINITION("definition"),
    INSTANCE("instance"),
    REGISTER("register"),
    INVOKE("invoke"),
    GET("get"),
    ASSERT_RETURN("assert_return"),
    ASSERT_TRAP("assert_trap"),
    ASSERT_EXHAUSTION("assert_exhaustion"),
    ASSERT_EXCEPTION("assert_exception"),
    ASSERT_MALFORMED("assert_malformed"),
    ASSERT_MALFORMED_CUSTOM("assert_malformed_custom"),
    ASSERT_INVALID("assert_invalid"),
    ASSERT_INVALID_CUSTOM("assert_invalid_custom"),
    ASSERT_UNLINKABLE("assert_unlinkable"),
    ASSERT_SUSPENSION("assert_suspension"),
    EITHER("either"),
    THREAD("thread"),
    WAIT("wait"),
    NAN_CANONICAL("nan:canonical"),
    NAN_ARITHMETIC("nan:arithmetic"),
    REF_EXTERN("ref.extern"),
    REF_HOST("ref.host");

    private final String text;
    private final int valueType;

    Word(String text) {
        this(text, 0);
    }

    Word(String text, int valueType) {
        this.text = text;
        this.valueType = valueType;
    }

    String text() {
        return text;
    }

    /** The byte of the value type that the word stands for, or 0 if it stands for none. */
    int valueType() {
        return valueType;
    }
}
