package dev.conex.oci;

/// What the name of a member means in a layer: a file, or the absence of one. Source: OCI image-spec, layer.md,
/// "Whiteouts".
///
/// Paths are relative to the root, without `.` and `..` (see [BytePath#inRoot()]).
public sealed interface LayerName {
    String WHITEOUT = ".wh.";
    String OPAQUE = ".wh..wh..opq";

    /// A file; [BytePath#EMPTY] is the root itself.
    record Plain(BytePath path) implements LayerName {}

    /// The file of the layers below with this path is gone.
    record Whiteout(BytePath path) implements LayerName {}

    /// All that the layers below have in this directory is gone.
    record Opaque(BytePath directory) implements LayerName {}

    /// AUFS's own bookkeeping, which means nothing.
    record Bookkeeping() implements LayerName {}

    /// @throws MalformedContent for a name that leads out of the root, or an absence of nothing, of `.` or of `..`
    static LayerName of(BytePath stored) throws MalformedContent {
        var path = stored.inRoot();
        var name = path.fileName();
        var parent = path.parent();
        for (var part : parent.components()) {
            if (part.startsWith(".wh..wh.")) {
                return new Bookkeeping();
            }
            if (part.startsWith(WHITEOUT)) {
                throw invalid(stored);
            }
        }
        if (!name.startsWith(WHITEOUT)) {
            return new Plain(path);
        }
        if (name.equals(BytePath.of(OPAQUE))) {
            return new Opaque(parent);
        }
        if (name.startsWith(".wh..wh.")) {
            return new Bookkeeping();
        }
        var hidden = name.from(WHITEOUT.length());
        if (hidden.isEmpty() || hidden.equals(BytePath.of(".")) || hidden.equals(BytePath.of(".."))) {
            throw invalid(stored);
        }
        return new Whiteout(parent.resolve(hidden));
    }

    private static MalformedContent invalid(BytePath stored) {
        return new MalformedContent("layer: invalid whiteout \"%s\"".formatted(stored));
    }
}
