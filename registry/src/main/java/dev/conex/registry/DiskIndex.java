package dev.conex.registry;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Repositories as directories of small files.
final class DiskIndex implements RegistryIndex {
    private static final String BLOBS = "_blobs";
    private static final String MANIFESTS = "_manifests";
    private static final String TAGS = "_tags";
    private static final String REFERRERS = "_referrers";

    private final Path root;
    private final DurableFiles files;

    DiskIndex(Path root, DurableFiles files) {
        this.root = root;
        this.files = files;
    }

    private Path mark(String repository, String kind, Digest digest) {
        return root.resolve(repository)
                .resolve(kind)
                .resolve(digest.algorithm())
                .resolve(digest.hex());
    }

    private Path tagFile(String repository, String tag) {
        return root.resolve(repository).resolve(TAGS).resolve(tag);
    }

    private Path referrer(String repository, Digest subject, Digest manifest) {
        return mark(repository, REFERRERS, subject).resolve(manifest.algorithm() + "." + manifest.hex());
    }

    @Override
    public boolean hasBlob(String repository, Digest digest) {
        return Files.exists(mark(repository, BLOBS, digest));
    }

    @Override
    public void linkBlob(String repository, Digest digest) throws IOException {
        Path mark = mark(repository, BLOBS, digest);
        if (!Files.exists(mark)) {
            files.write(mark, "");
        }
    }

    @Override
    public boolean unlinkBlob(String repository, Digest digest) throws IOException {
        return DurableFiles.delete(mark(repository, BLOBS, digest));
    }

    @Override
    public Optional<String> manifestType(String repository, Digest digest) throws IOException {
        return text(mark(repository, MANIFESTS, digest));
    }

    @Override
    public void putManifest(String repository, Descriptor manifest, @Nullable Digest subject) throws IOException {
        if (subject != null) {
            files.write(referrer(repository, subject, manifest.digest()), "");
        }
        files.write(mark(repository, MANIFESTS, manifest.digest()), manifest.mediaType());
    }

    @Override
    public boolean deleteManifest(String repository, Digest digest, @Nullable Digest subject) throws IOException {
        boolean existed = DurableFiles.delete(mark(repository, MANIFESTS, digest));
        for (String tag : withNames(root.resolve(repository).resolve(TAGS), DiskIndex::sorted)) {
            if (tag(repository, tag).filter(digest::equals).isPresent()) {
                setTag(repository, tag, null);
            }
        }
        if (subject != null) {
            DurableFiles.delete(referrer(repository, subject, digest));
        }
        return existed;
    }

    @Override
    public Optional<Digest> tag(String repository, String tag) throws IOException {
        return text(tagFile(repository, tag)).map(Digest::parse);
    }

    @Override
    public void setTag(String repository, String tag, @Nullable Digest digest) throws IOException {
        if (digest == null) {
            DurableFiles.delete(tagFile(repository, tag));
        } else {
            files.write(tagFile(repository, tag), digest.toString());
        }
    }

    @Override
    public List<String> tags(String repository, Page page) throws IOException {
        return withNames(root.resolve(repository).resolve(TAGS), page::of);
    }

    @Override
    public List<String> repositories(Page page) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var all = Files.walk(root)) {
            Iterator<String> names = all.filter(path -> name(path).equals(MANIFESTS))
                    .map(path -> String.valueOf(root.relativize(path).getParent()))
                    .iterator();
            return page.of(names);
        }
    }

    @Override
    public List<Digest> referrers(String repository, Digest subject) throws IOException {
        return withNames(mark(repository, REFERRERS, subject), DiskIndex::sorted).stream()
                .map(name -> Digest.parse(name.replace('.', ':')))
                .toList();
    }

    @Override
    public boolean hasRepository(String repository) {
        return Files.isDirectory(root.resolve(repository));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// The names in a directory, none when it is missing.
    private static <T> T withNames(Path directory, Function<Iterator<String>, T> use) throws IOException {
        try (var entries = Files.newDirectoryStream(directory)) {
            var paths = entries.iterator();
            return use.apply(new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return paths.hasNext();
                }

                @Override
                public String next() {
                    return name(paths.next());
                }
            });
        } catch (NoSuchFileException | NotDirectoryException e) {
            return use.apply(Collections.emptyIterator());
        }
    }

    private static List<String> sorted(Iterator<String> names) {
        var sorted = new ArrayList<String>();
        names.forEachRemaining(sorted::add);
        Collections.sort(sorted);
        return sorted;
    }
}
