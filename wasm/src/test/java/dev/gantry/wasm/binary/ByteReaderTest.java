package dev.gantry.wasm.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gantry.wasm.WasmFormatException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    private static ByteReader reader(String hex) {
        byte[] bytes = ModuleBytes.hex(hex);
        return new ByteReader(bytes, 0, bytes.length);
    }

    private static byte[] signedLeb(long value) {
        byte[] out = new byte[10];
        int n = 0;
        long rest = value;
        while (true) {
            int b = (int) (rest & 0x7f);
            rest >>= 7;
            boolean last = rest == 0 && (b & 0x40) == 0 || rest == -1 && (b & 0x40) != 0;
            out[n++] = (byte) (last ? b : b | 0x80);
            if (last) return java.util.Arrays.copyOf(out, n);
        }
    }

    @Test
    void integersOfAllLengthsAreReadBack() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            byte[] signed = signedLeb(value);
            assertThat(new ByteReader(signed, 0, signed.length).s64()).isEqualTo(value);
            byte[] narrow = signedLeb((int) value);
            assertThat(new ByteReader(narrow, 0, narrow.length).s32()).isEqualTo((int) value);
            long of33 = value << 31 >> 31;
            byte[] wide = signedLeb(of33);
            assertThat(new ByteReader(wide, 0, wide.length).s33()).isEqualTo(of33);
            byte[] unsigned = ModuleBytes.leb(value & 0xffff_ffffL);
            assertThat(new ByteReader(unsigned, 0, unsigned.length).u32()).isEqualTo((int) value);
            byte[] unsigned64 = ModuleBytes.leb(value);
            assertThat(new ByteReader(unsigned64, 0, unsigned64.length).u64()).isEqualTo(value);
        }
    }

    @Test
    void paddedIntegersAreAllowedUpToTheLengthOfTheType() {
        assertThat(reader("82 80 80 80 00").u32()).isEqualTo(2);
        assertThat(reader("ff ff ff ff 7f").s32()).isEqualTo(-1);
        assertThat(reader("ff ff ff ff 0f").u32()).isEqualTo(-1);
        assertThat(reader("80 80 80 80 80 80 80 80 80 7f").s64()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void integersThatDoNotFitAreMalformed() {
        for (String hex : List.of("82 80 80 80 80 00", "ff ff ff ff ff 7f")) {
            assertThatThrownBy(() -> reader(hex).u32())
                    .isInstanceOf(WasmFormatException.class)
                    .hasMessageStartingWith("integer representation too long");
            assertThatThrownBy(() -> reader(hex).s32()).hasMessageStartingWith("integer representation too long");
        }
        assertThatThrownBy(() -> reader("82 80 80 80 10").u32()).hasMessageStartingWith("integer too large");
        assertThatThrownBy(() -> reader("80 80 80 80 70").u32()).hasMessageStartingWith("integer too large");
        assertThatThrownBy(() -> reader("ff ff ff ff 0f").s32()).hasMessageStartingWith("integer too large");
        assertThatThrownBy(() -> reader("80 80 80 80 1f").s32()).hasMessageStartingWith("integer too large");
        assertThatThrownBy(() -> reader("80 80 80 80 80 80 80 80 80 7e").s64())
                .hasMessageStartingWith("integer too large");
        assertThatThrownBy(() -> reader("80 80 80 80 80 80 80 80 80 02").u64())
                .hasMessageStartingWith("integer too large");
    }

    @Test
    void endsAreNoticed() {
        for (String hex : List.of("", "80", "ff ff")) {
            assertThatThrownBy(() -> reader(hex).u32()).hasMessageStartingWith("unexpected end");
            assertThatThrownBy(() -> reader(hex).s64()).hasMessageStartingWith("unexpected end");
        }
        assertThatThrownBy(() -> reader("00 00 00").fixed32()).hasMessageStartingWith("unexpected end");
        assertThatThrownBy(() -> reader("00 00 00 00 00 00 00").fixed64()).hasMessageStartingWith("unexpected end");
        assertThatThrownBy(() -> reader("00").skip(2)).hasMessageStartingWith("unexpected end");
        assertThatThrownBy(() -> reader("00").skip(-1)).hasMessageStartingWith("unexpected end");
    }

    @Test
    void fixedWidthIsLittleEndian() {
        assertThat(reader("01 02 03 84").fixed32()).isEqualTo(0x84030201);
        assertThat(reader("01 02 03 04 05 06 07 88").fixed64()).isEqualTo(0x8807060504030201L);
    }

    @Test
    void namesAreStrictUtf8() {
        assertThat(reader("06 e2 8c a3 c2 a2 61").name()).isEqualTo("\u2323\u00a2a");
        assertThat(reader("04 f4 8f bf bf").name()).isEqualTo("\udbff\udfff");
        List<String> bad = List.of(
                "01 80",
                "02 c0 80",
                "02 c1 bf",
                "03 e0 80 80",
                "03 ed a0 80",
                "04 f0 80 80 80",
                "04 f4 90 80 80",
                "01 f5",
                "02 e2 8c",
                "03 c2 00 00",
                "04 e1 80 00 00",
                "01 ff");
        for (String hex : bad) {
            assertThatThrownBy(() -> reader(hex).name())
                    .as(hex)
                    .isInstanceOf(WasmFormatException.class)
                    .hasMessageStartingWith("malformed UTF-8 encoding");
        }
    }

    @Test
    void utf8AgreesWithThePlatformOnRandomBytes() {
        Random random = new Random(2);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) bytes[0] = (byte) (0xc0 + random.nextInt(0x38));
            String decoded = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            boolean same = java.util.Arrays.equals(decoded.getBytes(java.nio.charset.StandardCharsets.UTF_8), bytes);
            assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(same);
        }
    }

    @Test
    void countsAreCheckedAgainstTheBytesLeft() {
        assertThat(reader("02 00 00").count("things", 10, 1)).isEqualTo(2);
        assertThatThrownBy(() -> reader("03 00 00").count("things", 10, 1)).hasMessageStartingWith("unexpected end");
        assertThatThrownBy(() -> reader("0b").count("things", 10, 0)).hasMessageStartingWith("too many things");
        assertThatThrownBy(() -> reader("ff ff ff ff 0f").count("things", 10, 0))
                .hasMessageStartingWith("too many things: 4294967295");
    }
}
