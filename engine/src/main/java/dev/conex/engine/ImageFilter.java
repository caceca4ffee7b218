package dev.conex.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which images to show, as Docker's filters say it. `before` and `since` name images.
record ImageFilter(
        Filters filters,
        @Nullable Instant before,
        @Nullable Instant since,
        @Nullable Instant until) {
    private static final Set<String> KNOWN =
            Set.of("before", "dangling", "label", "label!", "reference", "since", "until");

    static ImageFilter of(Filters filters, ImageCore core) throws IOException {
        filters.only(KNOWN);
        flag(filters, "dangling");
        Instant until = null;
        for (var word : filters.of("until")) {
            until = TimeWords.until(word, Instant.now());
        }
        return new ImageFilter(filters, created(filters.of("before"), core), created(filters.of("since"), core), until);
    }

    private static @Nullable Instant created(List<String> names, ImageCore core) throws IOException {
        Instant found = null;
        for (var name : names) {
            var config = core.part(name, core.tree(core.names().find(name).target()), null)
                    .config();
            found = config == null || config.created() == null ? Instant.EPOCH : config.created();
        }
        return found;
    }

    /// A yes or no among the filters; absent when it isn't given.
    static @Nullable Boolean flag(Filters filters, String key) {
        Boolean wanted = null;
        for (var value : filters.of(key)) {
            wanted = switch (value.toLowerCase(Locale.ROOT)) {
                case "1", "t", "true" -> true;
                case "0", "f", "false" -> false;
                default ->
                    throw new Refusal.Invalid(
                            Refusal.What.FILTER, value, "invalid filter '%s=[%s]'".formatted(key, value));
            };
        }
        return wanted;
    }

    boolean fits(ImageNames.Found found, ImageSummary row) {
        var dangling = flag(filters, "dangling");
        return (dangling == null || dangling == found.dangling())
                && (before == null || row.created().isBefore(before))
                && (since == null || row.created().isAfter(since))
                && (until == null || row.created().isBefore(until))
                && filters.fitsLabels(row.labels())
                && fitsReference(found);
    }

    private boolean fitsReference(ImageNames.Found found) {
        return !filters.has("reference")
                || filters.of("reference").stream()
                        .anyMatch(p -> found.visible().stream()
                                .anyMatch(n -> matches(p, n.reference().familiar())
                                        || matches(p, n.reference().familiarName())
                                        || matches(p, n.reference().canonical())
                                        || matches(p, n.reference().name())));
    }

    /// Go's `path.Match`: `*` and `?` stop at a slash.
    static boolean matches(String pattern, String text) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.matches(regex.toString(), text);
    }
}
