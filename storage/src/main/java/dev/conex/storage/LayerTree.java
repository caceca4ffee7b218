package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Stat;
import dev.conex.oci.BytePath;
import dev.conex.oci.MalformedContent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the members of a layer go: finds or makes the directory of each, as if the layer were unpacked over those
/// below it.
///
/// A link on the way, of this layer or of one below, is followed inside the root. A directory that the layer does
/// not list itself is made like the one below. What lies outside the root cannot be named at all.
final class LayerTree implements AutoCloseable {
    static final String OPAQUE = "trusted.overlay.opaque";
    private static final byte[] YES = {'y'};
    private static final BytePath ABOVE = BytePath.of("..");
    private static final int LINKS_MAX = 40;

    /// A name in an open directory of this layer. `path` holds no link.
    record Spot(Dir directory, BytePath path) {
        byte[] name() {
            return path.fileName().bytes();
        }

        Optional<Stat> find() throws ErrnoException {
            return directory.find(name());
        }
    }

    private final Dir root;
    private final Below below;
    private final Attributes attributes;
    private final Set<BytePath> real = new HashSet<>();
    private BytePath currentPath = BytePath.EMPTY;
    private @Nullable Dir current;

    LayerTree(Dir root, Below below, Attributes attributes) {
        this.root = root;
        this.below = below;
        this.attributes = attributes;
    }

    /// The spot for a path relative to the root, which is not the root itself. Valid until the next call.
    Spot spot(BytePath path) throws IOException {
        var parent = realDirectory(path.parent());
        return new Spot(open(parent), parent.resolve(path.fileName()));
    }

    private Dir open(BytePath directory) throws IOException {
        if (directory.isEmpty()) {
            return root;
        }
        var open = current;
        if (open != null && directory.equals(currentPath)) {
            return open;
        }
        close();
        open = root.directory(directory.bytes());
        current = open;
        currentPath = directory;
        return open;
    }

    /// Notes that the layer itself made this directory.
    void made(BytePath directory) {
        real.add(directory);
    }

    /// Removes what is at a spot.
    void clear(Spot spot) throws IOException {
        real.clear();
        if (spot.directory() == root) {
            close(); // what is open may lie below what goes
        }
        spot.directory().removeTree(spot.name());
    }

    /// The path of a directory without links, made where it is missing.
    BytePath realDirectory(BytePath path) throws IOException {
        if (path.isEmpty() || real.contains(path)) {
            return path;
        }
        var ahead = new ArrayDeque<>(path.components());
        List<BytePath> done = new ArrayList<>();
        for (int links = 0; !ahead.isEmpty(); ) {
            var part = ahead.removeFirst();
            if (part.equals(ABOVE)) {
                if (!done.isEmpty()) {
                    done.removeLast();
                }
                continue;
            }
            done.add(part);
            var here = BytePath.join(done);
            var target = real.contains(here) ? null : enter(here);
            if (target == null) {
                real.add(here);
            } else if (++links > LINKS_MAX) {
                throw new MalformedContent("layer: \"%s\": too many links".formatted(path));
            } else {
                follow(target, done, ahead);
            }
        }
        return BytePath.join(done);
    }

    private static void follow(BytePath target, List<BytePath> done, Deque<BytePath> ahead) {
        if (target.isAbsolute()) {
            done.clear();
        } else {
            done.removeLast();
        }
        target.components().reversed().forEach(ahead::addFirst);
    }

    /// Makes sure that there is a directory.
    ///
    /// @return where to go instead when it is a link
    private @Nullable BytePath enter(BytePath path) throws IOException {
        var own = root.find(path.bytes());
        if (own.isPresent()) {
            return enterOwn(path, own.get());
        }
        var under = below.find(path);
        if (under.isEmpty()) {
            root.mkdir(path.bytes(), Attributes.DIRECTORY_MODE);
            attributes.plainDirectory(path);
            return null;
        }
        return switch (under.get().type()) {
            case DIRECTORY -> {
                root.mkdir(path.bytes(), Attributes.DIRECTORY_MODE);
                attributes.copyDirectory(below.root(), path);
                yield null;
            }
            case SYMLINK -> BytePath.of(below.root().readlink(path.bytes()));
            case REGULAR, FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> throw noDirectory(path);
        };
    }

    private @Nullable BytePath enterOwn(BytePath path, Stat own) throws IOException {
        if (own.isDirectory()) {
            return null;
        }
        if (own.isSymlink()) {
            return BytePath.of(root.readlink(path.bytes()));
        }
        if (!own.isWhiteout()) {
            throw noDirectory(path);
        }
        root.unlink(path.bytes());
        root.mkdir(path.bytes(), Attributes.DIRECTORY_MODE);
        attributes.plainDirectory(path);
        makeOpaque(path);
        return null;
    }

    private static MalformedContent noDirectory(BytePath path) {
        return new MalformedContent("layer: \"%s\" is no directory".formatted(path));
    }

    /// Hides all that the layers below have in a directory of this layer.
    void makeOpaque(BytePath directory) throws IOException {
        try (var node = root.node(directory.bytes())) {
            node.setXattr(OPAQUE, YES);
        }
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
            currentPath = BytePath.EMPTY;
        }
    }
}
