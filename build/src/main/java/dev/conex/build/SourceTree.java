package dev.conex.build;

import dev.conex.build.dockerfile.GlobPattern;
import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.build.dockerfile.Paths;
import dev.conex.linux.Dir;
import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Node;
import dev.conex.linux.Stat;
import dev.conex.linux.TreeWalk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A tree to copy from: the context less what is ignored, or the files of a step. Paths are [NameText], relative.
///
/// @param isContext whether owners mean nothing in it
record SourceTree(Dir root, IgnoreRules ignored, boolean isContext) {
    /// How many names a pattern may find.
    static final int MATCHES_MAX = 100_000;

    static SourceTree of(BuildContext context) {
        return new SourceTree(context.root(), context.ignored(), true);
    }

    static SourceTree of(Dir root) {
        return new SourceTree(root, IgnoreRules.NONE, false);
    }

    /// What a source of COPY stands for, sorted.
    ///
    /// @throws BuildFailed when there is nothing
    List<String> find(String instruction, String source) throws BuildFailed, IOException {
        if (isContext && leadsOut(source)) {
            throw BuildFailed.refused(
                    "%s failed: forbidden path outside the build context: %s ()".formatted(instruction, source));
        }
        var pattern = Paths.clean(NameText.text(source.replace("/./", "/")));
        if (GlobPattern.isLiteral(pattern)) {
            var stat = stat(pattern);
            if (stat.isEmpty() || isHidden(pattern, stat.get())) {
                throw missing(instruction, source);
            }
            return List.of(pattern);
        }
        var found = matches(GlobPattern.of(pattern));
        if (found.isEmpty()) {
            throw BuildFailed.refused(instruction + " failed: no source files were specified");
        }
        for (var path : found) {
            if (stat(path).isEmpty()) {
                throw missing(instruction, NameText.shown(path)); // a link that leads nowhere
            }
        }
        return found;
    }

    /// An absolute source counts from the context; one that climbs above it is a mistake.
    private static boolean leadsOut(String source) {
        int depth = 0;
        for (var part : source.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> depth--;
                default -> depth++;
            }
            if (depth < 0) {
                return !source.startsWith("/");
            }
        }
        return false;
    }

    private BuildFailed missing(String instruction, String source) {
        return BuildFailed.refused(
                isContext
                        ? "%s failed: file not found in build context or excluded by .dockerignore: stat %s: file does not exist"
                                .formatted(instruction, source)
                        : "%s failed: stat %s: file does not exist".formatted(instruction, source));
    }

    /// A directory that is left out is still there when something in it may be kept.
    private boolean isHidden(String path, Stat stat) {
        return !path.isEmpty() && ignored.excludes(path) && !(stat.isDirectory() && ignored.mayKeepBelow(path));
    }

    /// What is there, a link at its end followed.
    Optional<Stat> stat(String path) throws IOException {
        try (var node = node(path)) {
            return Optional.of(node.stat());
        } catch (ErrnoException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// The object with a link at its end followed.
    Node node(String path) throws IOException {
        return root.nodeFollowed(NameText.bytes(path.isEmpty() ? "." : path));
    }

    private List<String> matches(GlobPattern pattern) throws IOException {
        var found = new ArrayList<String>();
        TreeWalk.walk(root, entry -> {
            var path = NameText.text(entry.path());
            if (isHidden(path, entry.stat())) {
                return TreeWalk.Step.SKIP;
            }
            if (!pattern.matches(path)) {
                return TreeWalk.Step.DESCEND;
            }
            if (found.size() >= MATCHES_MAX) {
                throw new IOException("a pattern finds more than %d names".formatted(MATCHES_MAX));
            }
            found.add(path);
            return TreeWalk.Step.SKIP;
        });
        return found;
    }

    /// Visits what is below a directory, less what is ignored or excluded. A directory that is left out but may hold
    /// something that is kept is walked without being visited.
    void walk(String directory, IgnoreRules excluded, Visitor visitor) throws IOException {
        try (var node = node(directory);
                var dir = Dir.reopen(node.fd())) {
            TreeWalk.walk(dir, entry -> {
                var below = NameText.text(entry.path());
                var path = NameText.join(directory, below);
                boolean out = ignored.excludes(path) || excluded.excludes(path) || excluded.excludes(below);
                if (!out) {
                    visitor.visit(below, entry);
                    return TreeWalk.Step.DESCEND;
                }
                return ignored.mayKeepBelow(path) || excluded.mayKeepBelow(below)
                        ? TreeWalk.Step.DESCEND
                        : TreeWalk.Step.SKIP;
            });
        }
    }

    /// Sees an entry.
    @FunctionalInterface
    interface Visitor {
        /// @param below the path from the directory that is walked
        void visit(String below, TreeWalk.Entry entry) throws IOException;
    }
}
