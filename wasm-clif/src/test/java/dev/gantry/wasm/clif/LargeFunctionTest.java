package dev.gantry.wasm.clif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.Function;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.binary.BinaryReader;
import dev.gantry.wasm.text.WatParser;
import org.junit.jupiter.api.Test;

/** Size and nesting of a body cost time in proportion and no stack. */
class LargeFunctionTest {
    private static WasmModule module(String body) {
        return BinaryReader.parse(
                WatParser.parse("(module (memory 1) (func (param i32) (result i32) (local i32 i64)" + body + "))"));
    }

    private static long nanos(WasmModule module) {
        WasmTranslator translator = new WasmTranslator();
        VmContextLayout layout = new VmContextLayout(module);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            Function function = translator.translate(module, layout, 0, TranslatorSettings.DEFAULT);
            best = Math.min(best, System.nanoTime() - start);
            assertThat(function.layout.blockCount()).isPositive();
        }
        return best;
    }

    @Test
    void timeGrowsWithTheSize() {
        String step = "(local.set 1 (i32.add (local.get 1) (i32.load (local.get 0))))"
                + "(if (local.get 1) (then (local.set 0 (i32.const 3))))";
        long small = nanos(module(step.repeat(3_000) + "(local.get 1)"));
        long large = nanos(module(step.repeat(48_000) + "(local.get 1)"));
        System.out.println(
                "LargeFunctionTest: 3,000 steps " + small / 1000 + " us, 48,000 steps " + large / 1000 + " us");
        assertThat(large).isLessThan(16 * 4 * Math.max(small, 1_000_000));
    }

    @Test
    void deepNestingNeedsNoStack() {
        int depth = 900;
        String body = "(block".repeat(depth) + "(br_if 0 (local.get 0))" + ")".repeat(depth) + "(local.get 1)";
        assertThat(nanos(module(body))).isPositive();
    }
}
