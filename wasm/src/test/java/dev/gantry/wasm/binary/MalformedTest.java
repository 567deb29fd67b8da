package dev.gantry.wasm.binary;

import static dev.gantry.wasm.binary.ModuleBytes.hex;
import static dev.gantry.wasm.binary.ModuleBytes.join;
import static dev.gantry.wasm.binary.ModuleBytes.leb;
import static dev.gantry.wasm.binary.ModuleBytes.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gantry.wasm.WasmException;
import dev.gantry.wasm.WasmFormatException;
import dev.gantry.wasm.WasmUnsupportedException;
import dev.gantry.wasm.WasmValidationException;
import dev.gantry.wasm.validate.Validator;
import org.junit.jupiter.api.Test;

/** Each way in which a module's bytes, or its sections, can be wrong. */
class MalformedTest {
    private static void malformed(String reason, byte[] bytes) {
        rejected(WasmFormatException.class, reason, bytes);
    }

    private static void malformed(String reason, ModuleBytes bytes) {
        malformed(reason, bytes.bytes());
    }

    private static void invalid(String reason, ModuleBytes bytes) {
        rejected(WasmValidationException.class, reason, bytes.bytes());
    }

    private static void unsupported(String feature, ModuleBytes bytes) {
        Throwable t = rejected(WasmUnsupportedException.class, "not supported", bytes.bytes());
        assertThat(t).hasMessageContaining(feature);
    }

    private static Throwable rejected(Class<? extends WasmException> kind, String reason, byte[] bytes) {
        Throwable t = catchThrowable(() -> Validator.validate(BinaryReader.parse(bytes)));
        assertThat(t).as(reason).isInstanceOf(kind);
        assertThat(((WasmException) t).reason()).startsWith(reason);
        assertThat(((WasmException) t).offset()).isBetween(0, bytes.length);
        return t;
    }

    private static ModuleBytes module() {
        return new ModuleBytes();
    }

    private static ModuleBytes oneFunction() {
        return new ModuleBytes().section(1, "01 60 00 00").section(3, "01 00");
    }

    @Test
    void preamble() {
        malformed("unexpected end", new byte[0]);
        malformed("unexpected end", hex("00 61 73"));
        malformed("magic header not detected", hex("00 61 73 6c 01 00 00 00"));
        malformed("unexpected end", hex("00 61 73 6d 01 00"));
        malformed("unknown binary version", hex("00 61 73 6d 02 00 00 00"));
        rejected(WasmUnsupportedException.class, "not supported: component", hex("00 61 73 6d 0d 00 01 00"));
    }

    @Test
    void sections() {
        malformed("malformed section id", module().raw("0e 01 00"));
        malformed("unexpected end", module().raw("01"));
        malformed("length out of bounds", module().raw("01 07 02 60 00 00"));
        malformed("length out of bounds", module().raw("01 ff ff ff ff 0f"));
        malformed("section size mismatch", module().section(1, "01 60 00 00 60 00 00"));
        malformed(
                "unexpected content after last section",
                module().section(2, "00").section(1, "00"));
        malformed(
                "unexpected content after last section",
                module().section(1, "00").section(1, "00"));
        malformed(
                "unexpected content after last section",
                module().section(10, "00").section(12, "00"));
        malformed("unexpected end", module().raw("00 00"));
        malformed("length out of bounds", module().raw("00 02 05 61"));
        malformed("malformed UTF-8 encoding", module().section(0, "01 ff"));
    }

    @Test
    void typeSection() {
        malformed("integer representation too long", module().section(1, "01 e0 7f 00 00"));
        malformed("malformed type form", module().section(1, "01 61 00 00"));
        malformed("malformed value type", module().section(1, "01 60 01 7a 00"));
        malformed("unexpected end", module().section(1, "02 60 00 00"));
        malformed("too many types", module().section(1, join(leb(1_000_001))));
        malformed("too many parameters", module().section(1, join("01 60", leb(1001), new byte[1002])));
        malformed("too many results", module().section(1, join("01 60 00", leb(1001), new byte[1002])));
        unsupported("gc", module().section(1, "01 5f 00 00"));
        unsupported("function-references", module().section(1, "01 60 01 64 00"));
    }

    @Test
    void importSection() {
        malformed("malformed import kind", module().section(2, "01 00 00 05"));
        malformed("malformed UTF-8 encoding", module().section(2, "01 01 80 00 00 00"));
        malformed("malformed mutability", module().section(2, "01 00 00 03 7f 02"));
        malformed("malformed reference type", module().section(2, "01 00 00 01 7f 00 00"));
        malformed("malformed limits flags", module().section(2, "01 00 00 02 10 00"));
        invalid("unknown type 0", module().section(2, "01 00 00 00 00"));
        unsupported("exceptions", module().section(2, "01 00 00 04 00 00"));
    }

    @Test
    void functionAndCodeSections() {
        String mismatch = "function and code section have inconsistent lengths";
        malformed(mismatch, oneFunction());
        malformed(mismatch, module().section(10, "01 02 00 0b"));
        malformed(mismatch, oneFunction().section(10, "02 02 00 0b 02 00 0b"));
        invalid("unknown type 1", module().section(1, "01 60 00 00").section(3, "01 01"));
        malformed("unexpected end", oneFunction().section(10, "01 05 00 0b"));
        malformed("unexpected end", oneFunction().section(10, "01 00"));
        malformed("unexpected end", oneFunction().section(10, "01 02 00 01"));
        malformed("section size mismatch", oneFunction().section(10, "01 03 00 0b 0b"));
        malformed("too many locals", oneFunction().section(10, "01 0a 02 ff ff ff ff 0f 7f 02 7e 0b"));
        malformed("too many locals", oneFunction().section(10, join("01 06 01", leb(50_001), "7f 0b")));
        malformed("malformed value type", oneFunction().section(10, "01 04 01 01 40 0b"));
    }

