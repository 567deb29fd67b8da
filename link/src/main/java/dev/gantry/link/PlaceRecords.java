package dev.gantry.link;

import dev.gantry.asm.CodeBlob;
import dev.gantry.clif.ir.DebugTag;
import dev.gantry.codegen.DebugTags;
import dev.gantry.codegen.StackMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What clients had recorded at places in a module's code: stack maps, debug tags, patchable calls. Immutable. */
final class PlaceRecords {
    private final int[] mapOffsets;
    private final StackMap[] maps;
    private final int[] tagOffsets;
    private final DebugTags[] tags;
    private final int[] callOffsets;
    private final int[] callLengths;

    private PlaceRecords(int mapCount, int tagCount, int callCount) {
        mapOffsets = new int[mapCount];
        maps = new StackMap[mapCount];
        tagOffsets = new int[tagCount];
        tags = new DebugTags[tagCount];
        callOffsets = new int[callCount];
        callLengths = new int[callCount];
    }

    /** The records of functions that start at these offsets. */
    static PlaceRecords of(List<CodeBlob> blobs, int[] starts) {
        int mapCount = 0;
        int tagCount = 0;
        int callCount = 0;
        for (CodeBlob blob : blobs) {
            mapCount += blob.stackMapCount();
            tagCount += blob.debugTagsCount();
            callCount += blob.patchableCallCount();
        }
        PlaceRecords records = new PlaceRecords(mapCount, tagCount, callCount);
        if (mapCount + tagCount + callCount > 0) {
            records.fill(blobs, starts);
        }
        return records;
    }

    private void fill(List<CodeBlob> blobs, int[] starts) {
        int map = 0;
        int tag = 0;
        int call = 0;
        for (int i = 0; i < starts.length; i++) {
            CodeBlob blob = blobs.get(i);
            for (int j = 0; j < blob.stackMapCount(); j++) {
                mapOffsets[map] = starts[i] + blob.stackMapOffset(j);
                maps[map++] = StackMap.of(blob, j);
            }
            for (int j = 0; j < blob.debugTagsCount(); j++) {
                tagOffsets[tag] = starts[i] + blob.debugTagsOffset(j);
                tags[tag++] = DebugTags.of(blob, j);
            }
            for (int j = 0; j < blob.patchableCallCount(); j++) {
                callOffsets[call] = starts[i] + blob.patchableCallOffset(j);
                callLengths[call++] = blob.patchableCallLength(j);
            }
        }
    }

    Optional<StackMap> stackMap(int offset) {
        int at = Arrays.binarySearch(mapOffsets, offset);
        return at < 0 ? Optional.empty() : Optional.of(maps[at]);
    }

    List<DebugTag> debugTags(int offset) {
        List<DebugTag> found = new ArrayList<>();
        int at = Arrays.binarySearch(tagOffsets, offset);
        while (at > 0 && tagOffsets[at - 1] == offset) {
            at--;
        }
        for (int i = at; i >= 0 && i < tags.length && tagOffsets[i] == offset; i++) {
            found.addAll(tags[i].tags());
        }
        return found;
    }

    int patchableCallCount() {
        return callOffsets.length;
    }

    int patchableCallOffset(int call) {
        return callOffsets[call];
    }

    int patchableCallLength(int call) {
        return callLengths[call];
    }
}
