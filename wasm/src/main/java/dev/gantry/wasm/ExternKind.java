package dev.gantry.wasm;

/** The four index spaces whose members can be imported and exported; the ordinal is the byte of the binary format. */
public enum ExternKind {
    FUNC("func"),
    TABLE("table"),
    MEMORY("memory"),
    GLOBAL("global");

    private final String keyword;

    ExternKind(String keyword) {
        this.keyword = keyword;
    }

    /** The keyword of the text format. */
    public String keyword() {
        return keyword;
    }
}
