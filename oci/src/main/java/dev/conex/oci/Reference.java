package dev.conex.oci;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a user types to name an image: `busybox`, `localhost:5000/a/b:tag@sha256:…`, in Docker's grammar, completed
/// with the default registry and namespace. Source: the grammar in the package comment of distribution/reference.
///
/// `domain` is never empty; `path` is the repository within it; tag and digest may be null.
public record Reference(
        String domain,
        String path,
        @Nullable String tag,
        @Nullable Digest digest) implements Comparable<Reference> {
    public static final String DEFAULT_DOMAIN = "docker.io";
    public static final String DEFAULT_TAG = "latest";
    /// The longest repository name (domain and path).
    public static final int NAME_LENGTH_MAX = 255;

    private static final String LIBRARY = "library/";
    private static final int TEXT_LENGTH_MAX = 1024;
    private static final String DOMAIN_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final Pattern DOMAIN =
            Pattern.compile("(?:" + DOMAIN_PART + "(?:\\." + DOMAIN_PART + ")*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?");
    private static final String PATH_PART = "[a-z0-9]++(?:(?:__|[._]|-++)[a-z0-9]++)*+";
    private static final Pattern PATH = Pattern.compile(PATH_PART + "(?:/" + PATH_PART + ")*+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST =
            Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}");
    private static final Pattern BARE_ID = Pattern.compile("[a-f0-9]{64}");

    public Reference {
        if (!DOMAIN.matcher(domain).matches()
                || !PATH.matcher(path).matches()
                || (tag != null && !TAG.matcher(tag).matches())) {
            throw InvalidReference.format();
        }
        if (path.length() > NAME_LENGTH_MAX) {
            throw new InvalidReference(
                    "repository name must not be more than %d characters".formatted(NAME_LENGTH_MAX));
        }
    }

    /// Reads what a user typed; the errors carry Docker's text.
    ///
    /// @throws InvalidReference when it is not a reference
    public static Reference parse(String text) {
        if (BARE_ID.matcher(text).matches()) {
            throw new InvalidReference(
                    "invalid repository name (%s), cannot specify 64-byte hexadecimal strings".formatted(text));
        }
        if (text.length() > TEXT_LENGTH_MAX) {
            throw InvalidReference.format();
        }
        var split = Split.of(text);
        var rest = split.rest;
        refuseUpperCase(rest);
        var at = rest.indexOf('@');
        Digest digest = null;
        if (at >= 0) {
            var words = rest.substring(at + 1);
            rest = rest.substring(0, at);
            digest = digestOf(words);
        }
        var colon = rest.indexOf(':');
        String tag = null;
        if (colon >= 0) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        return new Reference(split.domain, rest, tag, digest);
    }

    /// Looks at all up to the first colon, as Docker does, and so before anything else is found wrong.
    private static void refuseUpperCase(String rest) {
        var colon = rest.indexOf(':');
        var path = colon < 0 ? rest : rest.substring(0, colon);
        if (!path.toLowerCase(Locale.ROOT).equals(path)) {
            throw new InvalidReference(
                    "invalid reference format: repository name (%s) must be lowercase".formatted(path));
        }
    }

    private static Digest digestOf(String words) {
        if (!DIGEST.matcher(words).matches()) {
            throw InvalidReference.format();
        }
        try {
            return Digest.parse(words);
        } catch (IllegalArgumentException e) {
            throw new InvalidReference(String.valueOf(e.getMessage()), e);
        }
    }

    /// Domain and path, without tag and digest: `docker.io/library/busybox`.
    public String name() {
        return domain + "/" + path;
    }

    /// The shortest form of [#name()] that means the same: `busybox`.
    public String familiarName() {
        if (!domain.equals(DEFAULT_DOMAIN)) {
            return name();
        }
        var official = path.startsWith(LIBRARY) && path.indexOf('/', LIBRARY.length()) < 0;
        return official ? path.substring(LIBRARY.length()) : path;
    }

    /// What Docker shows: `busybox:latest`, `localhost:5000/a@sha256:…`.
    public String familiar() {
        return familiarName() + suffix();
    }

    /// The complete form: `docker.io/library/busybox:latest`.
    public String canonical() {
        return name() + suffix();
    }

    private String suffix() {
        return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }

    /// This, or with the tag `latest` when it has neither tag nor digest.
    public Reference tagged() {
        return tag == null && digest == null ? withTag(DEFAULT_TAG) : this;
    }

    /// The same repository with this tag and no digest.
    public Reference withTag(String other) {
        return new Reference(domain, path, other, null);
    }

    /// The same repository with this digest and no tag.
    public Reference withDigest(Digest other) {
        return new Reference(domain, path, null, other);
    }

    /// The repository alone.
    public Reference repository() {
        return new Reference(domain, path, null, null);
    }

    /// The tag of the form `name:tag`, or the digest; what a registry wants after `/manifests/`.
    public String tagOrDigest() {
        if (digest != null) {
            return digest.toString();
        }
        return tag == null ? DEFAULT_TAG : tag;
    }

    @Override
    public int compareTo(Reference other) {
        return canonical().compareTo(other.canonical());
    }

    @Override
    public String toString() {
        return canonical();
    }

    private record Split(String domain, String rest) {

        /// The first part is a domain when it could be no user name: it has a dot, a colon, an upper-case letter,
        /// or is `localhost`.
        static Split of(String text) {
            var slash = text.indexOf('/');
            var first = slash < 0 ? "" : text.substring(0, slash);
            if (slash < 0 || !looksLikeDomain(first)) {
                return completed(DEFAULT_DOMAIN, text);
            }
            return completed(first.equals("index.docker.io") ? DEFAULT_DOMAIN : first, text.substring(slash + 1));
        }

        private static boolean looksLikeDomain(String first) {
            return first.indexOf('.') >= 0
                    || first.indexOf(':') >= 0
                    || first.equals("localhost")
                    || !first.toLowerCase(Locale.ROOT).equals(first);
        }

        private static Split completed(String domain, String rest) {
            var bare = domain.equals(DEFAULT_DOMAIN) && rest.indexOf('/') < 0;
            return new Split(domain, bare ? LIBRARY + rest : rest);
        }
    }
}