    @Test
    void tablesAndMemories() {
        malformed("malformed limits flags", module().section(4, "01 70 10 00"));
        invalid("size minimum must not be greater than maximum", module().section(4, "01 70 01 02 01"));
        invalid("table size", module().section(4, join("01 70 00", leb(1L << 32))));
        invalid("memory size must be at most 65536 pages (4GiB)", module().section(5, join("01 00", leb(65537))));
        invalid("memory size must be at most 65536 pages (4GiB)", module().section(5, join("01 01 00", leb(-1))));
        invalid("size minimum must not be greater than maximum", module().section(5, "01 01 02 01"));
        unsupported("multi-memory", module().section(5, "02 00 00 00 00"));
        unsupported("threads", module().section(5, "01 03 00 01"));
        unsupported("memory64", module().section(5, "01 04 00"));
        unsupported("custom-page-sizes", module().section(5, "01 08 00 00"));
        unsupported("function-references", module().section(4, "01 40 00 70 00 00 d0 70 0b"));
    }

    @Test
    void globals() {
        malformed("malformed mutability", module().section(6, "01 7f 02 41 00 0b"));
        malformed("unexpected end", module().section(6, "01 7f 00 41 00"));
        malformed("illegal opcode ff", module().section(6, "01 7f 00 ff 00 0b"));
        malformed("illegal opcode fd 87f", module().section(6, "01 7f 00 fd ff 10 0b"));
        invalid("type mismatch", module().section(6, "01 7f 00 42 00 0b"));
        invalid("type mismatch", module().section(6, "01 7f 00 0b"));
        invalid("type mismatch", module().section(6, "01 7f 00 41 00 41 00 0b"));
        invalid("type mismatch", module().section(6, "01 6f 00 d0 70 0b"));
        invalid("constant expression required", module().section(6, "01 7f 00 41 00 45 0b"));
        invalid("type mismatch", module().section(6, "01 7f 00 41 00 6a 0b"));
        invalid("type mismatch", module().section(6, "01 7f 00 42 00 42 00 6a 0b"));
        invalid("type mismatch", module().section(6, "01 7f 00 d0 70 41 00 6a 0b"));
        invalid("unknown global 0", module().section(6, "01 7f 00 23 00 0b"));
        invalid("unknown function 7", module().section(6, "01 70 00 d2 07 0b"));
        ModuleBytes mutable = module().section(2, join("01", name("a"), name("b"), "03 7f 01"));
        invalid("constant expression required", mutable.section(6, "01 7f 00 23 00 0b"));
    }

    @Test
    void exports() {
        malformed("malformed export kind", module().section(7, "01 00 05 00"));
        invalid("unknown function 0", module().section(7, "01 00 00 00"));
        invalid("unknown table 0", module().section(7, "01 00 01 00"));
        invalid("unknown memory 4294967295", module().section(7, "01 00 02 ff ff ff ff 0f"));
        invalid("unknown global 0", module().section(7, "01 00 03 00"));
        invalid(
                "duplicate export name",
                module().section(5, "01 00 00").section(7, join("02", name("a"), "02 00", name("a"), "02 00")));
    }

    @Test
    void start() {
        invalid("unknown function 0", module().section(8, "00"));
        invalid("unknown function 4294967295", module().section(8, "ff ff ff ff 0f"));
        ModuleBytes withResult =
                module().section(1, "01 60 00 01 7f").section(3, "01 00").section(8, "00");
        invalid("start function", withResult.section(10, "01 04 00 41 00 0b"));
    }

    @Test
    void elements() {
        malformed("malformed elements segment kind", module().section(9, "01 08 00 00"));
        malformed("malformed element kind", module().section(9, "01 01 01 00"));
        malformed("malformed reference type", module().section(9, "01 05 7f 00"));
        malformed("illegal opcode f3", module().section(9, "01 05 70 01 f3 00 0b"));
        malformed("unexpected end", module().section(9, "01 01 00 05 00"));
        invalid("unknown table 0", module().section(9, "01 00 41 00 0b 00"));
        invalid("unknown function 3", module().section(9, "01 01 00 01 03"));
        invalid("type mismatch", module().section(9, "01 05 6f 01 d2 00 0b"));
        invalid("type mismatch", module().section(9, "01 05 70 01 41 00 0b"));
        invalid("type mismatch", module().section(9, "01 05 70 01 0b 00"));
        invalid("type mismatch", module().section(4, "01 6f 00 00").section(9, "01 00 41 00 0b 00"));
        invalid("type mismatch", module().section(4, "01 70 00 00").section(9, "01 00 42 00 0b 00"));
    }

    @Test
    void data() {
        String mismatch = "data count and data section have inconsistent lengths";
        malformed(mismatch, module().section(12, "01"));
        malformed(mismatch, module().section(12, "01").section(11, "02 01 00 01 00"));
        malformed("malformed data segment kind", module().section(11, "01 03 00"));
        malformed("unexpected end", module().section(11, "01 01 05 61"));
        malformed("too many data segments", module().section(12, join(leb(100_001))));
        invalid("unknown memory 0", module().section(11, "01 00 41 00 0b 00"));
        invalid("unknown memory 1", module().section(5, "01 00 00").section(11, "01 02 01 41 00 0b 00"));
        invalid("type mismatch", module().section(5, "01 00 00").section(11, "01 00 42 00 0b 00"));
        byte[] code = join("01", ModuleBytes.body("fc 09 00"));
        malformed("data count section required", oneFunction().section(10, code).section(11, "01 01 00"));
    }
}
