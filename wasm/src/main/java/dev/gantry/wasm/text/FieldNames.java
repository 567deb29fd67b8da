package dev.gantry.wasm.text;

import dev.gantry.wasm.Feature;

/**
 * The first reading of a module's fields: gives every definition its index and every identifier its meaning, and reads the type
 * definitions; everything else is leapt over, each field in constant time.
 */
final class FieldNames {
    private final Cursor in;
    private final TypeReader types;
    private final ModuleSpaces spaces;
    private final LeftOut leftOut;
    /** What was defined, not imported, so far; empty if nothing was. */
    private String defined = "";

    FieldNames(Cursor in, TypeReader types, ModuleSpaces spaces, LeftOut leftOut) {
        this.in = in;
        this.types = types;
        this.spaces = spaces;
        this.leftOut = leftOut;
    }

    /** Reads the fields up to the first token that does not open one. */
    void read() {
        while (in.atOpen()) {
            int field = in.at;
            if (leftOut.enter(field)) {
                in.at++;
                field(field);
                in.at = field;
            }
            in.skipForm();
        }
    }

    private void field(int field) {
        if (in.takeWord(Word.TYPE)) {
            types.definition();
        } else if (in.takeWord(Word.IMPORT)) {
            imported(field);
        } else if (in.takeWord(Word.FUNC)) {
            definition(field, spaces.functions, "function");
        } else if (in.takeWord(Word.TABLE)) {
            definition(field, spaces.tables, "table");
            if (in.atWord(Word.I32)) {
                in.at++;
            }
            if (types.atReferenceType()) {
                types.referenceType();
                if (in.atForm(Word.ELEM)) {
                    spaces.elements.declareUnnamed();
                }
            }
        } else if (in.takeWord(Word.MEMORY)) {
            leftOut.checkMemories(in, spaces.memories.count());
            definition(field, spaces.memories, "memory");
            if (in.atWord(Word.I32)) {
                in.at++;
            }
            if (in.atForm(Word.DATA)) {
                spaces.data.declareUnnamed();
            }
        } else if (in.takeWord(Word.GLOBAL)) {
            definition(field, spaces.globals, "global");
        } else if (in.takeWord(Word.ELEM)) {
            spaces.elements.declare(in);
        } else if (in.takeWord(Word.DATA)) {
            spaces.data.declare(in);
        } else if (in.atWord(Word.TAG)) {
            throw in.unsupported(in.at, Feature.EXCEPTIONS);
        } else if (in.atWord(Word.REC)) {
            throw in.unsupported(in.at, Feature.GC);
        } else if (!in.atWord(Word.EXPORT) && !in.atWord(Word.START)) {
            throw in.unexpected("a module field");
        }
    }

    private void definition(int field, IndexSpace space, String noun) {
        space.declare(in);
        while (in.atForm(Word.EXPORT)) {
            in.skipForm();
        }
        if (in.atForm(Word.IMPORT)) {
            checkImportOrder(field);
            in.skipForm();
        } else {
            defined = noun;
        }
    }

    private void checkImportOrder(int field) {
        if (!defined.isEmpty()) {
            throw in.malformed(field, "import after " + defined);
        }
    }

    private void imported(int field) {
        checkImportOrder(field);
        in.expectString();
        in.expectString();
        in.expectOpen();
        if (in.takeWord(Word.FUNC)) {
            spaces.functions.declare(in);
        } else if (in.takeWord(Word.TABLE)) {
            spaces.tables.declare(in);
        } else if (in.takeWord(Word.MEMORY)) {
            leftOut.checkMemories(in, spaces.memories.count());
            spaces.memories.declare(in);
        } else if (in.takeWord(Word.GLOBAL)) {
            spaces.globals.declare(in);
        } else {
            throw in.unexpected("func, table, memory or global");
        }
    }
}
