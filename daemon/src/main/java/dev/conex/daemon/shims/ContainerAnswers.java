package dev.conex.daemon.shims;

import java.util.ArrayList;
import java.util.LinkedHashSet;

/// What inspect answered in older versions.
final class ContainerAnswers {
    private ContainerAnswers() {}

    /// 1.45 moved the short id and the host name from the aliases to the DNS names.
    static void before45(Tree container) {
        var name = container.text("Name").replaceFirst("^/", "");
        container
                .object("NetworkSettings")
                .ifPresent(settings -> settings.objects("Networks").forEach(endpoint -> {
                    var aliases = new LinkedHashSet<>(endpoint.texts("Aliases"));
                    aliases.addAll(endpoint.texts("DNSNames"));
                    aliases.remove(name);
                    if (!aliases.isEmpty()) {
                        endpoint.put("Aliases", new ArrayList<>(aliases));
                    }
                }));
    }
}
