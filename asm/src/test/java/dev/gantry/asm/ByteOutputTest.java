package dev.gantry.asm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteOutputTest {
    @Test
    void numbersInBase128() {
        ByteOutput out = new ByteOutput();
        out.putUleb(0);
        out.putUleb(127);
        out.putUleb(128);
        out.putUleb(-1);
        assertThat(out.toBytes()).isEqualTo(new byte[] {0, 127, -128, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1});
        ByteOutput signed = new ByteOutput();
        signed.putSleb(63);
        signed.putSleb(64);
        signed.putSleb(-64);
        signed.putSleb(-65);
        assertThat(signed.toBytes()).isEqualTo(new byte[] {63, (byte) 0xc0, 0, 64, (byte) 0xbf, 127});
    }

    @Test
    void littleEndianGrowingAlignedPatched() {
        ByteOutput out = new ByteOutput();
        for (int i = 0; i < 100; i++) {
            out.put8(0x0807060504030201L);
        }
        out.putText("ab");
        out.align(8, 0x90);
        out.set4(0, -1);
        out.put(new byte[] {9, 8, 7}, 2);
        assertThat(out.size()).isEqualTo(810);
        byte[] bytes = out.toBytes();
        assertThat(bytes)
                .startsWith(-1, -1, -1, -1, 5, 6, 7, 8, 1, 2)
                .endsWith('a', 'b', 0, 0x90, 0x90, 0x90, 0x90, 0x90, 9, 8);
    }
}
