package dev.gantry.clif.verify;

import dev.gantry.clif.ir.AbiParam;
import dev.gantry.clif.ir.CallConv;
import dev.gantry.clif.ir.Entity;
import dev.gantry.clif.ir.ExtFunc;
import dev.gantry.clif.ir.Function;
import dev.gantry.clif.ir.GlobalValue;
import dev.gantry.clif.ir.Signature;
import dev.gantry.clif.ir.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks what a function declares: signatures, alias regions, global values. */
final class DeclarationChecks {
    private final Function function;
    private final Report report;
    private final Type pointer;

    DeclarationChecks(Function function, Report report, Type pointer) {
        this.function = function;
        this.report = report;
        this.pointer = pointer;
    }

    /** Whether the rest of the function can be checked. */
    boolean run() {
        int before = report.size();
        extFuncs();
        if (!globalValuesExist() || report.size() != before || !globalValueCycles()) {
            return false;
        }
        signature(Entity.FUNCTION, function.signature());
        for (int i = 0; i < function.signatures.limit(); i++) {
            if (function.signatures.contains(i)) {
                signature(Entity.signature(i), function.signatures.get(i));
            }
        }
        aliasRegions();
        for (int i = 0; i < function.globalValues.limit(); i++) {
            if (function.globalValues.contains(i)) {
                globalValue(i);
            }
        }
        return true;
    }

    private void extFuncs() {
        for (int i = 0; i < function.extFuncs.limit(); i++) {
            if (function.extFuncs.contains(i)) {
                ExtFunc func = function.extFuncs.get(i);
                if (!function.signatures.contains(func.signature())) {
                    report.add(
                            new Entity(Entity.Kind.FUNC_REF, i), "invalid signature reference sig" + func.signature());
                }
            }
        }
    }

    private void signature(Entity location, Signature signature) {
        params(location, signature.params(), "Parameter");
        params(location, signature.results(), "Return value");
        if (signature.callConv() == CallConv.PRESERVE_ALL && signature.resultCount() > 0) {
            report.add(location, "Signature with `preserve_all` ABI cannot have return values");
        }
    }

    private void params(Entity location, List<AbiParam> params, String what) {
        for (int i = 0; i < params.size(); i++) {
            AbiParam param = params.get(i);
            String extension =
                    switch (param.extension()) {
                        case NONE -> "";
                        case UEXT -> "Uext";
                        case SEXT -> "Sext";
                    };
            if (!extension.isEmpty() && !param.type().isInt()) {
                report.add(location, what + " at position " + i + " has invalid extension " + extension);
            }
        }
    }

    private void aliasRegions() {
        Map<Integer, Integer> known = new HashMap<>();
        for (int i = 0; i < function.aliasRegions.limit(); i++) {
            if (function.aliasRegions.contains(i)) {
                int userId = function.aliasRegions.get(i).userId();
                if (known.putIfAbsent(userId, i) != null) {
                    report.add(
                            new Entity(Entity.Kind.ALIAS_REGION, i),
                            "duplicate alias region user_id " + Integer.toUnsignedString(userId));
                }
            }
        }
    }

    // ---- Global values ----

    private int base(int globalValue) {
        return switch (function.globalValues.get(globalValue)) {
            case GlobalValue.Load v -> v.base();
            case GlobalValue.IaddImm v -> v.base();
            default -> -1;
        };
    }

    private boolean globalValuesExist() {
        int before = report.size();
        for (int i = 0; i < function.globalValues.limit(); i++) {
            if (function.globalValues.contains(i)) {
                int base = base(i);
                if (base >= 0 && !function.globalValues.contains(base)) {
                    report.add(Entity.globalValue(i), "invalid global value reference gv" + base);
                }
            }
        }
        int limit = function.stackLimit();
        if (limit >= 0 && !function.globalValues.contains(limit)) {
            report.add(new Entity(Entity.Kind.STACK_LIMIT, 0), "invalid global value reference gv" + limit);
        }
        return report.size() == before;
    }

    /** Follows bases; each global value is walked over once. */
    private boolean globalValueCycles() {
        int[] walk = new int[function.globalValues.limit()];
        for (int i = 0; i < walk.length; i++) {
            int at = i;
            while (at >= 0 && function.globalValues.contains(at) && walk[at] == 0) {
                walk[at] = i + 1;
                at = base(at);
            }
            if (at >= 0 && function.globalValues.contains(at) && walk[at] == i + 1) {
                StringBuilder cycle = new StringBuilder("global value cycle: [gv").append(at);
                for (int v = base(at); v != at; v = base(v)) {
                    cycle.append(", gv").append(v);
                }
                report.add(Entity.globalValue(at), cycle.append(']').toString());
                return false;
            }
        }
        return true;
    }

    /** Type of a global value; {@link Type#INVALID} if it depends on an unknown target. */
    static Type typeOf(GlobalValue value, Type pointer) {
        return switch (value) {
            case GlobalValue.Load v -> v.type();
            case GlobalValue.IaddImm v -> v.type();
            case GlobalValue.VmContext v -> pointer;
            case GlobalValue.Symbol v -> pointer;
            case GlobalValue.DynScaleTargetConst v -> pointer;
        };
    }

    private void globalValue(int globalValue) {
        Entity location = Entity.globalValue(globalValue);
        switch (function.globalValues.get(globalValue)) {
            case GlobalValue.VmContext v -> {
                if (function.signature().specialParam(AbiParam.Purpose.VMCONTEXT) < 0) {
                    report.add(location, "undeclared vmctx reference " + location);
                }
            }
            case GlobalValue.IaddImm v -> {
                Type base = typeOf(function.globalValues.get(v.base()), pointer);
                if (!base.isInvalid() && base != v.type()) {
                    report.add(location, "iadd_imm type " + v.type() + " differs from type " + base + " of its base");
                }
            }
            case GlobalValue.Load v -> {
                Type base = typeOf(function.globalValues.get(v.base()), pointer);
                if (!pointer.isInvalid() && base != pointer) {
                    report.add(
                            location,
                            "base gv" + v.base() + " has type " + base + ", which is not the pointer type " + pointer);
                }
            }
            case GlobalValue.Symbol v -> {}
            case GlobalValue.DynScaleTargetConst v -> {}
        }
    }
}
