package dev.gantry.link.object;

import dev.gantry.asm.ByteOutput;
import dev.gantry.asm.CodeBlob;
import dev.gantry.asm.unwind.EhFrame;
import dev.gantry.clif.ir.ExternalName;
import dev.gantry.clif.ir.LibCall;
import dev.gantry.codegen.CompiledFunction;
import dev.gantry.codegen.Compiler;
import dev.gantry.codegen.library.RuntimeLibrary;
import dev.gantry.link.LinkageException;
import dev.gantry.link.ProbeRoutine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A relocatable object file (ELF, x86-64) of compiled functions and data. What they refer to and the object does not define are its undefined symbols.
 *
 * <pre>{@code
 * ObjectModule.builder()
 *         .function(compiler.compile(function))
 *         .data(new ExternalName.TestCase("table"), DataObject.readOnly(bytes))
 *         .build()
 *         .writeTo(Path.of("out.o"));
 * }</pre>
 *
 * <p>The code's frame information is in {@code .eh_frame}, unless the functions were compiled without. Code that takes addresses of symbols which are not
 * colocated has them as 8 bytes in the code, which linkers take for position-dependent executables only; compile with {@code is_pic} for others.
 *
 * <p>Immutable.
 */
public final class ObjectModule {
    private final byte[] bytes;

    private ObjectModule(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return an empty builder} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a copy of the file's bytes} */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * Writes the file, over one that is there.
     *
     * @throws IOException if that fails
     */
    public void writeTo(Path path) throws IOException {
        Files.write(path, bytes);
    }

    /** Collects functions and data. Not thread-safe. */
    public static final class Builder {
        private record Code(CompiledFunction function, Linkage linkage) {}

        private record Data(ExternalName name, DataObject object, Linkage linkage) {}

        private final List<Code> functions = new ArrayList<>();
        private final List<Data> data = new ArrayList<>();
        private final Set<ExternalName> defined = new HashSet<>();
        private SymbolNames names = SymbolNames.DEFAULT;

        private Builder() {}

        /** Names symbols by another rule than {@link SymbolNames#DEFAULT}. */
        public Builder names(SymbolNames newNames) {
            names = newNames;
            return this;
        }

        /**
         * Adds a function under its name, to be seen by everybody.
         *
         * @throws LinkageException if there is something of this name
         */
        public Builder function(CompiledFunction function) {
            return function(function, Linkage.EXPORT);
        }

        /**
         * Adds a function under its name.
         *
         * @throws LinkageException if there is something of this name
         */
        public Builder function(CompiledFunction function, Linkage linkage) {
            define(function.name());
            functions.add(new Code(function, linkage));
            return this;
        }

        /**
         * Adds data under a name.
         *
         * @throws LinkageException if there is something of this name
         */
        public Builder data(ExternalName name, DataObject object, Linkage linkage) {
            define(name);
            data.add(new Data(name, object, linkage));
            return this;
        }

        /** Adds data under a name, to be seen by everybody. */
        public Builder data(ExternalName name, DataObject object) {
            return data(name, object, Linkage.EXPORT);
        }

        private void define(ExternalName name) {
            if (!defined.add(name)) {
                throw new LinkageException(name + " is defined twice");
            }
        }

        /**
         * Puts those routines of the run-time library into the object, for itself only, that the functions added so far call. Without it
         * they are undefined symbols.
         *
         * @param compiler compiles them: for the target of the other functions
         */
        public Builder withLibraryRoutines(Compiler compiler) {
            for (int i = 0; i < functions.size(); i++) {
                for (ExternalName name : functions.get(i).function().symbols()) {
                    if (name instanceof ExternalName.Library library && isMissing(library.call())) {
                        function(routine(compiler, library.call()), Linkage.LOCAL);
                    }
                }
            }
            return this;
        }

        private static CompiledFunction routine(Compiler compiler, LibCall call) {
            return call == LibCall.PROBESTACK
                    ? ProbeRoutine.make()
                    : compiler.compile(RuntimeLibrary.function(call).orElseThrow());
        }

        private boolean isMissing(LibCall call) {
            return (RuntimeLibrary.has(call) || call == LibCall.PROBESTACK)
                    && !defined.contains(new ExternalName.Library(call));
        }

        /** {@return the object} */
        public ObjectModule build() {
            ElfWriter elf = new ElfWriter(names);
            EhFrame frames = new EhFrame();
            int[] frameOwners = new int[functions.size()];
            for (Code code : functions) {
                int offset = addCode(elf, code);
                CodeBlob blob = code.function().code();
                if (blob.unwindCount() > 0) {
                    frameOwners[frames.functionCount()] = offset;
                    frames.add(blob);
                }
                relocate(elf, code.function(), offset);
            }
            for (Data item : data) {
                addData(elf, item);
            }
            if (frames.functionCount() > 0) {
                addFrames(elf, frames, frameOwners);
            }
            return new ObjectModule(elf.finish());
        }

        /** Appends a function to the text; gives its offset there. */
        private static int addCode(ElfWriter elf, Code code) {
            CodeBlob blob = code.function().code();
            ElfSection text = elf.text;
            text.align(Math.max(16, blob.alignment()), 0xcc);
            int offset = text.bytes.size();
            text.bytes.put(blob.bytes(), blob.size());
            elf.define(code.function().name(), text, offset, blob.size(), ElfWriter.STT_FUNC, code.linkage());
            return offset;
        }

        private static void addData(ElfWriter elf, Data item) {
            DataObject object = item.object();
            ElfSection section = elf.sectionOf(object);
            section.align(object.alignment(), 0);
            int offset = (int) section.size();
            boolean threadLocal = section.isThreadLocal();
            section.append(object.bytes());
            int type = threadLocal ? ElfWriter.STT_TLS : ElfWriter.STT_OBJECT;
            elf.define(item.name(), section, offset, object.bytes().length, type, item.linkage());
            for (DataObject.Pointer pointer : object.pointers()) {
                elf.relocate(
                        section, offset + pointer.offset(), ElfRelocs.ABSOLUTE_8, pointer.target(), pointer.addend());
            }
        }

        private static void relocate(ElfWriter elf, CompiledFunction function, int offset) {
            CodeBlob blob = function.code();
            for (int i = 0; i < blob.relocCount(); i++) {
                elf.relocate(
                        elf.text,
                        offset + blob.relocOffset(i),
                        ElfRelocs.type(blob.relocKind(i)),
                        function.symbols().get(blob.relocTarget(i)),
                        blob.relocAddend(i));
            }
        }

        private static void addFrames(ElfWriter elf, EhFrame frames, int[] functionOffsets) {
            ByteOutput bytes = elf.ehFrame.bytes;
            bytes.put(frames.toBytes());
            for (int i = 0; i < frames.functionCount(); i++) {
                elf.relocateToText(elf.ehFrame, frames.pointerOffset(i), functionOffsets[i]);
            }
        }
    }
}
