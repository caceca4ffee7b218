package dev.conex.build;

import dev.conex.linux.Dir;
import dev.conex.linux.Fd;
import dev.conex.linux.Node;
import dev.conex.linux.OpenFlags;
import dev.conex.oci.Codecs;
import dev.conex.oci.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Does the acts of a [Step.Files] on a tree, through descriptors only.
///
/// @param epoch the time of what has none of its own
record FileWork(Dir root, Codecs codecs, Instant epoch) {
    private static final int TAR_MAGIC_AT = 257;
    private static final int TAR_BLOCK = 512;
    private static final int FETCHED_MODE = 0600;

    /// The trees and files that acts read.
    interface Sources {
        /// The tree of a step.
        SourceTree tree(int step) throws IOException;

        /// A file that was fetched.
        Fetched fetched(FileAct.Fetch act) throws BuildFailed, IOException;
    }

    void perform(List<FileAct> acts, Sources sources) throws BuildFailed, IOException {
        for (var act : acts) {
            switch (act) {
                case FileAct.Copy copy -> copy(copy, sources.tree(copy.from()));
                case FileAct.Write write -> write(write);
                case FileAct.Fetch fetch -> fetch(fetch, sources.fetched(fetch));
                case FileAct.MakeDirectory(var path, var owner) ->
                    target().directories(relative(path), owner.isEmpty() ? Owners.Owner.ROOT : owners().find(owner));
            }
        }
    }

    private TargetTree target() {
        return new TargetTree(root);
    }

    private Owners owners() {
        return new Owners(root);
    }

    private Owners.@Nullable Owner owner(FileAct.CopyRules rules) throws BuildFailed, IOException {
        return rules.chown().isEmpty() ? null : owners().find(rules.chown());
    }

    private void copy(FileAct.Copy act, SourceTree from) throws BuildFailed, IOException {
        var owner = owner(act.rules());
        var copier = new FileCopier(from, target(), act.rules(), owner);
        copier.copy(act, act.unpack() ? (node, directory) -> unpack(node, directory, owner) : null);
    }

    private void write(FileAct.Write act) throws BuildFailed, IOException {
        var content = act.content().getBytes(StandardCharsets.UTF_8);
        place(
                new Incoming(act.name(), act.mode(), epoch, new ByteArrayInputStream(content)),
                act.destination(),
                act.rules());
    }

    private void fetch(FileAct.Fetch act, Fetched fetched) throws BuildFailed, IOException {
        try (var node = new Node(Fd.open(fetched.file(), OpenFlags.READ_ONLY, 0))) {
            if (act.unpack() && unpack(node, relative(act.destination()), owner(act.rules()))) {
                return;
            }
            try (var in = node.reopen(OpenFlags.READ_ONLY).input()) {
                var incoming = new Incoming(fetched.name(), FETCHED_MODE, fetched.modified(), in);
                place(incoming, act.destination(), act.rules());
            }
        }
    }

    /// A file that comes from no tree.
    private record Incoming(String name, int mode, Instant modified, InputStream content) {}

    private void place(Incoming file, String destination, FileAct.CopyRules rules) throws BuildFailed, IOException {
        var target = target();
        var found = owner(rules);
        var owner = found == null ? Owners.Owner.ROOT : found;
        var path = relative(destination);
        if (destination.endsWith("/") || target.isDirectory(path)) {
            path = NameText.join(path, NameText.text(file.name));
        }
        target.directories(NameText.parent(path), owner);
        var look = TargetTree.Look.plain(SymbolicMode.of(rules.chmod(), file.mode, false), owner, file.modified);
        target.file(path, look, out -> file.content.transferTo(out.output()));
    }

    private static String relative(String absolute) {
        var text = NameText.text(absolute);
        int end = text.endsWith("/") ? text.length() - 1 : text.length();
        return end <= 1 ? "" : text.substring(1, end);
    }

    private boolean unpack(Node node, String directory, Owners.@Nullable Owner owner) throws IOException {
        var head = new byte[TAR_BLOCK];
        try (var in = node.reopen(OpenFlags.READ_ONLY).input()) {
            int length = in.readNBytes(head, 0, head.length);
            if (Compression.detect(head, length) == Compression.PLAIN && !isTar(head, length)) {
                return false;
            }
            var whole = new SequenceInputStream(new ByteArrayInputStream(head, 0, length), in);
            try (var plain = codecs.decompress(whole)) {
                var start = new byte[TAR_BLOCK];
                int read = plain.readNBytes(start, 0, start.length);
                if (!isTar(start, read)) {
                    return false;
                }
                var tar = new SequenceInputStream(new ByteArrayInputStream(start, 0, read), plain);
                // links in the archive lead nowhere but into the folder it is unpacked to
                target().directories(directory, owner == null ? Owners.Owner.ROOT : owner);
                try (var folder = target().root().directory(NameText.bytes(directory.isEmpty() ? "." : directory))) {
                    new ArchiveUnpack(new TargetTree(folder), "", owner).unpack(tar);
                }
                return true;
            }
        }
    }

    private static boolean isTar(byte[] head, int length) {
        return length >= TAR_MAGIC_AT + 5
                && new String(head, TAR_MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }
}
