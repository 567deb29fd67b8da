package dev.gantry.clif.ir;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function: what it is called, its signature, what it declares, the data flow graph and the order of its blocks and
 * instructions.
 */
public final class Function {
    /** No source location is known. */
    public static final int NO_SRCLOC = -1;

    private ExternalName name;
    private Signature signature;
    private int stackLimit = -1;

    public final EntityTable<Signature> signatures = new EntityTable<>();
    public final EntityTable<ExtFunc> extFuncs = new EntityTable<>();
    public final EntityTable<StackSlot> stackSlots = new EntityTable<>();
    public final EntityTable<DynamicType> dynamicTypes = new EntityTable<>();
    /** Dynamic stack slots; each is the number of a dynamic type. */
    public final EntityTable<Integer> dynamicStackSlots = new EntityTable<>();

    public final EntityTable<GlobalValue> globalValues = new EntityTable<>();
    public final EntityTable<AliasRegion> aliasRegions = new EntityTable<>();
    public final ConstantPool constants = new ConstantPool();
    public final Layout layout = new Layout();
    public final Dfg dfg = new Dfg(signatures, extFuncs);

    private int[] srclocs = {};
    private final Map<Integer, List<UserStackMapEntry>> userStackMaps = new HashMap<>();
    private final Map<Integer, List<DebugTag>> debugTags = new HashMap<>();

    public Function(ExternalName name, Signature signature) {
        this.name = name;
        this.signature = signature;
    }

    public ExternalName name() {
        return name;
    }

    public void setName(ExternalName name) {
        this.name = name;
    }

    public Signature signature() {
        return signature;
    }

    public void setSignature(Signature signature) {
        this.signature = signature;
    }

    /** The global value below which the stack pointer must not go, or -1 if the stack is not checked. */
    public int stackLimit() {
        return stackLimit;
    }

    public void setStackLimit(int globalValue) {
        stackLimit = globalValue;
    }

    /** The payload of an instruction. */
    public InstData instData(int inst) {
        return dfg.instData(inst);
    }

    /** Where in the client's source an instruction comes from: an unsigned number, or {@link #NO_SRCLOC}. */
    public int srcloc(int inst) {
        return inst < srclocs.length ? srclocs[inst] : NO_SRCLOC;
    }

    public void setSrcloc(int inst, int srcloc) {
        if (inst >= srclocs.length) {
            if (srcloc == NO_SRCLOC) {
                return;
            }
            int old = srclocs.length;
            srclocs = Arrays.copyOf(srclocs, Math.max(inst + 1, Math.max(64, old * 2)));
            Arrays.fill(srclocs, old, srclocs.length, NO_SRCLOC);
        }
        srclocs[inst] = srcloc;
    }

    /** Whether any instruction has a source location. */
    public boolean hasSrclocs() {
        return srclocs.length > 0;
    }

    /** What the client spilled around a call for the garbage collector; empty if nothing. */
    public List<UserStackMapEntry> userStackMap(int inst) {
        return userStackMaps.isEmpty() ? List.of() : userStackMaps.getOrDefault(inst, List.of());
    }

    public void setUserStackMap(int inst, List<UserStackMapEntry> entries) {
        userStackMaps.put(inst, List.copyOf(entries));
    }

    /** What the client tells debuggers at an instruction; empty if nothing. */
    public List<DebugTag> debugTags(int inst) {
        return debugTags.isEmpty() ? List.of() : debugTags.getOrDefault(inst, List.of());
    }

    /** Whether any instruction has debug tags. */
    public boolean hasDebugTags() {
        return !debugTags.isEmpty();
    }

    public void setDebugTags(int inst, List<DebugTag> tags) {
        debugTags.put(inst, List.copyOf(tags));
    }

    /** The function's name; use the printer of the text package for the whole function. */
    @Override
    public String toString() {
        return "function " + name;
    }
}
