package dev.conex.daemon.shims;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What pruning meant in older versions.
public final class Prunes {
    private Prunes() {}

    /// 1.42 learned to spare volumes with a name, unless `all` says otherwise.
    public static Map<String, List<String>> volumes(int minor, Map<String, List<String>> filters) {
        if (minor >= 42 || filters.containsKey("all")) {
            return filters;
        }
        var more = new LinkedHashMap<>(filters);
        more.put("all", List.of("true"));
        return more;
    }
}
