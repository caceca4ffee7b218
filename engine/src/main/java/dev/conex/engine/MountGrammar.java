package dev.conex.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses `-v` and `--tmpfs`, once. Pure.
final class MountGrammar {
    static final Pattern VOLUME_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");

    private static final Set<String> PROPAGATIONS =
            Set.of("private", "rprivate", "slave", "rslave", "shared", "rshared");
    private static final Set<String> CONSISTENCIES = Set.of("consistent", "delegated", "cached", "default");
    private static final Set<String> TMPFS_WORDS = Set.of(
            "exec",
            "noexec",
            "suid",
            "nosuid",
            "dev",
            "nodev",
            "ro",
            "rw",
            "async",
            "sync",
            "dirsync",
            "remount",
            "mand",
            "nomand",
            "atime",
            "noatime",
            "diratime",
            "nodiratime",
            "bind",
            "rbind",
            "unbindable",
            "runbindable",
            "private",
            "rprivate",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "relatime",
            "norelatime",
            "strictatime",
            "nostrictatime",
            "defaults");
    private static final Set<String> TMPFS_KEYS =
            Set.of("mode", "size", "uid", "gid", "nr_inodes", "nr_blocks", "mpol");

    private MountGrammar() {}

    /// One `-v`: a host path or a volume's name (empty: anonymous) at a place in the container.
    record BindSpec(String source, String target, String mode, boolean readOnly, String propagation, boolean noCopy) {
        boolean hostPath() {
            return source.startsWith("/");
        }
    }

    /// `source:target[:options]` or `target`.
    static BindSpec bind(String text) {
        var parts = text.split(":", -1);
        if (parts.length > 3 || text.isEmpty()) {
            throw invalid(text, "");
        }
        if (parts.length == 1) {
            return new BindSpec("", target(text, parts[0]), "", false, "", false);
        }
        if (parts[0].isEmpty()) {
            throw invalid(text, "");
        }
        var source = parts[0].startsWith("/") ? normal(parts[0]) : volumeName(parts[0]);
        var mode = parts.length == 3 ? parts[2] : "";
        return modes(source, target(text, parts[1]), mode, text);
    }

    private static BindSpec modes(String source, String target, String mode, String text) {
        boolean readOnly = false;
        boolean noCopy = false;
        String propagation = "";
        var seen = new ArrayList<String>();
        for (var word : mode.isEmpty() ? List.<String>of() : Arrays.asList(mode.split(",", -1))) {
            if (PROPAGATIONS.contains(word) && propagation.isEmpty()) {
                propagation = word;
            } else if (word.equals("ro") || word.equals("rw")) {
                readOnly = word.equals("ro");
            } else if (word.equals("nocopy")) {
                noCopy = true;
            } else if (!word.equals("z") && !word.equals("Z") && !CONSISTENCIES.contains(word)) {
                throw new Refusal.Invalid(Refusal.What.BIND, text, "invalid mode: " + mode);
            }
            if (seen.contains(word)) {
                throw new Refusal.Invalid(Refusal.What.BIND, text, "invalid mode: " + mode);
            }
            seen.add(word);
        }
        return new BindSpec(source, target, mode, readOnly, propagation, noCopy);
    }

    /// An absolute, clean path in the container, not the root itself.
    static String target(String text, String path) {
        if (path.isEmpty()) {
            throw invalid(text, "");
        }
        if (!path.startsWith("/")) {
            throw invalid(text, "invalid mount path: '%s' mount path must be absolute".formatted(path));
        }
        var clean = normal(path);
        if (clean.equals("/")) {
            throw invalid(
                    text,
                    "invalid volume specification: '%s': invalid mount config for type \"bind\": invalid specification: destination can't be '/'"
                            .formatted(text));
        }
        return clean;
    }

    static String volumeName(String name) {
        if (!VOLUME_NAME.matcher(name).matches()) {
            throw new Refusal.Invalid(Refusal.What.VOLUME_NAME, name, "");
        }
        return name;
    }

    /// Options of a tmpfs as for mount(8), checked.
    static List<String> tmpfs(String target, @Nullable String options) {
        var words = new ArrayList<>(List.of("noexec", "nosuid", "nodev"));
        for (var word : options == null || options.isEmpty() ? List.<String>of() : Arrays.asList(options.split(","))) {
            int at = word.indexOf('=');
            if (at < 0 ? !TMPFS_WORDS.contains(word) : !TMPFS_KEYS.contains(word.substring(0, at))) {
                throw new Refusal.Invalid(Refusal.What.TMPFS, target, "invalid tmpfs option \"%s\"".formatted(word));
            }
            words.removeIf(w -> w.equals("no" + word));
            if (!word.equals("defaults") && !words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    /// Without `.`, `..`, double and trailing slashes; `..` above the root is the root.
    static String normal(String path) {
        var kept = new ArrayList<String>();
        for (var part : path.split("/")) {
            if (part.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                kept.add(part);
            }
        }
        return "/" + String.join("/", kept);
    }

    private static Refusal.Invalid invalid(String text, String why) {
        return new Refusal.Invalid(Refusal.What.BIND, text, why);
    }
}
