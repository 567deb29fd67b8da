package dev.gantry.link.object;

import dev.gantry.clif.ir.ExternalName;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of data with an address: its bytes, or only their number if all are zero; the pointers in it that the linker fills in.
 *
 * @param place which section it goes to
 * @param bytes its contents; for {@link Place#ZEROED} and {@link Place#THREAD_ZEROED} nothing but its length counts
 * @param alignment a power of two
 * @param pointers fields of 8 bytes that get an address
 */
public record DataObject(Place place, byte[] bytes, int alignment, List<Pointer> pointers) {
    /** Where data lies. */
    public enum Place {
        /** Cannot be written to; with pointers it can until the program starts. */
        READ_ONLY,
        /** Can be written to. */
        WRITABLE,
        /** Can be written to and starts as zeros, which the object does not contain. */
        ZEROED,
        /** A copy for each thread. */
        THREAD_LOCAL,
        /** A copy for each thread, which starts as zeros. */
        THREAD_ZEROED
    }

    /**
     * An address in data.
     *
     * @param offset where in the data its 8 bytes are
     * @param target what it is the address of
     * @param addend bytes added to that
     */
    public record Pointer(int offset, ExternalName target, long addend) {}

    /** A copy is made of both arrays. */
    public DataObject {
        if (alignment <= 0 || Integer.bitCount(alignment) != 1) {
            throw new IllegalArgumentException("an alignment is a power of two, not " + alignment);
        }
        bytes = bytes.clone();
        pointers = List.copyOf(pointers);
        for (Pointer pointer : pointers) {
            if (pointer.offset() < 0 || pointer.offset() > bytes.length - 8) {
                throw new IllegalArgumentException(
                        "a pointer at " + pointer.offset() + " of " + bytes.length + " bytes");
            }
        }
    }

    /** Data that cannot be written to, aligned to 16 bytes. */
    public static DataObject readOnly(byte[] bytes) {
        return new DataObject(Place.READ_ONLY, bytes, 16, List.of());
    }

    /** Data that can be written to, aligned to 16 bytes. */
    public static DataObject writable(byte[] bytes) {
        return new DataObject(Place.WRITABLE, bytes, 16, List.of());
    }

    /** So many zeros that can be written to, aligned to 16 bytes. */
    public static DataObject zeroed(int bytes) {
        return new DataObject(Place.ZEROED, new byte[bytes], 16, List.of());
    }

    /** Data of which each thread has a copy, aligned to 16 bytes. */
    public static DataObject threadLocal(byte[] bytes) {
        return new DataObject(Place.THREAD_LOCAL, bytes, 16, List.of());
    }

    /** With an address in it. */
    public DataObject withPointer(int offset, ExternalName target, long addend) {
        List<Pointer> more = new ArrayList<>(pointers);
        more.add(new Pointer(offset, target, addend));
        return new DataObject(place, bytes, alignment, more);
    }

    /** With another alignment. */
    public DataObject withAlignment(int newAlignment) {
        return new DataObject(place, bytes, newAlignment, pointers);
    }
}
