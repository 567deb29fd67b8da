package dev.gantry.runtime;

import dev.gantry.wasm.Import;
import dev.gantry.wasm.ImportDesc;
import dev.gantry.wasm.Limits;
import java.util.List;

/** Whether what is given to a module's imports fits, by the specification's rules of import matching. */
final class ImportCheck {
    private ImportCheck() {}

    static void check(Store store, Module module, Extern[] given) {
        List<Import> wanted = module.wasm().imports();
        if (given.length != wanted.size()) {
            throw new LinkException("unknown import: the module has " + wanted.size() + " imports, " + given.length
                    + " items were given");
        }
        for (int i = 0; i < given.length; i++) {
            if (given[i].store() != store) {
                throw new IllegalArgumentException(
                        "the item for import " + name(wanted.get(i)) + " is of another store");
            }
            if (!fits(module, wanted.get(i).desc(), given[i])) {
                throw new LinkException("incompatible import type for " + name(wanted.get(i)) + ": expected "
                        + describe(module.importType(wanted.get(i).desc())) + ", found "
                        + describe(given[i].externType()));
            }
        }
    }

    static String name(Import wanted) {
        return "\"" + wanted.module() + "\" \"" + wanted.name() + "\"";
    }

    private static boolean fits(Module module, ImportDesc wanted, Extern given) {
        return switch (wanted) {
            case ImportDesc.Func func ->
                given instanceof Func f && f.type().equals(module.wasm().type(func.typeIndex()));
            case ImportDesc.Table table ->
                given instanceof Table t
                        && t.type().element() == table.type().element()
                        && admits(table.type().limits(), t.type().limits());
            case ImportDesc.Memory memory ->
                given instanceof Memory m
                        && admits(memory.type().limits(), m.type().limits());
            case ImportDesc.Global global ->
                given instanceof Global g && g.type().equals(global.type());
        };
    }

    private static boolean admits(Limits wanted, Limits given) {
        return wanted.admits(given.min(), given.max());
    }

    private static String describe(ExternType type) {
        return switch (type) {
            case ExternType.Func func -> "function " + func.type();
            case ExternType.Table table ->
                "table of " + table.type().element() + describe(table.type().limits());
            case ExternType.Memory memory -> "memory" + describe(memory.type().limits());
            case ExternType.Global global ->
                "global " + (global.type().mutable() ? "mut " : "")
                        + global.type().type();
        };
    }

    private static String describe(Limits limits) {
        return " " + limits.min() + (limits.hasMax() ? " to " + limits.max() : " or more");
    }
}
