package dev.gantry.wasm.text;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.DataSegment;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.Export;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.Import;
import dev.gantry.wasm.ImportDesc;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.TableType;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.ByteReader;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    private final CodePrinter code;

    private WatPrinter(WasmModule module, OutputStream stream, Offsets offsets) {
        this.module = module;
        out = new TextWriter(stream);
        names = new PrintNames(module);
        code = new CodePrinter(module, names, out, offsets == Offsets.SHOWN);
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

    /** An index, by name if it has one. */
    static void reference(TextWriter out, @Nullable String[] space, int index) {
        String name = PrintNames.at(space, index);
        if (name == null) {
            out.index(index);
        } else {
            out.identifier(name);
        }
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
            function(module.importedFuncCount() + i, i);
        }
        tables();
        memories();
        globals();
        for (Export export : module.exports()) {
            open("export ");
            out.string(export.name());
            out.text(" (");
            out.text(export.kind().keyword());
            out.text(" ");
            reference(out, names.of(export.kind()), export.index());
            out.text("))");
        }
        if (module.startFunction() != WasmModule.NONE) {
            open("start ");
            reference(out, names.functions(), module.startFunction());
            out.text(")");
        }
        elements();
        data();
        out.text(")\n");
        out.flush();
    }

    private void open(String keyword) {
        out.line(1);
        out.text("(");
        out.text(keyword);
    }

    /** The identifier of a definition, or its index in a comment. */
    private void definition(@Nullable String[] space, int index) {
        String name = PrintNames.at(space, index);
        if (name == null) {
            out.text(" (;");
            out.index(index);
            out.text(";)");
        } else {
            out.text(" ");
            out.identifier(name);
        }
    }

    private void types() {
        for (int i = 0; i < module.typeCount(); i++) {
            open("type");
            definition(names.types(), i);
            out.text(" (func");
            signature(module.type(i), new String[0]);
            out.text("))");
        }
    }

    private void signature(FuncType type, @Nullable String[] locals) {
        int unnamed = 0;
        for (int i = 0; i < type.paramCount(); i++) {
            unnamed = local("param", type.param(i), PrintNames.at(locals, i), unnamed);
        }
        closeIf(unnamed > 0);
        for (int i = 0; i < type.resultCount(); i++) {
            out.text(i == 0 ? " (result " : " ");
            out.text(type.result(i).toString());
        }
        closeIf(type.resultCount() > 0);
    }

    private void closeIf(boolean open) {
        if (open) {
            out.text(")");
        }
    }

    /** Prints a parameter or local; those without names share their parentheses, the number of which is the result. */
    private int local(String keyword, ValType type, @Nullable String name, int unnamed) {
        if (name != null) {
            closeIf(unnamed > 0);
            out.gap();
            out.text("(");
            out.text(keyword);
            out.text(" ");
            out.identifier(name);
            out.text(" ");
            out.text(type.toString());
            out.text(")");
            return 0;
        }
        out.gap();
        if (unnamed == 0) {
            out.text("(");
            out.text(keyword);
            out.text(" ");
        }
        out.text(type.toString());
        return unnamed + 1;
    }

    private void typeUse(int type, @Nullable String[] locals) {
        out.text(" (type ");
        reference(out, names.types(), type);
        out.text(")");
        if (type >= 0 && type < module.typeCount()) {
            signature(module.type(type), locals);
        }
    }

    private void imports() {
        int[] next = new int[ExternKind.values().length];
        List<Import> imports = module.imports();
        for (Import imported : imports) {
            open("import ");
            out.string(imported.module());
            out.text(" ");
            out.string(imported.name());
            out.text(" (");
            ExternKind kind = imported.desc().kind();
            out.text(kind.keyword());
            int index = next[kind.ordinal()]++;
            definition(names.of(kind), index);
            switch (imported.desc()) {
                case ImportDesc.Func f -> typeUse(f.typeIndex(), names.locals(index, paramCount(f.typeIndex())));
                case ImportDesc.Table t -> table(t.type());
                case ImportDesc.Memory m -> limits(m.type().limits());
                case ImportDesc.Global g -> globalType(g.type());
            }
            out.text("))");
        }
    }

    private void function(int index, int body) {
        int type = module.funcTypeIndex(index);
        int params = paramCount(type);
        int start = module.bodyStart(body);
        int end = start + module.bodyLength(body);
        ByteReader in = new ByteReader();
        in.reset(module.bytes(), start, end, end, index);
        int runs = in.u32();
        @Nullable String[] locals = names.locals(index, params + localCount(in, runs));
        open("func");
        definition(names.functions(), index);
        typeUse(type, locals);
        in.seek(start);
        in.u32();
        locals(in, runs, params, locals);
        code.print(index, in.pos(), end, locals);
        out.text(")");
    }

    private int paramCount(int type) {
        return type >= 0 && type < module.typeCount() ? module.type(type).paramCount() : 0;
    }

    /** Counts the locals that have names at most; more than an implementation allows have none. */
    private static int localCount(ByteReader in, int runs) {
        long count = 0;
        for (int i = 0; Integer.compareUnsigned(i, runs) < 0; i++) {
            count += Integer.toUnsignedLong(in.u32());
            in.u8();
        }
        return (int) Math.min(count, 50_000);
    }

    private void locals(ByteReader in, int runs, int params, @Nullable String[] localNames) {
        int index = params;
        int unnamed = 0;
        for (int run = 0; Integer.compareUnsigned(run, runs) < 0; run++) {
            int offset = in.pos();
            int count = in.u32();
            ValType type = ValType.ofCode(in.u8());
            if (type == null) {
                throw in.malformed("malformed value type", offset);
            }
            if (count < 0 || index + count - params > 50_000) {
                throw in.malformed("too many locals", offset);
            }
            for (int i = 0; i < count; i++) {
                if (index == params) {
                    out.line(2);
                }
                unnamed = local("local", type, PrintNames.at(localNames, index), unnamed);
                index++;
            }
        }
        closeIf(unnamed > 0);
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
            open("table");
            definition(names.tables(), i);
            table(module.table(i));
            out.text(")");
        }
    }

    private void memories() {
        for (int i = module.importedCount(ExternKind.MEMORY); i < module.memoryCount(); i++) {
            open("memory");
            definition(names.memories(), i);
            limits(module.memory(i).limits());
            out.text(")");
        }
    }

    private void globalType(GlobalType type) {
        out.text(type.mutable() ? " (mut " : " ");
        out.text(type.type().toString());
        closeIf(type.mutable());
    }

    private void globals() {
        for (int i = module.importedCount(ExternKind.GLOBAL); i < module.globalCount(); i++) {
            open("global");
            definition(names.globals(), i);
            globalType(module.global(i));
            expression("", module.globalInit(i));
            out.text(")");
        }
    }

    /** One folded instruction, or a form of flat ones under a keyword; without a keyword, just these. */
    private void expression(String keyword, ConstExpr expression) {
        List<ConstExpr.Inst> insts = expression.insts();
        boolean folded = insts.size() == 1;
        if (folded || !keyword.isEmpty()) {
            out.text(" (");
        }
        if (!folded) {
            out.text(keyword);
        }
        for (int i = 0; i < insts.size(); i++) {
            out.text(folded ? "" : " ");
            constant(insts.get(i));
        }
        closeIf(folded || !keyword.isEmpty());
    }

    private void constant(ConstExpr.Inst inst) {
        out.text(inst.op().mnemonic());
        switch (inst.op().immediate()) {
            case GLOBAL -> {
                out.text(" ");
                reference(out, names.globals(), (int) inst.lo());
            }
            case FUNC -> {
                out.text(" ");
                reference(out, names.functions(), (int) inst.lo());
            }
            case HEAP_TYPE -> out.text(inst.lo() == ValType.FUNCREF_CODE ? " func" : " extern");
            case V128 -> CodePrinter.vector(out, inst.lo(), inst.hi());
            case F32 -> {
                out.text(" ");
                out.f32((int) inst.lo());
            }
            case F64 -> {
                out.text(" ");
                out.f64(inst.lo());
            }
            case I32, I64 -> {
                out.text(" ");
                out.signed(inst.lo());
            }
            default -> {}
        }
    }

    private void elements() {
        List<ElementSegment> elements = module.elements();
        for (int i = 0; i < elements.size(); i++) {
            ElementSegment segment = elements.get(i);
            open("elem");
            definition(names.elements(), i);
            if (segment.mode() == ElementSegment.Mode.DECLARATIVE) {
                out.text(" declare");
            } else if (segment.mode() == ElementSegment.Mode.ACTIVE) {
                if (segment.table() != 0) {
                    out.text(" (table ");
                    reference(out, names.tables(), segment.table());
                    out.text(")");
                }
                expression("offset", segment.offset());
            }
            items(segment);
            out.text(")");
        }
    }

    private void items(ElementSegment segment) {
        boolean functions = segment.form() == ElementSegment.Form.FUNCTIONS;
        out.text(" ");
        out.text(functions ? "func" : segment.type().toString());
        for (int i = 0; i < segment.itemCount(); i++) {
            if (functions) {
                out.text(" ");
                reference(out, names.functions(), segment.funcIndex(i));
            } else {
                expression("item", segment.item(i));
            }
        }
    }

    private void data() {
        List<DataSegment> data = module.data();
        for (int i = 0; i < data.size(); i++) {
            DataSegment segment = data.get(i);
            open("data");
            definition(names.data(), i);
            if (segment.mode() == DataSegment.Mode.ACTIVE) {
                if (segment.memory() != 0) {
                    out.text(" (memory ");
                    reference(out, names.memories(), segment.memory());
                    out.text(")");
                }
                expression("offset", segment.offset());
            }
            out.text(" ");
            out.string(module.bytes(), segment.start(), segment.start() + segment.length());
            out.text(")");
        }
    }
}
