package dev.conex.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The shape of the code, as a test: what a review would say twice is said here. An exception stands in a list by
/// name, with its reason.
class TidyTest {
    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 60;
    private static final int PARAMETERS_MAX = 5;
    private static final int INTERFACE_METHODS_MAX = 12;
    private static final Set<String> MADE = Set.of("target", "dist", ".git");
    private static final Set<String> VAGUE =
            Set.of("Manager", "Helper", "Util", "Utils", "Impl", "Abstract", "Base", "Data");

    /// `Type.method` whose many parameters are the shape of something else.
    private static final Set<String> MANY_PARAMETERS = Set.of(
            // a row of the table of commands
            "Command.of");

    /// Methods that are one table, a row a command: cut apart they would read worse.
    private static final Set<String> TABLES = Set.of(
            "ContainerCommands.all",
            "ImageCommands.all",
            "ListCommands.all",
            "LogCommands.all",
            "ResourceCommands.all");

    private static final List<String> findings = new ArrayList<>();
    /// Exceptions that were needed.
    private static final Set<String> used = new HashSet<>();

    /// What was found in one file.
    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Path file;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private String type = "";
        private boolean inRecord;

        Reader(Path file, CompilationUnitTree unit, SourcePositions positions) {
            this.file = file;
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
            String outer = type;
            boolean outerRecord = inRecord;
            type = tree.getSimpleName().toString();
            inRecord = tree.getKind() == Tree.Kind.RECORD;
            for (String word : VAGUE) {
                if (type.endsWith(word) || type.startsWith("Abstract")) {
                    say("type " + type + " is named vaguely (" + word + ")");
                }
            }
            long abstractMethods =
                    tree.getMembers().stream().filter(TidyTest::isAbstract).count();
            if (tree.getKind() == Tree.Kind.INTERFACE && abstractMethods > INTERFACE_METHODS_MAX) {
                say("interface " + type + " has " + abstractMethods + " methods");
            }
            super.visitClass(tree, null);
            type = outer;
            inRecord = outerRecord;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
            String name = type + "." + tree.getName();
            LineMap lines = unit.getLineMap();
            if (tree.getBody() != null) {
                long first = lines.getLineNumber(positions.getStartPosition(unit, tree.getBody()));
                long last = lines.getLineNumber(Math.max(0, positions.getEndPosition(unit, tree.getBody())));
                if (last - first + 1 > METHOD_LINES_MAX && !excepted(TABLES, name)) {
                    say("method " + name + " has " + (last - first + 1) + " lines");
                }
            }
            boolean canonical = inRecord && tree.getName().contentEquals("<init>");
            if (!canonical && tree.getParameters().size() > PARAMETERS_MAX && !excepted(MANY_PARAMETERS, name)) {
                say("method " + name + " has " + tree.getParameters().size() + " parameters");
            }
            for (VariableTree parameter : tree.getParameters()) {
                if (!canonical && String.valueOf(parameter.getType()).startsWith("Optional<")) {
                    say("method " + name + " takes an Optional");
                }
            }
            return super.visitMethod(tree, null);
        }

        private static boolean excepted(Set<String> exceptions, String name) {
            return exceptions.contains(name) && (used.contains(name) || used.add(name));
        }

        private void say(String what) {
            findings.add(file + ": " + what);
        }
    }

    private static boolean isAbstract(Tree member) {
        return member instanceof MethodTree method
                && method.getBody() == null
                && !method.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("quickstart"))
                ? here
                : here.resolve("..").normalize();
    }

    /// What builds make is not looked into: it comes and goes.
    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return MADE.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(found);
        return found;
    }

    @BeforeAll
    static void readAllSources() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (Path file : sources()) {
            long lines = Files.readAllLines(file).size();
            Path named = root().relativize(file);
            if (lines > FILE_LINES_MAX) {
                findings.add(named + ": has " + lines + " lines");
            }
            try (var manager = compiler.getStandardFileManager(null, null, null)) {
                JavacTask task = (JavacTask) compiler.getTask(
                        null, manager, _ -> {}, List.of("-proc:none"), null, manager.getJavaFileObjects(file));
                for (CompilationUnitTree unit : task.parse()) {
                    new Reader(named, unit, Trees.instance(task).getSourcePositions()).scan(unit, null);
                }
            }
        }
    }

    @Test
    void shapeOfCodeIsKept() {
        assertThat(findings).isEmpty();
    }

    @Test
    void everyExceptionIsStillNeeded() {
        assertThat(used).containsAll(MANY_PARAMETERS).containsAll(TABLES);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Set<Path> silent = new TreeSet<>();
        for (Path file : sources()) {
            Path folder = file.resolveSibling("package-info.java");
            boolean inPackage = file.toString().contains("/src/main/java/dev/");
            if (inPackage && !(Files.exists(folder) && Files.readString(folder).startsWith("///"))) {
                silent.add(root().relativize(file.resolveSibling("")));
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        List<String> marks = new ArrayList<>();
        for (Path file : sources()) {
            for (String line : Files.readAllLines(file)) {
                boolean marked =
                        line.contains("TO" + "DO") || line.contains("FIX" + "ME") || line.contains("XX" + "X ");
                if (marked) {
                    marks.add(root().relativize(file) + ": " + line.strip());
                }
            }
        }
        assertThat(marks).isEmpty();
    }

    @Test
    void everyModuleIsInTheArchitecture() throws IOException {
        String architecture = Files.readString(root().resolve("ARCHITECTURE.md"));
        String pom = Files.readString(root().resolve("pom.xml"));
        List<String> missing = pom.lines()
                .filter(line -> line.strip().startsWith("<module>"))
                .map(line -> line.strip().replaceAll("</?module>", ""))
                .filter(module -> !architecture.contains("`" + module + "`"))
                .toList();
        assertThat(missing).isEmpty();
    }
}
