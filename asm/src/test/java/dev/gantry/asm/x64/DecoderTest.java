package dev.gantry.asm.x64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DecoderTest {
    /** Random bytes, many of them prefixes: no exception, no length beyond the end, text for whatever is known. */
    @Test
    void anyBytesAreRead() {
        Disassembler disassembler = new Disassembler();
        Random random = new Random(1);
        int[] likely = {0x0f, 0x48, 0x66, 0xf2, 0xf3, 0xf0, 0xc4, 0xc5, 0x38, 0x3a, 0x64, 0x41};
        byte[] code = new byte[15];
        StringBuilder text = new StringBuilder();
        int known = 0;
        for (int i = 0; i < 500_000; i++) {
            random.nextBytes(code);
            for (int j = 0; j < random.nextInt(5); j++) {
                code[j] = (byte) likely[random.nextInt(likely.length)];
            }
            int end = 1 + random.nextInt(15);
            int length = disassembler.decode(code, 0, end);
            assertThat(length).isBetween(0, end);
            if (length > 0) {
                known++;
                text.setLength(0);
                disassembler.print(text);
                assertThat(text).isNotEmpty();
            }
        }
        assertThat(known).isGreaterThan(50_000);
    }
}
