package dev.gantry.clif.ir;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The constants of a function too large for an instruction: byte strings in memory order, each kept once. */
public final class ConstantPool {
    private final EntityTable<byte[]> items = new EntityTable<>();
    private final Map<Bytes, Integer> numbers = new HashMap<>();

    private record Bytes(byte[] data) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(data, bytes.data);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(data);
        }
    }

    /** The number of a constant with these bytes, declared if there was none. The array must not be changed afterwards. */
    public int add(byte[] data) {
        Integer known = numbers.get(new Bytes(data));
        if (known != null) {
            return known;
        }
        int constant = items.add(data);
        numbers.put(new Bytes(data), constant);
        return constant;
    }

    /** Declares the constant of a number, as text does. */
    public void set(int constant, byte[] data) {
        items.set(constant, data);
        numbers.putIfAbsent(new Bytes(data), constant);
    }

    public boolean contains(int constant) {
        return items.contains(constant);
    }

    /** The bytes of a constant; not to be changed. */
    public byte[] get(int constant) {
        return items.get(constant);
    }

    /** One more than the largest number given out. */
    public int limit() {
        return items.limit();
    }
}
