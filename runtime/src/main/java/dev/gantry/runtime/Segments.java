package dev.gantry.runtime;

import dev.gantry.host.RawMemory;
import dev.gantry.runtime.vm.LinearMemory;
import dev.gantry.runtime.vm.RefTable;
import dev.gantry.wasm.DataSegment;
import dev.gantry.wasm.ElementSegment;
import dev.gantry.wasm.WasmModule;
import java.util.BitSet;

/**
 * The data and element segments of an instance, and the operators on whole ranges. A dropped segment has length 0. Each operation checks both ranges
 * first and says whether it was done; if not, nothing was written.
 */
final class Segments {
    private final Instance instance;
    private final WasmModule wasm;
    private final BitSet droppedData = new BitSet();
    private final BitSet droppedElements = new BitSet();

    Segments(Instance instance, WasmModule wasm) {
        this.instance = instance;
        this.wasm = wasm;
    }

    void dropData(int segment) {
        droppedData.set(segment);
    }

    void dropElements(int segment) {
        droppedElements.set(segment);
    }

    boolean memoryInit(int memory, int segment, long to, long from, long length) {
        LinearMemory target = instance.memory(memory).vm();
        DataSegment data = wasm.data().get(segment);
        long available = droppedData.get(segment) ? 0 : data.length();
        if (from < 0 || length < 0 || from > available - length || !target.contains(to, length)) {
            return false;
        }
        RawMemory.copyIn(wasm.bytes(), (int) (data.start() + from), target.base() + to, length);
        return true;
    }

    boolean tableInit(int table, int segment, long to, long from, long length) {
        RefTable target = instance.table(table).vm();
        ElementSegment elements = wasm.elements().get(segment);
        long available = droppedElements.get(segment) ? 0 : elements.itemCount();
        if (from < 0 || length < 0 || from > available - length || !target.contains(to, length)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            target.set(to + i, instance.element(elements, (int) from + i));
        }
        return true;
    }

    boolean tableCopy(int toTable, int fromTable, long to, long from, long length) {
        RefTable target = instance.table(toTable).vm();
        RefTable source = instance.table(fromTable).vm();
        if (!source.contains(from, length) || !target.contains(to, length)) {
            return false;
        }
        target.copyFrom(source, to, from, length);
        return true;
    }

    boolean tableFill(int table, long start, long value, long length) {
        RefTable target = instance.table(table).vm();
        if (!target.contains(start, length)) {
            return false;
        }
        target.fill(start, length, value);
        return true;
    }
}
