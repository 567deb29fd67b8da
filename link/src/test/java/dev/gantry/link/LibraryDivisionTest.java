package dev.gantry.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.Settings;
import dev.gantry.codegen.TargetIsa;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Division of 128 bits against BigInteger: every pair of edges, and random operands of all widths. */
class LibraryDivisionTest {
    private static final int RANDOM = 20_000;

    private final NativeInvoker invoker = new NativeInvoker(new Compiler(TargetIsa.host(Settings.DEFAULT)));
    private final Random random = new Random(128);

    @AfterEach
    void close() {
        invoker.close();
    }

    @Test
    void edges() {
        List<BigInteger> edges = new ArrayList<>();
        for (int bit : new int[] {0, 1, 31, 32, 33, 63, 64, 65, 95, 96, 127}) {
            for (int d = -2; d <= 2; d++) {
                edges.add(unsigned(BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(d))));
            }
        }
        for (BigInteger x : edges) {
            for (BigInteger y : edges) {
                check(x, y);
            }
        }
    }

    @Test
    void random() {
        for (int i = 0; i < RANDOM; i++) {
            BigInteger x = new BigInteger(1 + random.nextInt(128), random);
            BigInteger y = new BigInteger(1 + random.nextInt(128), random);
            check(x, y);
            // A multiple and its neighbours: where a wrong estimate shows.
            BigInteger product = unsigned(x.multiply(y));
            check(product, y);
            check(unsigned(product.subtract(BigInteger.ONE)), y);
            check(unsigned(x.negate()), y);
        }
    }

    private void check(BigInteger x, BigInteger y) {
        if (y.signum() == 0) {
            return;
        }
        assertThat(call(LibCall.UDIV_I128, x, y)).isEqualTo(x.divide(y));
        assertThat(call(LibCall.UREM_I128, x, y)).isEqualTo(x.mod(y));
        BigInteger quotient = signed(x).divide(signed(y));
        if (quotient.bitLength() < 128) {
            assertThat(call(LibCall.SDIV_I128, x, y)).isEqualTo(unsigned(quotient));
            assertThat(call(LibCall.SREM_I128, x, y))
                    .isEqualTo(unsigned(signed(x).remainder(signed(y))));
        }
    }

    private BigInteger call(LibCall call, BigInteger x, BigInteger y) {
        long[] args = {
            x.longValue(),
            x.shiftRight(64).longValue(),
            y.longValue(),
            y.shiftRight(64).longValue()
        };
        long[] result = invoker.invoke(LibraryFunctions.address(call), call.signature(), args);
        return word(result[0]).or(word(result[1]).shiftLeft(64));
    }

    private static BigInteger word(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }

    private static BigInteger unsigned(BigInteger x) {
        return x.mod(BigInteger.ONE.shiftLeft(128));
    }

    private static BigInteger signed(BigInteger x) {
        return x.testBit(127) ? x.subtract(BigInteger.ONE.shiftLeft(128)) : x;
    }
}
