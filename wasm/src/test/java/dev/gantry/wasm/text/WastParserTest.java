package dev.gantry.wasm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.wasm.ValType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WastParserTest {
    private static List<WastCommand> parse(String script) {
        WastParser parser = new WastParser(script);
        List<WastCommand> commands = new ArrayList<>();
        for (Optional<WastCommand> c = parser.next(); c.isPresent(); c = parser.next()) {
            commands.add(c.get());
        }
        return commands;
    }

    @Test
    void everyCommand() {
        List<WastCommand> commands = parse("""
                (module $m (func (export "f")))
                (module definition $d (memory 1))
                (module instance $i $d)
                (module binary "\\00asm" "\\01\\00\\00\\00")
                (register "lib" $m)
                (invoke $m "f" (i32.const -1) (ref.null func) (ref.extern 3))
                (assert_return (get "g") (f32.const nan:canonical))
                (assert_trap (invoke "f") "unreachable")
                (assert_trap (module (start 0)) "out of bounds")
                (assert_exhaustion (invoke "f") "call stack exhausted")
                (assert_malformed (module quote "(func" "$)") "empty identifier")
                (assert_invalid (module (func (result i32))) "type mismatch")
                (assert_unlinkable (module (import "a" "b" (func))) "unknown import")
                (assert_exception (invoke "f"))
                (thread $t (module))
                (assert_return (invoke "f") (ref.i31))
                """);
        assertThat(commands)
                .extracting(c -> c.getClass().getSimpleName())
                .containsExactly(
                        "Module",
                        "Definition",
                        "Instance",
                        "Module",
                        "Register",
                        "Perform",
                        "AssertReturn",
                        "AssertTrap",
                        "AssertTrapModule",
                        "AssertExhaustion",
                        "AssertMalformed",
                        "AssertInvalid",
                        "AssertUnlinkable",
                        "AssertException",
                        "Unsupported",
                        "Unsupported");
        for (int i = 0; i < commands.size(); i++) {
            assertThat(commands.get(i).line()).isEqualTo(i + 1);
        }
        WastAction.Invoke invoke = (WastAction.Invoke) ((WastCommand.Perform) commands.get(5)).action();
        assertThat(invoke)
                .isEqualTo(new WastAction.Invoke(
                        Optional.of("m"),
                        "f",
                        List.of(
                                new WastValue.I32(-1),
                                new WastValue.RefNull(ValType.FUNCREF),
                                new WastValue.RefExtern(3))));
        assertThat(((WastCommand.AssertReturn) commands.get(6)).results())
                .containsExactly(new WastExpected.NanF32(WastExpected.Nan.CANONICAL));
        assertThat(((WastCommand.Unsupported) commands.get(15)).reason()).isEqualTo("not supported: gc");
        assertThatThrownBy(() -> ((WastCommand.AssertMalformed) commands.get(10))
                        .module()
                        .encode())
                .hasMessageContaining("empty identifier");
        assertThat(((WastCommand.Module) commands.get(3)).module().encode()).hasSize(8);
    }

    @Test
    void resultsMayBeChoicesAndVectors() {
        WastCommand command = parse("""
                (assert_return (invoke "f") (either (i32.const 1) (i32.const 2)) (v128.const i8x16 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -1)
                  (v128.const f32x4 nan:arithmetic 1 2 3) (ref.func) (ref.null) (ref.extern))
                """).getFirst();
        assertThat(((WastCommand.AssertReturn) command).results())
                .containsExactly(
                        new WastExpected.Either(List.of(
                                new WastExpected.Exact(new WastValue.I32(1)),
                                new WastExpected.Exact(new WastValue.I32(2)))),
                        new WastExpected.Exact(new WastValue.V128(1, 0xFF00_0000_0000_0000L)),
                        new WastExpected.Lanes(List.of(
                                new WastExpected.NanF32(WastExpected.Nan.ARITHMETIC),
                                new WastExpected.Exact(new WastValue.F32(0x3F80_0000)),
                                new WastExpected.Exact(new WastValue.F32(0x4000_0000)),
                                new WastExpected.Exact(new WastValue.F32(0x4040_0000)))),
                        new WastExpected.AnyFunc(),
                        new WastExpected.AnyNull(),
                        new WastExpected.AnyExtern());
    }

    @Test
    void aMalformedCommandDoesNotEndTheScript() {
        WastParser parser = new WastParser("(assert_foo)\n(invoke \"f\")\n(invoke");
        assertThatThrownBy(parser::next)
                .isInstanceOf(WatException.class)
                .hasMessageStartingWith("1:2: unknown operator");
        assertThat(parser.next()).get().isInstanceOf(WastCommand.Perform.class);
        assertThatThrownBy(parser::next).isInstanceOf(WatException.class);
        assertThat(parser.next()).isEmpty();
    }

    @Test
    void aLexicalErrorEndsTheScript() {
        WastParser parser = new WastParser("(invoke \"f\") (invoke \"\u0001\") (invoke \"g\")");
        assertThat(parser.next()).isPresent();
        assertThatThrownBy(parser::next).hasMessageContaining("illegal control character");
        assertThat(parser.next()).isEmpty();
    }

    @Test
    void aScriptMayBeTheFieldsOfAModule() {
        assertThat(parse("(func) (memory 0)")).singleElement().isInstanceOf(WastCommand.Module.class);
        assertThat(parse("  ;; nothing\n")).isEmpty();
    }

    @Test
    void fieldsOfLaterProposalsCanBeLeftOut() {
        WastModule.Text module =
                (WastModule.Text) ((WastCommand.Module) parse("""
                (module (tag $t) (memory $a 1) (memory $b 1) (func $f (throw $t)) (func $g (export "g")) (func (call $f))
                  (func (drop (memory.size $b))))
                """).getFirst()).module();
        assertThatThrownBy(module::encode).hasMessageContaining("exceptions");
        WastModule.Reduced reduced = module.reduce();
        assertThat(reduced.fieldsLeftOut()).isEqualTo(5);
        assertThat(reduced.module()).isEqualTo(WatParser.parse("(module (memory $a 1) (func $g (export \"g\")))"));
        WastModule.Text malformed = (WastModule.Text)
                ((WastCommand.Module) parse("(module (tag) (func foo))").getFirst()).module();
        assertThatThrownBy(malformed::reduce).hasMessageContaining("unknown operator");
    }

    @Test
    void nansAreTold() {
        WastExpected.NanF32 canonical = new WastExpected.NanF32(WastExpected.Nan.CANONICAL);
        WastExpected.NanF64 arithmetic = new WastExpected.NanF64(WastExpected.Nan.ARITHMETIC);
        assertThat(canonical.accepts(0xFFC0_0000)).isTrue();
        assertThat(canonical.accepts(0x7FC0_0001)).isFalse();
        assertThat(canonical.accepts(0x7F80_0000)).isFalse();
        assertThat(arithmetic.accepts(0x7FF8_0000_0000_0001L)).isTrue();
        assertThat(arithmetic.accepts(0x7FF0_0000_0000_0001L)).isFalse();
    }
}
