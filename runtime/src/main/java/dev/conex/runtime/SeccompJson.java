package dev.conex.runtime;

import dev.conex.linux.SeccompFilter.Action;
import dev.conex.linux.SeccompFilter.Compare;
import dev.conex.linux.SeccompFilter.Condition;
import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a profile in Docker's JSON form (`defaultAction`, `architectures` or `archMap`, `syscalls` with `names` or
/// `name`, `action`, `args`, `includes`, `excludes`). Foreign data: whatever is odd is an [IllegalArgumentException]
/// that says what.
final class SeccompJson {
    private static final int EPERM = 1;
    private static final int BYTES_MAX = 1 << 20;
    private static final int RULES_MAX = 10_000;

    private SeccompJson() {}

    static SeccompProfile parse(String json) {
        if (json.length() > BYTES_MAX) {
            throw new IllegalArgumentException("seccomp profile of more than %d characters".formatted(BYTES_MAX));
        }
        Map<String, Object> root = object(tree(json), "profile");
        Action otherwise = action(text(root.get("defaultAction"), "defaultAction"), root.get("defaultErrnoRet"));
        List<SeccompProfile.Entry> entries = new ArrayList<>();
        for (Object syscall : list(root.get("syscalls"))) {
            entries.add(entry(object(syscall, "syscalls")));
        }
        if (entries.stream().mapToInt(e -> e.calls().size()).sum() > RULES_MAX) {
            throw new IllegalArgumentException("seccomp profile of more than %d rules".formatted(RULES_MAX));
        }
        boolean compatible = list(root.get("architectures")).size() > 1
                || !list(root.get("archMap")).isEmpty();
        return new SeccompProfile(otherwise, entries, compatible);
    }

    private static Object tree(String json) {
        try {
            return Jsonb.instance().type(Object.class).fromJson(json);
        } catch (JsonException e) {
            throw new IllegalArgumentException("seccomp profile: " + e.getMessage(), e);
        }
    }

    private static SeccompProfile.Entry entry(Map<String, Object> from) {
        List<String> names = new ArrayList<>(texts(from.get("names")));
        if (from.get("name") instanceof String one && !one.isEmpty()) {
            names.add(one);
        }
        List<Condition> conditions = list(from.get("args")).stream()
                .map(a -> condition(object(a, "args")))
                .toList();
        Map<String, Object> includes = optional(from.get("includes"));
        Map<String, Object> excludes = optional(from.get("excludes"));
        return new SeccompProfile.Entry(
                names,
                action(text(from.get("action"), "action"), from.get("errnoRet")),
                conditions,
                texts(includes.get("caps")),
                texts(excludes.get("caps")),
                texts(includes.get("arches")).stream().map(SeccompJson::arch).toList());
    }

    private static String arch(String name) {
        return switch (name) {
            case "amd64", "x32", "x86" -> "x86_64";
            case "arm64", "arm" -> "aarch64";
            default -> name;
        };
    }

    private static Condition condition(Map<String, Object> from) {
        String op = text(from.get("op"), "op");
        Compare compare = switch (op) {
            case "SCMP_CMP_NE" -> Compare.NE;
            case "SCMP_CMP_LT" -> Compare.LT;
            case "SCMP_CMP_LE" -> Compare.LE;
            case "SCMP_CMP_EQ" -> Compare.EQ;
            case "SCMP_CMP_GE" -> Compare.GE;
            case "SCMP_CMP_GT" -> Compare.GT;
            case "SCMP_CMP_MASKED_EQ" -> Compare.MASKED_EQ;
            default -> throw new IllegalArgumentException("invalid seccomp operator \"%s\"".formatted(op));
        };
        return new Condition(
                (int) number(from.get("index"), 0),
                compare,
                number(from.get("value"), 0),
                number(from.get("valueTwo"), 0));
    }

    private static Action action(String word, @Nullable Object errno) {
        return switch (word) {
            case "SCMP_ACT_ALLOW" -> Action.ALLOW;
            case "SCMP_ACT_ERRNO" -> Action.errno((int) number(errno, EPERM));
            case "SCMP_ACT_KILL", "SCMP_ACT_KILL_THREAD" -> Action.KILL_THREAD;
            case "SCMP_ACT_KILL_PROCESS" -> Action.KILL_PROCESS;
            case "SCMP_ACT_TRAP" -> Action.TRAP;
            case "SCMP_ACT_TRACE" -> Action.trace((int) number(errno, EPERM));
            case "SCMP_ACT_LOG" -> Action.LOG;
            default -> throw new IllegalArgumentException("invalid seccomp action \"%s\"".formatted(word));
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalArgumentException("seccomp profile: \"%s\" is no object".formatted(what));
    }

    private static Map<String, Object> optional(@Nullable Object value) {
        return value == null ? Map.of() : object(value, "includes");
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(v -> text(v, "name")).toList();
    }

    private static String text(@Nullable Object value, String what) {
        if (value instanceof String s) {
            return s;
        }
        throw new IllegalArgumentException("seccomp profile: \"%s\" is no text".formatted(what));
    }

    private static long number(@Nullable Object value, long otherwise) {
        return value instanceof Number n ? n.longValue() : otherwise;
    }
}
