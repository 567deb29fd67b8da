package dev.gantry.wasm.text;

import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.ImplementationLimits;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.ByteReader;
import org.jspecify.annotations.Nullable;

/** Prints function types, with the names of the parameters, and functions. */
final class SignaturePrinter {
    private final WasmModule module;
    private final TextWriter out;
    private final PrintNames names;
    private final CodePrinter code;

    SignaturePrinter(WasmModule module, TextWriter out, PrintNames names, CodePrinter code) {
        this.module = module;
        this.out = out;
        this.names = names;
        this.code = code;
    }

    void signature(FuncType type, @Nullable String[] locals) {
        int unnamed = 0;
        for (int i = 0; i < type.paramCount(); i++) {
            unnamed = local("param", type.param(i), PrintNames.at(locals, i), unnamed);
        }
        out.closeIf(unnamed > 0);
        for (int i = 0; i < type.resultCount(); i++) {
            out.text(i == 0 ? " (result " : " ");
            out.text(type.result(i).toString());
        }
        out.closeIf(type.resultCount() > 0);
    }

    /** Prints a parameter or local; those without names share their parentheses, the number of which is the result. */
    private int local(String keyword, ValType type, @Nullable String name, int unnamed) {
        if (name != null) {
            out.closeIf(unnamed > 0);
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

    void typeUse(int type, @Nullable String[] locals) {
        out.text(" (type ");
        out.reference(names.types(), type);
        out.text(")");
        if (type >= 0 && type < module.typeCount()) {
            signature(module.type(type), locals);
        }
    }

    void function(int index, int body) {
        int type = module.funcTypeIndex(index);
        int params = paramCount(type);
        int start = module.bodyStart(body);
        int end = start + module.bodyLength(body);
        ByteReader in = new ByteReader();
        in.reset(module.bytes(), start, end, end, index);
        int runs = in.u32();
        @Nullable String[] locals = names.locals(index, params + localCount(in, runs));
        typeUse(type, locals);
        in.seek(start);
        in.u32();
        locals(in, runs, params, locals);
        code.print(index, in.pos(), end, locals);
        out.text(")");
    }

    int paramCount(int type) {
        return type >= 0 && type < module.typeCount() ? module.type(type).paramCount() : 0;
    }

    /** Counts the locals that have names at most; more than an implementation allows have none. */
    private static int localCount(ByteReader in, int runs) {
        long count = 0;
        for (int i = 0; Integer.compareUnsigned(i, runs) < 0; i++) {
            count += Integer.toUnsignedLong(in.u32());
            in.u8();
        }
        return (int) Math.min(count, ImplementationLimits.MAX_LOCALS);
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
            if (count < 0 || index + count - params > ImplementationLimits.MAX_LOCALS) {
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
        out.closeIf(unnamed > 0);
    }
}
