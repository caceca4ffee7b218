package dev.conex.engine;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.InvalidReference;
import dev.conex.oci.Reference;
import dev.conex.storage.Named;
import dev.conex.storage.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which image a user means, and giving and taking names. An image without a name has one that nobody sees, as
/// containerd's images have it: so it stays until it is removed or pruned.
final class ImageNames {
    private static final String DANGLING = "moby-dangling";
    private static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{1,64}");
    private static final Pattern WHOLE_ID = Pattern.compile("(?:sha256:)?[0-9a-f]{64}");

    private final Names names;

    ImageNames(Names names) {
        this.names = names;
    }

    /// An image and all its names, the invisible one included.
    record Found(Descriptor target, List<Named> names) {
        Found {
            names = List.copyOf(names);
        }

        String id() {
            return target.digest().toString();
        }

        /// Names that users see.
        List<Named> visible() {
            return names.stream().filter(n -> !isDangling(n.reference())).toList();
        }

        boolean dangling() {
            return visible().isEmpty();
        }

        /// `name:tag` as Docker shows them.
        List<String> tags() {
            return visible().stream()
                    .filter(n -> n.reference().digest() == null)
                    .map(n -> n.reference().familiar())
                    .toList();
        }

        /// `name@digest` as Docker shows them, one a repository.
        List<String> digests() {
            return visible().stream()
                    .map(n -> n.reference().withDigest(target.digest()).familiar())
                    .distinct()
                    .toList();
        }
    }

    /// Parsed, in Docker's words when it is no reference.
    static Reference parse(String text) {
        try {
            return Reference.parse(text);
        } catch (InvalidReference e) {
            throw new Refusal.Invalid(Refusal.What.REFERENCE, text, String.valueOf(e.getMessage()));
        }
    }

    static boolean isDangling(Reference reference) {
        return reference.path().equals("library/" + DANGLING) && reference.digest() != null;
    }

    /// All images, by digest.
    List<Found> all() throws IOException {
        var byDigest = new LinkedHashMap<Digest, List<Named>>();
        for (var named : names.list()) {
            byDigest.computeIfAbsent(named.descriptor().digest(), _ -> new ArrayList<>())
                    .add(named);
        }
        return byDigest.values().stream()
                .map(same -> new Found(same.getFirst().descriptor(), same))
                .toList();
    }

    /// What a name means, as [#find(String)] finds it, without looking for its other names.
    Descriptor target(String name) throws IOException {
        if (!WHOLE_ID.matcher(name).matches()) {
            try {
                var named = names.find(Reference.parse(name).tagged());
                if (named.isPresent()) {
                    return named.get().descriptor();
                }
            } catch (InvalidReference _) {
                return find(name).target();
            }
        }
        return find(name).target();
    }

    /// By reference, digest reference, id, or a prefix of one that only one image has.
    Found find(String name) throws IOException {
        var exact = byReference(name);
        if (exact != null) {
            return exact;
        }
        if (!ID.matcher(name).matches()) {
            throw new Refusal.NotFound(Refusal.Noun.IMAGE, shown(name));
        }
        var prefix = name.startsWith("sha256:") ? name : "sha256:" + name;
        var fitting = all().stream().filter(f -> f.id().startsWith(prefix)).toList();
        if (fitting.isEmpty()) {
            throw new Refusal.NotFound(Refusal.Noun.IMAGE, shown(name));
        }
        if (fitting.size() > 1) {
            throw new Refusal.Ambiguous(Refusal.Noun.IMAGE, name);
        }
        return fitting.getFirst();
    }

    private @Nullable Found byReference(String name) throws IOException {
        if (WHOLE_ID.matcher(name).matches()) {
            return null;
        }
        Reference reference;
        try {
            reference = Reference.parse(name).tagged();
        } catch (InvalidReference e) {
            if (ID.matcher(name).matches()) {
                return null;
            }
            throw new Refusal.Invalid(Refusal.What.REFERENCE, name, String.valueOf(e.getMessage()));
        }
        return reference.digest() == null ? tagged(reference) : digested(reference, reference.digest());
    }

    private @Nullable Found tagged(Reference reference) throws IOException {
        var named = names.find(reference);
        return named.isEmpty() ? null : of(named.get().descriptor());
    }

    /// With a digest a tag means nothing: any name of the repository will do.
    private @Nullable Found digested(Reference reference, Digest digest) throws IOException {
        var same = names.of(digest);
        return same.stream().anyMatch(n -> n.reference().name().equals(reference.name()))
                ? new Found(same.getFirst().descriptor(), same)
                : null;
    }

    private static String shown(String name) {
        if (WHOLE_ID.matcher(name).matches()) {
            return name;
        }
        try {
            return Reference.parse(name).tagged().familiar();
        } catch (InvalidReference _) {
            return name;
        }
    }

    /// Whether the text is a name without tag or digest.
    static boolean isRepository(String text) {
        try {
            var reference = Reference.parse(text);
            return reference.tag() == null && reference.digest() == null;
        } catch (InvalidReference _) {
            return false;
        }
    }

    /// Whether the text means an image by (a part of) its id and not by a name.
    static boolean meansId(String text, Found found) {
        return ID.matcher(text).matches()
                && (found.id().startsWith(text) || found.id().startsWith("sha256:" + text));
    }

    Found of(Descriptor target) throws IOException {
        return new Found(target, names.of(target.digest()));
    }

    /// Gives a name (absent: the invisible one). What had it before doesn't vanish with it. Never while a sweep
    /// goes on, which may not know of it: whoever has a lease on the image keeps it until this has returned.
    void point(@Nullable Reference reference, Descriptor target) throws IOException {
        synchronized (names) {
            pointAlone(reference, target);
        }
    }

    private void pointAlone(@Nullable Reference reference, Descriptor target) throws IOException {
        if (reference == null) {
            pointDangling(target);
            return;
        }
        var before = names.find(reference);
        if (before.isPresent() && !before.get().descriptor().digest().equals(target.digest())) {
            keepWithout(List.of(reference), of(before.get().descriptor()));
        }
        names.point(reference, target);
        names.remove(dangling(target));
    }

    /// Gives the invisible name to an image that is about to lose those.
    void keepWithout(List<Reference> lost, Found image) throws IOException {
        if (image.names().stream().allMatch(n -> lost.contains(n.reference()))) {
            pointDangling(image.target());
        }
    }

    private void pointDangling(Descriptor target) throws IOException {
        if (names.of(target.digest()).isEmpty() || names.find(dangling(target)).isEmpty()) {
            names.point(dangling(target), target);
        }
    }

    private static Reference dangling(Descriptor target) {
        return Reference.parse(DANGLING).withDigest(target.digest());
    }

    void remove(Reference reference) throws IOException {
        names.remove(reference);
    }

    Map<Reference, Descriptor> inRepository(Reference repository) throws IOException {
        var found = new LinkedHashMap<Reference, Descriptor>();
        for (var named : names.list()) {
            if (named.reference().name().equals(repository.name())
                    && named.reference().tag() != null) {
                found.put(named.reference(), named.descriptor());
            }
        }
        return found;
    }
}
