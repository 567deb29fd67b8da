package dev.gantry.isle.emit;

import dev.gantry.isle.sema.JavaKind;
import dev.gantry.isle.sema.Type;
import dev.gantry.isle.tree.Binding;
import dev.gantry.isle.tree.Block;
import dev.gantry.isle.tree.Row;
import dev.gantry.isle.tree.RuleSet;
import dev.gantry.isle.tree.Step;
import dev.gantry.isle.tree.Test;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which blocks of a tree become methods of their own, so that no method is larger than wanted.
 *
 * <p>Algorithm: from the leaves up, estimate each block's bytecode. While a block is too large, outline the largest block within it that
 * is not yet outlined. If it is still too large, a choice of many arms is divided into groups of arms, and a long sequence of steps
 * is cut, its end becoming a block of its own. The estimate is crude (a factor of two either way), which the distance
 * between the 500 bytes aimed for and the 8,000 that HotSpot refuses makes up for.
 */
final class Splitter {
    /** The call of an outlined block with what it returns. */
    private static final int OUTLINED = 18;

    private static final int ARMS_PER_GROUP = 20;

    private final RuleSet set;
    private final int limit;
    private final BitSet seen = new BitSet();

    Splitter(RuleSet set, int limit) {
        this.set = set;
        this.limit = limit;
    }

    /** Marks the blocks of {@code tree} to outline. */
    void split(Block tree) {
        plan(tree);
    }

    private int plan(Block block) {
        for (int i = 0; i < block.steps().size(); i++) {
            for (Block child : children(block.steps().get(i))) {
                plan(child);
            }
        }
        outlineLargest(block);
        if (size(block) > limit) {
            groupArms(block);
        }
        if (size(block) > limit) {
            cut(block);
        }
        return size(block);
    }

    private void outlineLargest(Block block) {
        int total = size(block);
        if (total <= limit) {
            return;
        }
        List<Block> inside = new ArrayList<>();
        collect(block, inside);
        inside.sort((a, b) -> Integer.compare(size(b), size(a)));
        Set<Block> hidden = new HashSet<>();
        for (Block child : inside) {
            int size = size(child);
            if (total <= limit || size <= 2 * OUTLINED) {
                return;
            }
            // What contains a block is larger than it, so it came first.
            if (!hidden.contains(child)) {
                List<Block> within = new ArrayList<>();
                collect(child, within);
                hidden.addAll(within);
                child.outline();
                total -= size - OUTLINED;
            }
        }
    }

    /** Adds the blocks within {@code block} that are not outlined, themselves or through a block around them. */
    private static void collect(Block block, List<Block> out) {
        for (Step step : block.steps()) {
            for (Block child : children(step)) {
                if (!child.outlined()) {
                    out.add(child);
                    collect(child, out);
                }
            }
        }
    }

    private void groupArms(Block block) {
        for (int i = 0; i < block.steps().size(); i++) {
            if (block.steps().get(i) instanceof Step.Choose choose
                    && choose.arms().size() > ARMS_PER_GROUP
                    && switchable(choose)) {
                block.steps().set(i, grouped(choose));
            }
        }
    }

    private boolean switchable(Step.Choose choose) {
        Type type = set.type(choose.binding());
        if (type.javaKind() == JavaKind.LONG) {
            return false;
        }
        for (Step.Arm arm : choose.arms()) {
            if (arm.tests().get(0) instanceof Test.IsConst) {
                return false;
            }
        }
        return true;
    }

    private static Step grouped(Step.Choose choose) {
        List<Step.Arm> arms = choose.arms();
        List<Step.Arm> groups = new ArrayList<>();
        for (int from = 0; from < arms.size(); from += ARMS_PER_GROUP) {
            List<Step.Arm> part = List.copyOf(arms.subList(from, Math.min(from + ARMS_PER_GROUP, arms.size())));
            List<Test> tests = new ArrayList<>();
            boolean falls = false;
            for (Step.Arm arm : part) {
                tests.addAll(arm.tests());
                falls |= arm.body().fallsThrough();
            }
            Block body = new Block();
            body.steps().add(new Step.Choose(choose.binding(), part, true));
            body.setFallsThrough(falls);
            body.outline();
            groups.add(new Step.Arm(tests, body));
        }
        return new Step.Choose(choose.binding(), groups, choose.exhaustive());
    }

    /** Moves steps from the end of the block into a block of their own, as often as needed. */
    private void cut(Block block) {
        int total = 0;
        for (int i = 0; i < block.steps().size(); i++) {
            total += size(block.steps().get(i));
            if (total > limit - OUTLINED && i > 0) {
                Block end = new Block();
                List<Step> moved = block.steps().subList(i, block.steps().size());
                end.steps().addAll(moved);
                moved.clear();
                end.setFallsThrough(block.fallsThrough());
                end.outline();
                block.steps().add(new Step.Continue(end));
                if (size(end) > limit) {
                    cut(end);
                }
                return;
            }
        }
    }

    private static List<Block> children(Step step) {
        return switch (step) {
            case Step.Choose s -> {
                List<Block> bodies = new ArrayList<>(s.arms().size());
                for (Step.Arm arm : s.arms()) {
                    bodies.add(arm.body());
                }
                yield bodies;
            }
            case Step.IfSuccess s -> List.of(s.body());
            case Step.IfEqual s -> List.of(s.body());
            case Step.ForEach s -> List.of(s.body());
            case Step.Continue s -> List.of(s.body());
            case Step.Fire s -> List.of();
        };
    }

    // --- estimates

    int size(Block block) {
        int total = 0;
        for (Step step : block.steps()) {
            total += size(step);
        }
        return total;
    }

    private int size(Step step) {
        int total =
                switch (step) {
                    case Step.Choose s -> 14 + 8 * s.arms().size();
                    case Step.IfSuccess s -> 14 + call(s.binding());
                    case Step.IfEqual s -> 8;
                    case Step.ForEach s -> 24 + call(s.binding());
                    case Step.Continue s -> 0;
                    case Step.Fire s -> fire(s.row());
                };
        for (Block child : children(step)) {
            total += child.outlined() ? OUTLINED : size(child);
        }
        return total;
    }

    private int fire(Row row) {
        seen.clear();
        int total = 4;
        for (int effect : row.effects()) {
            total += value(effect);
        }
        return total + value(row.result());
    }

    /** The bytes to compute {@code binding} and what it needs, each binding once. */
    private int value(int binding) {
        if (seen.get(binding)) {
            return 0;
        }
        seen.set(binding);
        return switch (set.binding(binding)) {
            case Binding.Call c -> {
                int total = call(binding);
                for (int arg : c.args()) {
                    total += value(arg);
                }
                yield total;
            }
            case Binding.Field f -> 9;
            case Binding.Output o -> 6;
            default -> 0;
        };
    }

    private int call(int binding) {
        return switch (set.binding(binding)) {
            case Binding.Call c -> 8 + 2 * c.args().size() + (c.term().partial() ? 6 : 0);
            case Binding.Extract e -> 8 + 6 * e.term().args().size();
            default -> 4;
        };
    }
}
