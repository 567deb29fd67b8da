package dev.gantry.clif.ir;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entities of one kind, numbered from 0. Numbers may be left out (text declares them as it likes), so an entity has to be
 * asked for with {@link #contains} where the number is not known to be good.
 *
 * @param <T> what an entity is
 */
public final class EntityTable<T> {
    private final List<@Nullable T> items = new ArrayList<>();

    /** Adds an entity after the last and gives its number. */
    public int add(T item) {
        items.add(item);
        return items.size() - 1;
    }

    /** Declares the entity of a number, or declares it anew; numbers passed over stay empty. */
    public void set(int number, T item) {
        while (items.size() <= number) {
            items.add(null);
        }
        items.set(number, item);
    }

    /** Whether the entity of a number is declared. */
    public boolean contains(int number) {
        return number >= 0 && number < items.size() && items.get(number) != null;
    }

    /** The entity of a number; throws {@link IndexOutOfBoundsException} if it is not declared. */
    public T get(int number) {
        T item = items.get(number);
        if (item == null) {
            throw new IndexOutOfBoundsException("entity " + number + " is not declared");
        }
        return item;
    }

    /** One more than the largest number given out. */
    public int limit() {
        return items.size();
    }
}
