package dev.conex.registry;

import dev.conex.oci.Digest;
import java.util.List;
import java.util.regex.Pattern;

/// What a path of the protocol names.
sealed interface Route {
    /// The longest repository name.
    int NAME_LENGTH_MAX = 255;

    Pattern COMPONENT = Pattern.compile("[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+");
    Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    record Root() implements Route {}

    record Catalog() implements Route {}

    record Blob(String repository, Digest digest) implements Route {}

    record Uploads(String repository) implements Route {}

    record Upload(String repository, String id) implements Route {}

    record Manifest(String repository, Target target) implements Route {}

    record Tags(String repository) implements Route {}

    record Referrers(String repository, Digest digest) implements Route {}

    record Nowhere() implements Route {}

    /// What stands behind `/manifests/`.
    sealed interface Target {
        record ByTag(String tag) implements Target {}

        record ByDigest(Digest digest) implements Target {}
    }

    static Route of(List<String> path) {
        if (path.isEmpty() || !path.getFirst().equals("v2")) {
            return new Nowhere();
        }
        var rest = path.subList(1, path.size());
        if (rest.isEmpty() || rest.equals(List.of(""))) {
            return new Root();
        }
        if (rest.equals(List.of("_catalog"))) {
            return new Catalog();
        }
        int size = rest.size();
        if (size < 3) {
            return new Nowhere();
        }
        String last = rest.getLast();
        String before = rest.get(size - 2);
        if (before.equals("uploads") && size >= 4 && rest.get(size - 3).equals("blobs")) {
            String repository = repository(rest.subList(0, size - 3));
            return last.isEmpty() ? new Uploads(repository) : new Upload(repository, last);
        }
        if (last.equals("uploads") && before.equals("blobs")) {
            return new Uploads(repository(rest.subList(0, size - 2)));
        }
        return ofKind(before, last, rest.subList(0, size - 2));
    }

    private static Route ofKind(String kind, String last, List<String> name) {
        return switch (kind) {
            case "blobs" -> new Blob(repository(name), digest(last));
            case "manifests" -> new Manifest(repository(name), target(last));
            case "referrers" -> new Referrers(repository(name), digest(last));
            case "tags" -> last.equals("list") ? new Tags(repository(name)) : new Nowhere();
            default -> new Nowhere();
        };
    }

    static String repository(List<String> components) {
        String name = String.join("/", components);
        boolean valid = !components.isEmpty()
                && name.length() <= NAME_LENGTH_MAX
                && components.stream()
                        .allMatch(component -> COMPONENT.matcher(component).matches());
        if (!valid) {
            throw Refused.nameInvalid();
        }
        return name;
    }

    static Digest digest(String text) {
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw Refused.digestInvalid(String.valueOf(e.getMessage()));
        }
    }

    private static Target target(String text) {
        if (text.indexOf(':') >= 0) {
            return new Target.ByDigest(digest(text));
        }
        if (!TAG.matcher(text).matches()) {
            throw Refused.manifestInvalid("invalid tag");
        }
        return new Target.ByTag(text);
    }
}
