package dev.gantry.wasm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static Tokens token(String text) {
        return Lexer.lex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int f32(String text) {
        return Numbers.f32(token(text), 0);
    }

    private static long f64(String text) {
        return Numbers.f64(token(text), 0);
    }

    @Test
    void atomsAreClassified() {
        byte[] kinds = {Token.NAT, Token.INT, Token.FLOAT, Token.RESERVED};
        String[][] atoms = {
            {"0", "007", "1_000", "0x1F", "0xa_b"},
            {"+0", "-1", "-0x1", "+1_2"},
            {
                "1.",
                "1.5",
                "1e5",
                "1E-5",
                "1_0.0_1e+1_0",
                "0x1.",
                "0x1.8p3",
                "0x1p-3",
                "inf",
                "-inf",
                "nan",
                "+nan:0x1",
                "-1.0"
            },
            {"1_", "1__0", "0x", "0x_1", "1e", "1e+", "1.5.5", "0x1.p", "1a", "0b1", "+", "-", "1.e_1", "1_.0", "-x"}
        };
        for (int i = 0; i < kinds.length; i++) {
            for (String atom : atoms[i]) {
                assertThat(token(atom).kind[0]).as(atom).isEqualTo(kinds[i]);
            }
        }
        assertThat(token("nan:0x").kind[0]).isEqualTo(Token.WORD);
        assertThat(token("nan:canonical").kind[0]).isEqualTo(Token.WORD);
        assertThat(token("infx").kind[0]).isEqualTo(Token.WORD);
    }

    @Test
    void integersMaySignedOrUnsigned() {
        assertThat(Numbers.integer(token("0xffff_ffff"), 0, 32)).isEqualTo(0xFFFF_FFFFL);
        assertThat(Numbers.integer(token("-2147483648"), 0, 32)).isEqualTo(Integer.MIN_VALUE);
        assertThat(Numbers.integer(token("18446744073709551615"), 0, 64)).isEqualTo(-1L);
        assertThat(Numbers.integer(token("-0x8000000000000000"), 0, 64)).isEqualTo(Long.MIN_VALUE);
        assertThat(Numbers.integer(token("-128"), 0, 8)).isEqualTo(-128);
        String[] tooLarge = {"4294967296", "-2147483649", "0x1_0000_0000", "99999999999999999999999999", "-0x80000001"};
        for (String text : tooLarge) {
            assertThatThrownBy(() -> Numbers.integer(token(text), 0, 32))
                    .isInstanceOf(WatException.class)
                    .hasMessageContaining("constant out of range");
        }
        assertThatThrownBy(() -> Numbers.integer(token("18446744073709551616"), 0, 64))
                .isInstanceOf(WatException.class);
    }

    @Test
    void floatsAreRoundedToNearestEven() {
        assertThat(f32("0x1.000001p0")).isEqualTo(0x3F80_0000);
        assertThat(f32("0x1.00000100000000000001p0")).isEqualTo(0x3F80_0001);
        assertThat(f32("0x1.000003p0")).isEqualTo(0x3F80_0002);
        assertThat(f32("16777217")).isEqualTo(Float.floatToRawIntBits(16777216f));
        assertThat(f32("0x1p-149")).isEqualTo(1);
        assertThat(f32("0x1p-150")).isEqualTo(0);
        assertThat(f32("0x1.000000000000000001p-150")).isEqualTo(1);
        assertThat(f32("0x1p-151")).isEqualTo(0);
        assertThat(f32("-0x1.fffffefp127")).isEqualTo(0xFF7F_FFFF);
        assertThat(f64("0x1.fffffffffffff7p1023")).isEqualTo(0x7FEF_FFFF_FFFF_FFFFL);
        assertThat(f64("0x0.000000000000000000000000000000000000001p+156")).isEqualTo(Double.doubleToRawLongBits(1.0));
        assertThat(f64("0x1000000000000000000000000000000000000000p-156")).isEqualTo(Double.doubleToRawLongBits(1.0));
        assertThat(f64("0x0p99999999999999999999")).isEqualTo(0);
        assertThat(f64("-0x1p-99999999999999999999")).isEqualTo(Long.MIN_VALUE);
        assertThat(f64("-0")).isEqualTo(Long.MIN_VALUE);
        assertThat(f64("1_0.5_0e0_1")).isEqualTo(Double.doubleToRawLongBits(105));
        String[] tooLarge = {"0x1.ffffffp127", "0x1p128", "3.5e38", "1e99999999999", "0x1p99999999999999"};
        for (String text : tooLarge) {
            assertThatThrownBy(() -> f32(text)).isInstanceOf(WatException.class);
        }
    }

    @Test
    void nansKeepTheirPayload() {
        assertThat(f32("nan")).isEqualTo(0x7FC0_0000);
        assertThat(f32("-nan:0x1")).isEqualTo(0xFF80_0001);
        assertThat(f64("nan:0xf_ffff_ffff_ffff")).isEqualTo(0x7FFF_FFFF_FFFF_FFFFL);
        assertThatThrownBy(() -> f32("nan:0x800000")).isInstanceOf(WatException.class);
        assertThatThrownBy(() -> f32("nan:0x0")).isInstanceOf(WatException.class);
    }

    /** The JDK reads hexadecimal floats too, by other code. */
    @Test
    void randomHexFloatsAgreeWithTheJdk() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-0x" : "0x");
            int whole = 1 + random.nextInt(3);
            for (int d = 0; d < whole; d++) {
                text.append(Character.forDigit(random.nextInt(16), 16));
            }
            text.append('.');
            int fraction = random.nextInt(24);
            for (int d = 0; d < fraction; d++) {
                boolean extreme = random.nextInt(3) > 0;
                text.append(extreme ? random.nextBoolean() ? '0' : 'f' : Character.forDigit(random.nextInt(16), 16));
            }
            int range = random.nextBoolean() ? 160 : 1080;
            text.append('p').append(random.nextInt(2 * range) - range);
            String number = text.toString();
            double d = Double.parseDouble(number);
            if (!Double.isInfinite(d)) {
                assertThat(f64(number)).as(number).isEqualTo(Double.doubleToRawLongBits(d));
            }
            float f = Float.parseFloat(number);
            if (!Float.isInfinite(f)) {
                assertThat(f32(number)).as(number).isEqualTo(Float.floatToRawIntBits(f));
            }
        }
    }
}
