package dev.gantry.isle.emit;

import dev.gantry.isle.sema.JavaKind;
import dev.gantry.isle.sema.Names;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.tree.Step;
import dev.gantry.isle.tree.Test;
import java.util.ArrayList;
import java.util.List;

/** Emits a choice by value: a switch where Java has one for the type, else a chain of comparisons. */
final class Choice {
    private final BlockEmitter block;
    private final Values values;
    private final MethodText text;
    private final Step.Choose step;
    private final Type type;

    Choice(BlockEmitter block, Step.Choose step) {
        this.block = block;
        this.values = block.values();
        this.text = block.text();
        this.step = step;
        this.type = block.set().type(step.binding());
    }

    /** Whether what follows can be reached. */
    boolean emit(boolean tail) {
        String value = values.value(step.binding());
        List<Step.Arm> arms = step.arms();
        if (arms.size() == 1 && step.exhaustive()) {
            text.open("{");
            boolean completes = block.body(arms.get(0).body(), tail);
            text.close("}");
            return completes;
        }
        if (type.javaKind() == JavaKind.BOOLEAN && type.variants().isEmpty()) {
            return truth(value, tail);
        }
        List<Step.Arm> switched = new ArrayList<>();
        List<Step.Arm> compared = new ArrayList<>();
        for (Step.Arm arm : arms) {
            (switchable(arm) ? switched : compared).add(arm);
        }
        boolean completes = true;
        if (switched.size() > 1
                || (switched.size() == 1 && switched.get(0).tests().size() > 1)) {
            completes = choose(value, switched, tail && compared.isEmpty());
        } else {
            compared.addAll(switched);
        }
        for (int i = 0; i < compared.size(); i++) {
            Step.Arm arm = compared.get(i);
            text.open("if (" + condition(arm.tests().get(0), value) + ") {");
            block.body(arm.body(), tail && i == compared.size() - 1);
            text.close("}");
        }
        return completes;
    }

    private boolean truth(String value, boolean tail) {
        Step.Arm first = step.arms().get(0);
        text.open("if (" + condition(first.tests().get(0), value) + ") {");
        boolean completes = block.body(first.body(), tail);
        if (step.arms().size() == 1) {
            text.close("}");
            return true;
        }
        text.close("} else {");
        text.indent();
        completes |= block.body(step.arms().get(1).body(), tail);
        text.close("}");
        return completes;
    }

    private boolean switchable(Step.Arm arm) {
        return switch (arm.tests().get(0)) {
            case Test.IsVariant v -> true;
            case Test.IsInt i -> type.javaKind() != JavaKind.LONG;
            default -> false;
        };
    }

    private boolean choose(String value, List<Step.Arm> arms, boolean tail) {
        text.open("switch (" + (type.kind() == Type.Kind.DATA_ENUM ? value + ".tag()" : value) + ") {");
        boolean completes = !step.exhaustive();
        for (int i = 0; i < arms.size(); i++) {
            Step.Arm arm = arms.get(i);
            boolean last = step.exhaustive() && i == arms.size() - 1;
            text.open((last ? "default" : "case " + labels(arm.tests())) + " -> {" + names(arm.tests()));
            completes |= block.body(arm.body(), tail);
            text.close("}");
        }
        text.close("}");
        return completes;
    }

    private String labels(List<Test> tests) {
        StringBuilder out = new StringBuilder();
        for (Test test : tests) {
            out.append(out.isEmpty() ? "" : ", ").append(label(test));
        }
        return out.toString();
    }

    private String label(Test test) {
        return switch (test) {
            case Test.IsVariant v when type.kind() == Type.Kind.UNIT_ENUM -> variant(v.tag());
            case Test.IsVariant v -> Integer.toString(v.tag());
            case Test.IsInt i -> Java.label(i.value());
            default -> throw new IllegalStateException("no label for " + test);
        };
    }

    /** The names of variants whose labels are numbers, as a comment. */
    private String names(List<Test> tests) {
        if (type.kind() != Type.Kind.DATA_ENUM) {
            return "";
        }
        StringBuilder out = new StringBuilder(" //");
        for (Test test : tests) {
            out.append(' ')
                    .append(type.variants().get(((Test.IsVariant) test).tag()).name());
        }
        return out.toString();
    }

    private String variant(int tag) {
        return Names.java(type.variants().get(tag).name());
    }

    private String condition(Test test, String value) {
        return switch (test) {
            case Test.IsVariant v
            when type.kind() == Type.Kind.UNIT_ENUM -> value + " == " + type.javaType() + "." + variant(v.tag());
            case Test.IsVariant v -> value + ".tag() == " + v.tag() + " /* " + variant(v.tag()) + " */";
            case Test.IsInt i -> value + " == " + Java.literal(type, i.value());
            case Test.IsBool b -> b.value() ? value : "!" + value;
            case Test.IsConst c -> Java.equal(type, Names.java(c.name()), value);
            case Test.Holds h -> throw new IllegalStateException("not a choice");
        };
    }
}
