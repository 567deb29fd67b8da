package dev.gantry.wasm.binary;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.DataSegment;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.ElementSegment.Form;
import dev.gantry.wasm.ElementSegment.Mode;
import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Features;
import dev.gantry.wasm.ImplementationLimits;
import dev.gantry.wasm.ModuleParts;
import dev.gantry.wasm.ValType;

/**
 * Reads element and data segments. Source: WebAssembly Core Specification 2.0, 5.5.12 and 5.5.14.
 *
 * <p>The flags of an element segment: bit 0 passive or declarative; bit 1 an explicit table if bit 0 is clear, otherwise
 * declarative; bit 2 expressions instead of function indices. A kind or type precedes the items unless bits 0 and 1 are
 * both clear.
 */
final class SegmentReader {
    private static final int NOT_ACTIVE = 1;
    private static final int EXPLICIT = 2;
    private static final int EXPRESSIONS = 4;

    private final ByteReader in;
    private final Features features;
    private final ExprReader exprs;
    private final ModuleParts parts;
    private int totalItems;

    SegmentReader(ByteReader in, Features features, ExprReader exprs, ModuleParts parts) {
        this.in = in;
        this.features = features;
        this.exprs = exprs;
        this.parts = parts;
    }

    ElementSegment element() {
        int start = in.pos();
        int flags = in.u32();
        if (flags < 0 || flags > 7) throw in.malformed("malformed elements segment kind", start);
        if (flags != 0) TypeReader.require(in, features, Feature.BULK_MEMORY, start);
        boolean active = (flags & NOT_ACTIVE) == 0;
        Mode mode = active ? Mode.ACTIVE : (flags & EXPLICIT) == 0 ? Mode.PASSIVE : Mode.DECLARATIVE;
        Form form = (flags & EXPRESSIONS) == 0 ? Form.FUNCTIONS : Form.EXPRESSIONS;
        int table = active && (flags & EXPLICIT) != 0 ? in.u32() : 0;
        ConstExpr offset = active ? exprs.read() : ConstExpr.NONE;
        ValType type = (flags & (NOT_ACTIVE | EXPLICIT)) == 0 ? ValType.FUNCREF : elementType(form);
        return new ElementSegment(mode, form, table, offset, type, items(form, type));
    }

    private ValType elementType(Form form) {
        if (form == Form.EXPRESSIONS) return TypeReader.refType(in);
        int offset = in.pos();
        if (in.u8() != 0) throw in.malformed("malformed element kind", offset);
        return ValType.FUNCREF;
    }

    private int[] items(Form form, ValType type) {
        int start = in.pos();
        int minBytes = form == Form.FUNCTIONS ? 1 : 2;
        int count = in.count("element items", ImplementationLimits.MAX_ELEMENT_ITEMS, minBytes);
        totalItems += count;
        if (totalItems > ImplementationLimits.MAX_ELEMENT_ITEMS) {
            throw in.malformed("too many element items", start);
        }
        int[] items = new int[count];
        for (int i = 0; i < count; i++) {
            items[i] = form == Form.FUNCTIONS ? functionItem() : itemOf(exprs.read(), type);
            if (items[i] >= 0) parts.declare(items[i]);
        }
        return items;
    }

    private int functionItem() {
        int offset = in.pos();
        int function = in.u32();
        if (function < 0) throw in.invalid("unknown function " + Integer.toUnsignedString(function), offset);
        return ElementSegment.functionItem(function);
    }

    private int itemOf(ConstExpr expr, ValType type) {
        if (expr.insts().size() != 1) {
            throw in.invalid("type mismatch: expected one " + type, expr.offset());
        }
        ConstExpr.Inst inst = expr.insts().getFirst();
        int index = (int) inst.lo();
        switch (inst.op()) {
            case REF_FUNC -> {
                if (index < 0) throw in.invalid("unknown function " + inst.lo(), expr.offset());
                if (type == ValType.FUNCREF) return ElementSegment.functionItem(index);
            }
            case REF_NULL -> {
                if (index == type.code()) return ElementSegment.NULL_FUNC;
            }
            case GLOBAL_GET -> {
                if (index < 0 || index >= parts.globals.length) {
                    throw in.invalid("unknown global " + inst.lo(), expr.offset());
                }
                return ElementSegment.globalItem(index);
            }
            default -> {}
        }
        throw in.invalid(
                "type mismatch: expected " + type + ", found " + inst.op().mnemonic(), expr.offset());
    }

    DataSegment data() {
        int start = in.pos();
        int flags = in.u32();
        if (flags < 0 || flags > 2) throw in.malformed("malformed data segment kind", start);
        if (flags != 0) TypeReader.require(in, features, Feature.BULK_MEMORY, start);
        DataSegment.Mode mode = flags == 1 ? DataSegment.Mode.PASSIVE : DataSegment.Mode.ACTIVE;
        int memory = flags == 2 ? in.u32() : 0;
        ConstExpr offset = flags == 1 ? ConstExpr.NONE : exprs.read();
        int length = in.u32();
        int from = in.pos();
        in.skip(length);
        return new DataSegment(mode, memory, offset, from, length);
    }
}
