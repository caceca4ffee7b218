package dev.conex.build.dockerfile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What `RUN --mount=…` asks for. Targets are absolute.
public sealed interface RunMount {
    String target();

    /// Files of the context (`from` empty), of a stage or of an image; what is written is thrown away.
    record Bind(String from, String source, String target, boolean writable) implements RunMount {}

    /// A directory that outlives the build; `sharing` is `shared`, `private` or `locked`.
    record Cache(
            String id,
            String from,
            String source,
            String target,
            String sharing,
            boolean readOnly,
            int mode,
            int uid,
            int gid)
            implements RunMount {}

    /// Memory; `bytesMax` 0 = no limit.
    record Tmpfs(String target, long bytesMax) implements RunMount {}

    /// A secret as a file, or as the variable `variable` when that is not empty.
    record Secret(String id, String target, String variable, boolean required, int mode, int uid, int gid)
            implements RunMount {}

    /// A socket to an agent.
    record Ssh(String id, String target, boolean required, int mode, int uid, int gid) implements RunMount {}

    /// Reads the flag's text, whose variables are already replaced.
    ///
    /// @param cwd where relative targets start
    /// @throws MalformedDockerfile in BuildKit's words
    static RunMount parse(String text, String cwd) {
        return new Reading(text, cwd).read();
    }

    /// One flag being read.
    final class Reading {
        private static final List<String> KEYS = List.of(
                "type",
                "from",
                "source",
                "target",
                "readonly",
                "id",
                "sharing",
                "required",
                "size",
                "mode",
                "uid",
                "gid",
                "src",
                "dst",
                "ro",
                "rw",
                "readwrite",
                "env",
                "destination");
        private static final int TMPFS_FILE = 0400;
        private static final int SOCKET_MODE = 0600;
        private static final int CACHE_MODE = 0755;

        private final String text;
        private final String cwd;
        private final Map<String, String> fields = new HashMap<>();

        private Reading(String text, String cwd) {
            this.text = text;
            this.cwd = cwd;
        }

        private RunMount read() {
            for (var field : split()) {
                field(field);
            }
            var type = fields.getOrDefault("type", "bind");
            return switch (type) {
                case "bind" ->
                    new Bind(text("from"), text("source"), target(""), yes("readwrite") || isFalse("readonly"));
                case "cache" -> cache();
                case "tmpfs" -> new Tmpfs(target(""), size());
                case "secret" -> secret();
                case "ssh" ->
                    new Ssh(
                            fields.getOrDefault("id", "default"),
                            target("/run/buildkit/ssh_agent.0"),
                            yes("required"),
                            octal(SOCKET_MODE),
                            number("uid"),
                            number("gid"));
                default -> throw wrong("unsupported mount type " + GoText.quote(type));
            };
        }

        private Cache cache() {
            var target = target("");
            var sharing = fields.getOrDefault("sharing", "shared");
            if (!List.of("shared", "private", "locked").contains(sharing)) {
                throw wrong("unsupported sharing value " + GoText.quote(sharing));
            }
            return new Cache(
                    fields.getOrDefault("id", target),
                    text("from"),
                    text("source"),
                    target,
                    sharing,
                    yes("readonly"),
                    octal(CACHE_MODE),
                    number("uid"),
                    number("gid"));
        }

        private Secret secret() {
            var id = text("id");
            var given = text("target");
            if (id.isEmpty() && given.isEmpty()) {
                throw wrong("invalid secret mount: one of source, target required");
            }
            var name = id.isEmpty() ? given.substring(given.lastIndexOf('/') + 1) : id;
            var variable = text("env");
            var target = given.isEmpty() && !variable.isEmpty() ? "" : target("/run/secrets/" + name);
            return new Secret(name, target, variable, yes("required"), octal(TMPFS_FILE), number("uid"), number("gid"));
        }

        /// Cut at commas outside of double quotes.
        private List<String> split() {
            var parts = new ArrayList<String>();
            var part = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    parts.add(part.toString());
                    part.setLength(0);
                } else {
                    part.append(c);
                }
            }
            parts.add(part.toString());
            return parts;
        }

        private void field(String field) {
            int equals = field.indexOf('=');
            var given = equals < 0 ? field : field.substring(0, equals);
            var key = alias(given.toLowerCase(Locale.ROOT));
            if (!KEYS.contains(key)) {
                throw wrong(Suggestion.append("unexpected key '%s' in '%s'".formatted(given, field), given, KEYS));
            }
            boolean bare = key.equals("readonly") || key.equals("readwrite") || key.equals("required");
            if (equals < 0 && !bare) {
                throw wrong("invalid field '%s' must be a key=value pair".formatted(field));
            }
            fields.put(key, equals < 0 ? "true" : field.substring(equals + 1));
        }

        private static String alias(String key) {
            return switch (key) {
                case "src" -> "source";
                case "dst", "destination" -> "target";
                case "ro" -> "readonly";
                case "rw" -> "readwrite";
                default -> key;
            };
        }

        private String target(String preset) {
            var given = fields.getOrDefault("target", preset);
            var path = Paths.absolute(cwd, given);
            if (given.isEmpty() || path.equals("/")) {
                throw wrong("invalid mount target " + GoText.quote(given.isEmpty() ? "/" : given));
            }
            return path;
        }

        private String text(String key) {
            return fields.getOrDefault(key, "");
        }

        private boolean yes(String key) {
            var value = text(key);
            return value.equalsIgnoreCase("true") || value.equals("1");
        }

        private boolean isFalse(String key) {
            var value = text(key);
            return value.equalsIgnoreCase("false") || value.equals("0");
        }

        private int number(String key) {
            var value = fields.getOrDefault(key, "0");
            if (!value.matches("\\d{1,9}")) {
                throw wrong("invalid value %s for %s".formatted(value, key));
            }
            return Integer.parseInt(value);
        }

        private int octal(int preset) {
            var value = fields.get("mode");
            if (value == null) {
                return preset;
            }
            if (!value.matches("[0-7]{1,5}")) {
                throw wrong("invalid value %s for mode".formatted(value));
            }
            return Integer.parseInt(value, 8) & 07777;
        }

        private long size() {
            var value = fields.getOrDefault("size", "0");
            var match = Pattern.compile("(?i)(\\d{1,12})([kmgt]?)b?").matcher(value);
            if (!match.matches()) {
                throw wrong("invalid value for size: " + value);
            }
            int shift = " kmgt"
                    .indexOf(match.group(2).isEmpty() ? " " : match.group(2).toLowerCase(Locale.ROOT));
            return Long.parseLong(match.group(1)) << (10 * shift);
        }

        private static MalformedDockerfile wrong(String reason) {
            return MalformedDockerfile.plain(reason);
        }
    }
}
