package dev.conex.engine;

import dev.conex.oci.ContainerDefaults;
import io.avaje.json.JsonDataException;
import io.avaje.jsonb.Jsonb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// Dockerfile instructions that change a configuration (`commit --change`, `import --change`). Pure.
final class CommitChanges {
    private CommitChanges() {}

    static ContainerDefaults apply(ContainerDefaults before, List<String> changes) {
        var now = before;
        for (var change : changes) {
            now = one(now, change.strip());
        }
        return now;
    }

    private static ContainerDefaults one(ContainerDefaults d, String change) {
        int space = change.indexOf(' ');
        var word = (space < 0 ? change : change.substring(0, space)).toUpperCase(Locale.ROOT);
        var rest = space < 0 ? "" : change.substring(space + 1).strip();
        return switch (word) {
            case "CMD" -> d.withCmd(program(d, rest));
            case "ENTRYPOINT" -> d.withEntrypoint(program(d, rest));
            case "USER" -> d.withUser(rest);
            case "WORKDIR" -> d.withWorkingDir(rest);
            case "STOPSIGNAL" -> d.withStopSignal(rest);
            case "ONBUILD" -> d.withOnBuild(plus(d.onBuild(), List.of(rest)));
            case "EXPOSE" ->
                d.withExposedPorts(plus(
                        d.exposedPorts(),
                        List.of(rest.split(" +")).stream()
                                .map(p -> p.contains("/") ? p : p + "/tcp")
                                .toList()));
            case "VOLUME" ->
                d.withVolumes(plus(d.volumes(), rest.startsWith("[") ? json(rest) : List.of(rest.split(" +"))));
            case "ENV" -> env(d, rest);
            case "LABEL" -> labels(d, rest);
            default -> throw new Refusal.Invalid(Refusal.What.CHANGE, change, word + " is not a valid change command");
        };
    }

    private static List<String> program(ContainerDefaults d, String rest) {
        if (rest.startsWith("[")) {
            return json(rest);
        }
        return plus(d.shell().isEmpty() ? List.of("/bin/sh", "-c") : d.shell(), List.of(rest));
    }

    private static List<String> json(String text) {
        try {
            return Jsonb.instance().type(String.class).list().fromJson(text);
        } catch (JsonDataException | IllegalStateException e) {
            throw new Refusal.Invalid(Refusal.What.CHANGE, text, "not a JSON array of strings");
        }
    }

    private static ContainerDefaults env(ContainerDefaults d, String rest) {
        var now = d;
        for (var pair : pairs(rest)) {
            now = now.plusEnv(pair);
        }
        return now;
    }

    private static ContainerDefaults labels(ContainerDefaults d, String rest) {
        var all = new LinkedHashMap<>(d.labels());
        for (var pair : pairs(rest)) {
            int at = pair.indexOf('=');
            all.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return d.withLabels(all);
    }

    /// `a=b c="d e"`, or the old `a b c` for one.
    private static List<String> pairs(String rest) {
        var words = words(rest);
        if (!words.isEmpty() && words.getFirst().indexOf('=') < 0) {
            int space = rest.indexOf(' ');
            return List.of(
                    space < 0
                            ? rest + "="
                            : rest.substring(0, space) + "="
                                    + rest.substring(space + 1).strip());
        }
        for (var word : words) {
            if (word.indexOf('=') <= 0) {
                throw new Refusal.Invalid(Refusal.What.CHANGE, rest, "not of the form name=value");
            }
        }
        return words;
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
            } else if (c == ' ' && quote == 0) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static List<String> plus(List<String> before, List<String> more) {
        var all = new ArrayList<>(before);
        all.addAll(more);
        return all;
    }
}
