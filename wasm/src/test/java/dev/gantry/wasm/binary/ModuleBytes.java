package dev.gantry.wasm.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Builds modules byte by byte for tests: sections by id, contents in hexadecimal or from items. */
public final class ModuleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ModuleBytes() {
        out.writeBytes(hex("00 61 73 6d 01 00 00 00"));
    }

    public static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", "").replace("\n", ""));
    }

    /** Joins parts: {@code byte[]}, {@code Integer} (one byte) or {@code String} (hexadecimal). */
    public static byte[] join(Object... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case byte[] b -> joined.writeBytes(b);
                case Integer i -> joined.write(i);
                default -> joined.writeBytes(hex((String) part));
            }
        }
        return joined.toByteArray();
    }

    public static byte[] leb(long value) {
        ByteArrayOutputStream leb = new ByteArrayOutputStream();
        long rest = value;
        while (Long.compareUnsigned(rest, 0x7f) > 0) {
            leb.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        leb.write((int) rest);
        return leb.toByteArray();
    }

    public static byte[] name(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return join(leb(utf8.length), utf8);
    }

    public static byte[] vector(List<byte[]> items) {
        byte[] result = leb(items.size());
        for (byte[] item : items) result = join(result, item);
        return result;
    }

    /** A function body without locals, and the end added. */
    public static byte[] body(String code) {
        byte[] contents = join("00", code, "0b");
        return join(leb(contents.length), contents);
    }

    public ModuleBytes raw(String text) {
        out.writeBytes(hex(text));
        return this;
    }

    public ModuleBytes section(int id, byte[] contents) {
        out.write(id);
        out.writeBytes(leb(contents.length));
        out.writeBytes(contents);
        return this;
    }

    public ModuleBytes section(int id, String contents) {
        return section(id, hex(contents));
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    /** A module of one function {@code (i32, i64, f32, f64) -> ()} with a memory, tables, globals and segments. */
    public static byte[] moduleWithBody(byte[] body) {
        List<byte[]> types = new ArrayList<>();
        types.add(hex("60 04 7f 7e 7d 7c 00")); // 0: i32 i64 f32 f64 ->
        types.add(hex("60 00 00")); // 1: ->
        types.add(hex("60 02 7f 7f 02 7e 7e")); // 2: i32 i32 -> i64 i64
        types.add(hex("60 01 7f 01 7f")); // 3: i32 -> i32
        return new ModuleBytes()
                .section(1, vector(types))
                .section(3, "04 00 01 02 03")
                .section(4, "03 70 00 05 6f 00 05 70 01 05 0a")
                .section(5, "01 00 01")
                .section(6, "02 7f 01 41 00 0b 7e 00 42 00 0b")
                .section(7, "01 01 66 00 00")
                .section(9, "02 01 00 01 00 05 6f 01 d0 6f 0b")
                .section(12, "01")
                .section(10, vector(List.of(body, body(""), join("07 00 42 00 42 00 0f 0b"), join("04 00 20 00 0b"))))
                .section(11, "01 01 02 61 62")
                .bytes();
    }
}
