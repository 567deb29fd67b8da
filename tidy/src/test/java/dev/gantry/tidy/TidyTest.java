package dev.gantry.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a machine can check, over the sources and the compiled classes of all modules. */
class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("gantry.root", ".."));

    /** HotSpot never compiles a method above this many bytes of bytecode (HugeMethodLimit). */
    private static final int MAX_BYTECODE = 8000;

    private static final int MAX_FILE_LINES = 1000;

    /** Which modules a module's own code may use: the arrows of ARCHITECTURE.md. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("isle", Set.of()),
            Map.entry("asm", Set.of()),
            Map.entry("regalloc", Set.of()),
            Map.entry("clif", Set.of()),
            Map.entry("codegen-meta", Set.of("isle", "asm", "clif")),
            Map.entry("codegen", Set.of("clif", "asm", "regalloc")),
            Map.entry("host", Set.of()),
            Map.entry("link", Set.of("codegen", "host", "clif", "asm")),
            Map.entry("wasm", Set.of()),
            Map.entry("wasm-clif", Set.of("wasm", "clif")),
            Map.entry("runtime", Set.of("link", "codegen", "wasm-clif", "wasm", "host", "asm", "clif")),
            Map.entry("wasi", Set.of("runtime", "wasm")),
            Map.entry("filetests", Set.of("clif", "codegen", "link", "host", "asm")),
            Map.entry("fuzz", Set.of("clif", "codegen", "link", "host", "asm", "filetests")),
            Map.entry(
                    "cli",
                    Set.of(
                            "wasi",
                            "runtime",
                            "filetests",
                            "fuzz",
                            "wasm",
                            "wasm-clif",
                            "clif",
                            "codegen",
                            "link",
                            "asm")),
            Map.entry("bench", Set.of("cli", "wasi", "runtime", "wasm", "wasm-clif", "clif", "codegen")),
            Map.entry(
                    "examples-java",
                    Set.of(
                            "isle",
                            "asm",
                            "regalloc",
                            "clif",
                            "codegen",
                            "host",
                            "link",
                            "wasm",
                            "wasm-clif",
                            "runtime",
                            "wasi",
                            "filetests",
                            "fuzz")));

    @Test
    void everyModuleIsListed() throws IOException {
        Set<String> modules = new TreeSet<>();
        try (Stream<Path> folders = Files.list(ROOT)) {
            folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.equals("tidy"))
                    .forEach(modules::add);
        }
        assertThat(modules).isEqualTo(new TreeSet<>(ARROWS.keySet()));
    }

    @Test
    void modulesUseOnlyWhatTheirArrowsAllow() throws IOException {
        Map<String, String> owner = packageOwners();
        List<String> wrong = new ArrayList<>();
        Pattern use = Pattern.compile("^import (?:static )?(dev\\.gantry(?:\\.[a-z0-9_]+)*)\\.", Pattern.MULTILINE);
        for (String module : ARROWS.keySet()) {
            for (Path file : sources(module, "main")) {
                Matcher matcher = use.matcher(Files.readString(file));
                while (matcher.find()) {
                    String target = owner.get(matcher.group(1));
                    if (target != null
                            && !target.equals(module)
                            && !ARROWS.get(module).contains(target)) {
                        wrong.add(ROOT.relativize(file) + " imports " + matcher.group(1) + " of " + target);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noMethodIsTooLargeForTheJit() throws IOException {
        List<String> tooLarge = new ArrayList<>();
        int methods = 0;
        for (String module : ARROWS.keySet()) {
            for (Path file : files(ROOT.resolve(module).resolve("target/classes"), ".class")) {
                ClassModel model = ClassFile.of().parse(file);
                for (MethodModel method : model.methods()) {
                    int length = method.findAttribute(java.lang.classfile.Attributes.code())
                            .map(CodeAttribute::codeLength)
                            .orElse(0);
                    methods++;
                    // A static initialiser runs once and is interpreted: the opcode tables are enums of hundreds of
                    // rows.
                    boolean once = method.methodName().equalsString("<clinit>");
                    if (length > MAX_BYTECODE && !once) {
                        tooLarge.add(model.thisClass().asInternalName() + "."
                                + method.methodName().stringValue() + ": " + length + " bytes");
                    }
                }
            }
        }
        assertThat(tooLarge).isEmpty();
        assertThat(methods).as("methods seen").isGreaterThan(1000);
    }

    @Test
    void filesAreNotTooLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (String module : ARROWS.keySet()) {
            for (String side : List.of("main", "test")) {
                for (Path file : sources(module, side)) {
                    long lines;
                    try (Stream<String> all = Files.lines(file)) {
                        lines = all.count();
                    }
                    if (lines > MAX_FILE_LINES) {
                        tooLong.add(ROOT.relativize(file) + ": " + lines + " lines");
                    }
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String module : ARROWS.keySet()) {
            Set<Path> folders = new TreeSet<>();
            for (Path file : sources(module, "main")) {
                if (!file.getFileName().toString().equals("module-info.java")) {
                    folders.add(file.getParent());
                }
            }
            for (Path folder : folders) {
                Path info = folder.resolve("package-info.java");
                if (!Files.exists(info)) {
                    wrong.add(ROOT.relativize(folder) + " has no package-info.java");
                } else if (!Files.readString(info).contains("NullMarked")) {
                    wrong.add(ROOT.relativize(info) + " is not @NullMarked");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPublicTypeHasADescription() throws IOException {
        Pattern type = Pattern.compile(
                "^(?:@[A-Za-z.]+(?:\\([^\\n]*\\))?\\n)*public (?:abstract |final |sealed |non-sealed |strictfp )*(?:class|interface|enum|record|@interface) (\\w+)",
                Pattern.MULTILINE);
        List<String> wrong = new ArrayList<>();
        for (String module : ARROWS.keySet()) {
            for (Path file : sources(module, "main")) {
                String text = Files.readString(file);
                Matcher matcher = type.matcher(text);
                if (matcher.find()
                        && !text.substring(0, matcher.start()).stripTrailing().endsWith("*/")) {
                    wrong.add(ROOT.relativize(file) + ": " + matcher.group(1));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void debugSwitchesAreDocumented() throws IOException {
        String documented = Files.readString(ROOT.resolve("docs/debugging.md"));
        Pattern property = Pattern.compile("\"(gantry\\.[a-z.A-Z-]+)\"");
        Map<String, String> missing = new TreeMap<>();
        for (String module : ARROWS.keySet()) {
            for (Path file : sources(module, "main")) {
                Matcher matcher = property.matcher(Files.readString(file));
                while (matcher.find()) {
                    if (!documented.contains("`-D" + matcher.group(1))) {
                        missing.put(matcher.group(1), ROOT.relativize(file).toString());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void namesAndPlacesStayGeneral() throws IOException {
        List<String> wrong = new ArrayList<>();
        Pattern vague = Pattern.compile(".*(Manager|Helper|Util|Utils|Impl)\\.java");
        for (String module : ARROWS.keySet()) {
            for (String side : List.of("main", "test")) {
                for (Path file : sources(module, side)) {
                    if (vague.matcher(file.getFileName().toString()).matches()) {
                        wrong.add(ROOT.relativize(file).toString());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Map<String, String> packageOwners() throws IOException {
        Map<String, String> owner = new TreeMap<>();
        for (String module : ARROWS.keySet()) {
            Path base = ROOT.resolve(module).resolve("src/main/java");
            for (Path file : sources(module, "main")) {
                String name = base.relativize(file.getParent()).toString().replace('/', '.');
                if (!name.isEmpty()) {
                    owner.put(name, module);
                }
            }
        }
        return owner;
    }

    private static List<Path> sources(String module, String side) throws IOException {
        return files(ROOT.resolve(module).resolve("src").resolve(side).resolve("java"), ".java");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
