package dev.conex.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the prune commands share: the question, the call, the report.
final class Prune {
    static final List<Flag> FLAGS = List.of(
            Flag.bool("f,force", "Do not prompt for confirmation"),
            Flag.of("filter", Flag.Kind.FILTER, "Provide filter values (e.g. \"until=<timestamp>\")"));

    private Prune() {}

    /// Asks unless `--force`; no terminal and no answer mean no.
    static boolean ask(Invocation invocation, Session session, String what) throws IOException {
        if (invocation.on("force")) {
            return true;
        }
        session.out().print("WARNING! This will remove " + what + ".\nAre you sure you want to continue? [y/N] ");
        session.out().flush();
        String answer = new BufferedReader(new InputStreamReader(session.in(), StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("y");
    }

    static Map<String, List<String>> filters(Invocation invocation) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        invocation.all("filter").forEach(text -> {
            int equals = text.indexOf('=');
            filters.computeIfAbsent(text.substring(0, equals).strip(), _ -> new ArrayList<>())
                    .add(text.substring(equals + 1).strip());
        });
        return filters;
    }

    static int run(Invocation invocation, Session session, String path, String field, String title) throws IOException {
        long freed = part(session, path, filters(invocation), field, title);
        session.println("Total reclaimed space: " + Sizes.human(freed));
        return 0;
    }

    /// Prunes one kind and prints what went.
    ///
    /// @return bytes freed
    static long part(Session session, String path, Map<String, List<String>> filters, String field, String title)
            throws IOException {
        Tree answer = session.daemon().json("POST", path + Daemon.query("filters", Daemon.filters(filters)));
        List<Tree> gone = answer.list(field);
        if (!gone.isEmpty()) {
            session.println(title);
            gone.forEach(item -> session.println(spoken(item)));
            session.println("");
        }
        return answer.number("SpaceReclaimed");
    }

    private static String spoken(Tree item) {
        if (!item.at("Untagged").missing()) {
            return "untagged: " + item.text("Untagged");
        }
        return item.at("Deleted").missing() ? item.text() : "deleted: " + item.text("Deleted");
    }
}
