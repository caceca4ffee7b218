package dev.conex.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings by the name of their flag, or of their key where they have no flag: each one or several texts. A switch is
/// `true` or `false`, an entry of a map `key=value`, a pool `base=…,size=…`, a limit `name=soft:hard`.
final class OptionValues {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    static String nameOf(DaemonOption option) {
        return option.flag().isEmpty() ? option.key() : option.flag();
    }

    /// One more value, or instead of the earlier one where only one can be.
    void add(DaemonOption option, String value) {
        if (option.repeats()) {
            values.computeIfAbsent(nameOf(option), _ -> new ArrayList<>()).add(value);
        } else {
            values.put(nameOf(option), List.of(value));
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Map<String, List<String>> all() {
        return values;
    }

    List<String> list(String name) {
        return values.getOrDefault(name, List.of());
    }

    @Nullable
    String text(String name) {
        var given = list(name);
        return given.isEmpty() || given.getFirst().isEmpty() ? null : given.getFirst();
    }

    String text(String name, String whenMissing) {
        var given = text(name);
        return given == null ? whenMissing : given;
    }

    boolean flag(String name, boolean whenMissing) {
        var given = text(name);
        return given == null ? whenMissing : given.equals("true");
    }

    int number(String name, int whenMissing) {
        var given = text(name);
        return given == null ? whenMissing : Integer.parseInt(given);
    }
}
