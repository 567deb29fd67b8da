package dev.gantry.clif.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FloatTextTest {
    @Test
    void everyHalfFloatReadsBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            assertThat(FloatText.parse(FloatText.print(bits, 16), 16).intValue())
                    .isEqualTo(bits);
        }
    }

    @Test
    void randomFloatsReadBackAndAgreeWithJava() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long bits = random.nextLong();
            String text = FloatText.print(bits, 64);
            assertThat(FloatText.parse(text, 64).longValue()).isEqualTo(bits);
            if (!Double.isNaN(Double.longBitsToDouble(bits)) && text.contains("p")) {
                assertThat(Double.doubleToRawLongBits(Double.parseDouble(text))).isEqualTo(bits);
            }
            int narrow = random.nextInt();
            assertThat(FloatText.parse(FloatText.print(narrow, 32), 32).intValue())
                    .isEqualTo(narrow);
            BigInteger wide = new BigInteger(128, random);
            assertThat(FloatText.parse(FloatText.print(wide, 128), 128)).isEqualTo(wide);
        }
    }

    @Test
    void forms() {
        assertThat(FloatText.print(Double.doubleToRawLongBits(4.0), 64)).isEqualTo("0x1.0000000000000p2");
        assertThat(FloatText.print(0x8000_0000L, 32)).isEqualTo("-0.0");
        assertThat(FloatText.print(1, 32)).isEqualTo("0x0.000002p-126");
        assertThat(FloatText.print(0x7f80_0000L, 32)).isEqualTo("+Inf");
        assertThat(FloatText.print(0xffc0_0001L, 32)).isEqualTo("-NaN:0x1");
        assertThat(FloatText.print(0x7f80_0001L, 32)).isEqualTo("+sNaN:0x1");
        assertThat(FloatText.parse("0x34.0p0", 32).intValue()).isEqualTo(Float.floatToRawIntBits(52f));
        assertThat(FloatText.parse("0xf.f", 64).longValue()).isEqualTo(Double.doubleToRawLongBits(15.9375));
        assertThat(FloatText.parse("0x0.1", 64).longValue()).isEqualTo(Double.doubleToRawLongBits(0.0625));
    }

    @Test
    void badFloats() {
        for (String text : new String[] {
            "",
            "-",
            "1.5",
            "0x",
            "0x.p1",
            "0x1p",
            "0x1p+",
            "0x1.8p128",
            "0x1.0000001",
            "NaN:0x",
            "sNaN:0x0",
            "0x1p-200",
            "0xg",
            "Infinity",
            "NaN:0x800000",
        }) {
            assertThatThrownBy(() -> FloatText.parse(text, 32)).as(text).isInstanceOf(NumberFormatException.class);
        }
    }
}
