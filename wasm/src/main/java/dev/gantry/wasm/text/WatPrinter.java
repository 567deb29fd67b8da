package dev.gantry.wasm.text;

import dev.gantry.wasm.Export;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.Import;
import dev.gantry.wasm.ImportDesc;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.WasmModule;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Prints a module in the text format: flat instructions, one a line, with the names of the name section as identifiers. {@link WatParser}
 * gives the printed text the meaning of the module, and the same bytes where the module has the shortest encodings and no custom sections.
 *
 * <p>Function bodies are decoded as they are printed: a module that has been read but not validated may turn out to be malformed, which is
 * a {@link dev.gantry.wasm.WasmFormatException}.
 */
public final class WatPrinter {
    /** Whether each operator has its position in the module before it, in a comment. */
    public enum Offsets {
        SHOWN,
        HIDDEN
    }

    private final WasmModule module;
    private final TextWriter out;
    private final PrintNames names;
    private final SignaturePrinter signatures;
    private final SegmentPrinter segments;

    private WatPrinter(WasmModule module, OutputStream stream, Offsets offsets) {
        this.module = module;
        out = new TextWriter(stream);
        names = new PrintNames(module);
        CodePrinter code = new CodePrinter(module, names, out, offsets == Offsets.SHOWN);
        signatures = new SignaturePrinter(module, out, names, code);
        segments = new SegmentPrinter(module, out, names);
    }

    /** The text of a module. */
    public static String print(WasmModule module) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        print(module, bytes, Offsets.HIDDEN);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * Writes the text of a module to a stream in UTF-8; the stream is not closed.
     *
     * @throws java.io.UncheckedIOException if the stream fails
     * @throws dev.gantry.wasm.WasmFormatException if a function body is malformed
     */
    public static void print(WasmModule module, OutputStream stream, Offsets offsets) {
        new WatPrinter(module, stream, offsets).print();
    }

    private void print() {
        out.text("(module");
        String name = names.module();
        if (name != null) {
            out.text(" ");
            out.identifier(name);
        }
        types();
        imports();
        for (int i = 0; i < module.bodyCount(); i++) {
            int index = module.importedFuncCount() + i;
            out.field("func");
            out.definition(names.functions(), index);
            signatures.function(index, i);
        }
        tables();
        memories();
        globals();
        for (Export export : module.exports()) {
            out.field("export ");
            out.string(export.name());
            out.text(" (");
            out.text(export.kind().keyword());
            out.text(" ");
            out.reference(names.of(export.kind()), export.index());
            out.text("))");
        }
        if (module.startFunction() != WasmModule.NONE) {
            out.field("start ");
            out.reference(names.functions(), module.startFunction());
            out.text(")");
        }
        segments.elements();
        segments.data();
        out.text(")\n");
        out.flush();
    }

    private void types() {
        for (int i = 0; i < module.typeCount(); i++) {
            out.field("type");
            out.definition(names.types(), i);
            out.text(" (func");
            signatures.signature(module.type(i), new String[0]);
            out.text("))");
        }
    }

    private void imports() {
        int[] next = new int[ExternKind.values().length];
        List<Import> imports = module.imports();
        for (Import imported : imports) {
            out.field("import ");
            out.string(imported.module());
            out.text(" ");
            out.string(imported.name());
            out.text(" (");
            ExternKind kind = imported.desc().kind();
            out.text(kind.keyword());
            int index = next[kind.ordinal()]++;
            out.definition(names.of(kind), index);
            switch (imported.desc()) {
                case ImportDesc.Func f ->
                    signatures.typeUse(f.typeIndex(), names.locals(index, signatures.paramCount(f.typeIndex())));
                case ImportDesc.Table t -> table(t.type());
                case ImportDesc.Memory m -> limits(m.type().limits());
                case ImportDesc.Global g -> globalType(g.type());
            }
            out.text("))");
        }
    }

    private void limits(Limits limits) {
        out.text(" ");
        out.unsigned(limits.min());
        if (limits.hasMax()) {
            out.text(" ");
            out.unsigned(limits.max());
        }
    }

    private void table(TableType type) {
        limits(type.limits());
        out.text(" ");
        out.text(type.element().toString());
    }

    private void tables() {
        for (int i = module.importedCount(ExternKind.TABLE); i < module.tableCount(); i++) {
            out.field("table");
            out.definition(names.tables(), i);
            table(module.table(i));
            out.text(")");
        }
    }

    private void memories() {
        for (int i = module.importedCount(ExternKind.MEMORY); i < module.memoryCount(); i++) {
            out.field("memory");
            out.definition(names.memories(), i);
            limits(module.memory(i).limits());
            out.text(")");
        }
    }

    private void globalType(GlobalType type) {
        out.text(type.mutable() ? " (mut " : " ");
        out.text(type.type().toString());
        out.closeIf(type.mutable());
    }

    private void globals() {
        for (int i = module.importedCount(ExternKind.GLOBAL); i < module.globalCount(); i++) {
            out.field("global");
            out.definition(names.globals(), i);
            globalType(module.global(i));
            segments.expression("", module.globalInit(i));
            out.text(")");
        }
    }
}
