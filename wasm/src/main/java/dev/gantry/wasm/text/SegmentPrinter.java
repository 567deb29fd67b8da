package dev.gantry.wasm.text;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.DataSegment;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import java.util.List;

/** Prints constant expressions, and the segments that are made of them. */
final class SegmentPrinter {
    private final WasmModule module;
    private final TextWriter out;
    private final PrintNames names;

    SegmentPrinter(WasmModule module, TextWriter out, PrintNames names) {
        this.module = module;
        this.out = out;
        this.names = names;
    }

    /** One folded instruction, or a form of flat ones under a keyword; without a keyword, just these. */
    void expression(String keyword, ConstExpr expression) {
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
        out.closeIf(folded || !keyword.isEmpty());
    }

    private void constant(ConstExpr.Inst inst) {
        out.text(inst.op().mnemonic());
        switch (inst.op().immediate()) {
            case GLOBAL -> {
                out.text(" ");
                out.reference(names.globals(), (int) inst.lo());
            }
            case FUNC -> {
                out.text(" ");
                out.reference(names.functions(), (int) inst.lo());
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

    void elements() {
        List<ElementSegment> elements = module.elements();
        for (int i = 0; i < elements.size(); i++) {
            ElementSegment segment = elements.get(i);
            out.field("elem");
            out.definition(names.elements(), i);
            if (segment.mode() == ElementSegment.Mode.DECLARATIVE) {
                out.text(" declare");
            } else if (segment.mode() == ElementSegment.Mode.ACTIVE) {
                if (segment.table() != 0) {
                    out.text(" (table ");
                    out.reference(names.tables(), segment.table());
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
                out.reference(names.functions(), segment.funcIndex(i));
            } else {
                expression("item", segment.item(i));
            }
        }
    }

    void data() {
        List<DataSegment> data = module.data();
        for (int i = 0; i < data.size(); i++) {
            DataSegment segment = data.get(i);
            out.field("data");
            out.definition(names.data(), i);
            if (segment.mode() == DataSegment.Mode.ACTIVE) {
                if (segment.memory() != 0) {
                    out.text(" (memory ");
                    out.reference(names.memories(), segment.memory());
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
