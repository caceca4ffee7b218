package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.Mount;
import dev.conex.linux.Stat;
import dev.conex.oci.BytePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the layers below a tree show, mounted only when first asked for: most layers never ask.
final class Below implements AutoCloseable {

    /// Mounts the layers below, waiting for them when they are on their way.
    interface View {
        Mount mount() throws IOException;
    }

    private final @Nullable View view;
    private @Nullable Mount mount;
    private @Nullable Dir root;

    /// @param view null when nothing is below
    Below(@Nullable View view) {
        this.view = view;
    }

    boolean isNothing() {
        return view == null;
    }

    /// The object of that name, no link being followed, on the way neither.
    Optional<Stat> find(BytePath path) throws IOException {
        if (isNothing()) {
            return Optional.empty();
        }
        var parent = path.parent();
        if (!parent.isEmpty() && find(parent).filter(Stat::isDirectory).isEmpty()) {
            return Optional.empty();
        }
        return root().find(path.bytes());
    }

    /// Names in a directory; none when it is missing or something else.
    List<BytePath> names(BytePath directory) throws IOException {
        if (isNothing()) {
            return List.of();
        }
        if (directory.isEmpty()) {
            return root().names().stream().map(BytePath::of).toList();
        }
        if (find(directory).filter(Stat::isDirectory).isEmpty()) {
            return List.of();
        }
        try (var dir = root().directory(directory.bytes())) {
            return dir.names().stream().map(BytePath::of).toList();
        }
    }

    /// Its root, which stays owned by this object.
    ///
    /// @throws IllegalStateException when nothing is below
    Dir root() throws IOException {
        if (view == null) {
            throw new IllegalStateException("nothing is below");
        }
        var open = root;
        if (open == null) {
            var mounted = view.mount();
            mount = mounted;
            open = mounted.root();
            root = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (root != null) {
            root.close();
        }
        if (mount != null) {
            mount.close();
        }
    }
}
