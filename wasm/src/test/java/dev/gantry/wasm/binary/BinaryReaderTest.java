package dev.gantry.wasm.binary;

import static dev.gantry.wasm.binary.ModuleBytes.join;
import static dev.gantry.wasm.binary.ModuleBytes.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.wasm.ConstExpr;
import dev.gantry.wasm.DataSegment;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.Export;
import dev.gantry.wasm.ExternKind;
import dev.gantry.wasm.Feature;
import dev.gantry.wasm.Features;
import dev.gantry.wasm.FuncType;
import dev.gantry.wasm.GlobalType;
import dev.gantry.wasm.Limits;
import dev.gantry.wasm.Op;
import dev.gantry.wasm.ValType;
import dev.gantry.wasm.WasmModule;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.validate.Validator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryReaderTest {
    private static WasmModule parse(ModuleBytes bytes) {
        WasmModule module = BinaryReader.parse(bytes.bytes());
        Validator.validate(module);
        return module;
    }

    @Test
    void theEmptyModule() {
        WasmModule m = parse(new ModuleBytes());
        assertThat(m.funcCount()).isZero();
        assertThat(m.startFunction()).isEqualTo(WasmModule.NONE);
        assertThat(m.dataCount()).isEqualTo(WasmModule.NONE);
        assertThat(m.exports()).isEmpty();
    }

    @Test
    void typesAndFunctions() {
        WasmModule m = parse(new ModuleBytes()
                .section(1, "02 60 02 7f 7e 01 7d 60 00 02 7b 6f")
                .section(3, "01 00")
                .section(10, "01 09 01 03 7c 43 00 00 80 3f 0b"));
        assertThat(m.typeCount()).isEqualTo(2);
        assertThat(m.type(0)).isEqualTo(FuncType.of(List.of(ValType.I32, ValType.I64), List.of(ValType.F32)));
        assertThat(m.type(0)).hasToString("(i32, i64) -> (f32)");
        assertThat(m.type(1).results()).containsExactly(ValType.V128, ValType.EXTERNREF);
        assertThat(m.funcType(0)).isSameAs(m.type(0));
        assertThat(m.bodyCount()).isEqualTo(1);
        assertThat(m.bodyLength(0)).isEqualTo(9);
        assertThat(m.bytes()[m.bodyStart(0)]).isEqualTo((byte) 1);
    }

    @Test
    void importsComeFirstInEachIndexSpace() {
        byte[] imports = join(
                "04",
                name("m"),
                name("f"),
                "00 00",
                name("m"),
                name("t"),
                "01 70 01 01 02",
                name("m"),
                name("mem"),
                "02 00 01",
                name("\u00e9"),
                name(""),
                "03 7f 00");
        WasmModule m = parse(new ModuleBytes()
                .section(1, "01 60 00 00")
                .section(2, imports)
                .section(3, "01 00")
                .section(4, "01 6f 00 07")
                .section(6, "01 7f 00 23 00 0b".replace("23 00", "41 05"))
                .section(7, join("02", name("mem"), "02 00", name("f"), "00 01"))
                .section(8, "01")
                .section(10, "01 02 00 0b"));
        assertThat(m.importedFuncCount()).isEqualTo(1);
        assertThat(m.funcCount()).isEqualTo(2);
        assertThat(m.tableCount()).isEqualTo(2);
        assertThat(m.table(0).limits()).isEqualTo(new Limits(1, 2));
        assertThat(m.table(1).element()).isEqualTo(ValType.EXTERNREF);
        assertThat(m.memory(0).limits().hasMax()).isFalse();
        assertThat(m.global(0)).isEqualTo(new GlobalType(ValType.I32, false));
        assertThat(m.globalInit(1).insts()).containsExactly(new ConstExpr.Inst(Op.I32_CONST, 5, 0));
        assertThat(m.imports().get(3).module()).isEqualTo("\u00e9");
        assertThat(m.imports().get(3).desc().kind()).isEqualTo(ExternKind.GLOBAL);
        assertThat(m.exports())
                .containsExactly(new Export("mem", ExternKind.MEMORY, 0), new Export("f", ExternKind.FUNC, 1));
        assertThat(m.startFunction()).isEqualTo(1);
        assertThat(m.isDeclared(1)).isTrue();
        assertThat(m.isDeclared(0)).isFalse();
    }

    @Test
    void constantExpressions() {
        WasmModule m = parse(new ModuleBytes()
                .section(1, "01 60 00 00")
                .section(2, join("01", name("a"), name("b"), "03 7f 00"))
                .section(3, "01 00")
                .section(
                        6,
                        "08 7f 01 41 7f 0b 7e 00 42 80 7f 0b 7d 00 43 00 00 c0 7f 0b 7c 00 44 01 00 00 00 00 00 f0 7f 0b"
                                + "7b 00 fd 0c 01 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00 0b"
                                + "70 00 d2 00 0b 6f 00 d0 6f 0b 7f 00 23 00 0b")
                .section(10, "01 02 00 0b"));
        assertThat(m.globalInit(1).insts().getFirst()).isEqualTo(new ConstExpr.Inst(Op.I32_CONST, -1, 0));
        assertThat(m.globalInit(2).insts().getFirst().lo()).isEqualTo(-128);
        assertThat(m.globalInit(3).insts().getFirst().lo()).isEqualTo(0x7fc00000);
        assertThat(m.globalInit(4).insts().getFirst().lo()).isEqualTo(0x7ff0000000000001L);
        assertThat(m.globalInit(5).insts().getFirst()).isEqualTo(new ConstExpr.Inst(Op.V128_CONST, 1, 2));
        assertThat(m.globalInit(6).insts().getFirst().op()).isEqualTo(Op.REF_FUNC);
        assertThat(m.globalInit(7).insts().getFirst().lo()).isEqualTo(ValType.EXTERNREF_CODE);
        assertThat(m.globalInit(8).insts().getFirst().op()).isEqualTo(Op.GLOBAL_GET);
        assertThat(m.isDeclared(0)).isTrue();
    }

    @Test
    void elementSegmentsOfAllEightForms() {
        WasmModule m = parse(new ModuleBytes()
                .section(1, "01 60 00 00")
                .section(2, join("01", name("a"), name("g"), "03 70 00"))
                .section(3, "02 00 00")
                .section(4, "01 70 00 05")
                .section(
                        9,
                        "08" + "00 41 00 0b 02 00 01" + "01 00 01 01" + "02 00 41 01 0b 00 01 00" + "03 00 01 00"
                                + "04 41 00 0b 02 d2 01 0b d0 70 0b" + "05 6f 01 d0 6f 0b"
                                + "06 00 41 00 0b 70 01 23 00 0b" + "07 70 00")
                .section(10, "02 02 00 0b 02 00 0b"));
        List<ElementSegment> e = m.elements();
        assertThat(e).hasSize(8);
        assertThat(e.get(0).itemCount()).isEqualTo(2);
        assertThat(e.get(0).funcIndex(1)).isEqualTo(1);
        assertThat(e.get(0).form()).isEqualTo(ElementSegment.Form.FUNCTIONS);
        assertThat(e.get(1).mode()).isEqualTo(ElementSegment.Mode.PASSIVE);
        assertThat(e.get(2).offset().insts().getFirst().lo()).isEqualTo(1);
        assertThat(e.get(3).mode()).isEqualTo(ElementSegment.Mode.DECLARATIVE);
        assertThat(e.get(4).funcIndex(0)).isEqualTo(1);
        assertThat(e.get(4).funcIndex(1)).isEqualTo(ElementSegment.NULL_FUNC);
        assertThat(e.get(4).item(1).insts().getFirst().op()).isEqualTo(Op.REF_NULL);
        assertThat(e.get(5).type()).isEqualTo(ValType.EXTERNREF);
        assertThat(e.get(6).funcIndex(0)).isEqualTo(ElementSegment.GLOBAL_VALUE);
        assertThat(e.get(6).globalIndex(0)).isZero();
        assertThat(e.get(6).item(0).insts().getFirst()).isEqualTo(new ConstExpr.Inst(Op.GLOBAL_GET, 0, 0));
        assertThat(e.get(7).mode()).isEqualTo(ElementSegment.Mode.DECLARATIVE);
        assertThat(e.get(7).form()).isEqualTo(ElementSegment.Form.EXPRESSIONS);
    }

    @Test
    void dataSegmentsArePositionsInTheModule() {
        WasmModule m = parse(new ModuleBytes()
                .section(5, "01 01 01 02")
                .section(12, "03")
                .section(11, "03 00 41 08 0b 02 61 62 01 01 63 02 00 41 00 0b 00"));
        assertThat(m.dataCount()).isEqualTo(3);
        DataSegment first = m.data().get(0);
        assertThat(new String(m.bytes(), first.start(), first.length(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("ab");
        assertThat(first.offset().insts().getFirst().lo()).isEqualTo(8);
        assertThat(m.data().get(1).mode()).isEqualTo(DataSegment.Mode.PASSIVE);
        assertThat(m.data().get(2).length()).isZero();
    }

    @Test
    void aModuleMayBePartOfAnArray() {
        byte[] whole = join("ff ff", ModuleBytes.moduleWithBody(ModuleBytes.body("")), "ff");
        WasmModule m = BinaryReader.parse(whole, 2, whole.length - 3, Features.WASM_2);
        Validator.validate(m);
        assertThat(m.start()).isEqualTo(2);
        assertThat(m.bytes()).isSameAs(whole);
    }

    @Test
    void customSectionsAndNames() {
        byte[] names = join(
                name("name"),
                "00 04",
                name("mod"),
                "01 0b 02 00",
                name("one"),
                "01",
                name("two"),
                "02 09 01 00 02 00",
                name("a"),
                "01",
                name("b"));
        WasmModule m = parse(new ModuleBytes()
                .section(0, join(name("first"), "01 02"))
                .section(1, "01 60 01 7f 00")
                .section(3, "02 00 00")
                .section(10, "02 02 00 0b 02 00 0b")
                .section(0, names));
        assertThat(m.customSections()).hasSize(2);
        assertThat(m.customSections().get(0).length()).isEqualTo(2);
        assertThat(m.customSections().get(0).after()).isZero();
        assertThat(m.customSections().get(1).after()).isEqualTo(11);
        assertThat(m.names().module()).contains("mod");
        assertThat(m.names().function(0)).contains("one");
        assertThat(m.names().function(1)).contains("two");
        assertThat(m.names().function(2)).isEmpty();
        assertThat(m.names().local(0, 0)).contains("a");
        assertThat(m.names().local(0, 1)).contains("b");
        assertThat(m.names().local(0, 2)).isEmpty();
        assertThat(m.names().local(1, 0)).isEmpty();
    }

    @Test
    void damagedNamesAreLeftOut() {
        byte[] names = join(name("name"), "01 0b 02 00", name("one"), "01 55 74 77 6f");
        WasmModule m = parse(new ModuleBytes()
                .section(1, "01 60 00 00")
                .section(3, "02 00 00")
                .section(10, "02 02 00 0b 02 00 0b")
                .section(0, names)
                .section(0, join(name("name"), "02 ff"))
                .section(0, join(name("name"), "00 03 ff ff ff")));
        assertThat(m.names().function(0)).contains("one");
        assertThat(m.names().function(1)).isEmpty();
        assertThat(m.names().local(0, 0)).isEmpty();
        assertThat(m.names().module()).isEmpty();
    }

    @Test
    void featuresCanBeSwitchedOff() {
        byte[] vector = new ModuleBytes().section(1, "01 60 01 7b 00").bytes();
        assertThatThrownBy(() -> BinaryReader.parse(vector, 0, vector.length, Features.WASM_2.without(Feature.SIMD)))
                .isInstanceOf(WasmUnsupportedException.class)
                .hasMessageContaining("simd");
        byte[] extend = ModuleBytes.moduleWithBody(ModuleBytes.body("20 00 c0 1a"));
        WasmModule m = BinaryReader.parse(extend, 0, extend.length, Features.WASM_2.without(Feature.SIGN_EXTENSION));
        assertThatThrownBy(() -> Validator.validate(m)).hasMessageContaining("sign-extension");
        assertThat(Features.WASM_1.with(Feature.SIMD).has(Feature.SIMD)).isTrue();
        assertThatThrownBy(() -> Features.WASM_1.with(Feature.GC)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void extendedConstantExpressions() {
        byte[] bytes = new ModuleBytes()
                .section(2, join("01", name("a"), name("g"), "03 7f 00"))
                .section(
                        6,
                        "04 7f 00 23 00 41 03 6a 41 02 6c 0b 7e 00 42 05 42 07 7d 0b 7f 00 23 01 0b"
                                + "7f 00 41 ff ff ff ff 07 41 01 6a 0b")
                .bytes();
        WasmModule m = BinaryReader.parse(bytes);
        Validator.validate(m);
        assertThat(m.globalInit(1).evaluateInteger(g -> 10)).isEqualTo(26);
        assertThat(m.globalInit(2).evaluateInteger(g -> 0)).isEqualTo(-2);
        assertThat(m.globalInit(3).evaluateInteger(g -> g)).isEqualTo(1);
        assertThat(m.globalInit(4).evaluateInteger(g -> 0)).isEqualTo(Integer.MIN_VALUE);
        assertThatThrownBy(() -> BinaryReader.parse(bytes, 0, bytes.length, Features.WASM_2))
                .isInstanceOf(WasmUnsupportedException.class)
                .hasMessageContaining("extended-const");
    }
}
