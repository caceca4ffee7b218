package dev.conex.build.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// "did you mean": the nearest known word within two changes.
final class Suggestion {
    private static final int DISTANCE_BELOW = 3;
    private static final int WORD_CHARS_MAX = 64;

    private Suggestion() {}

    /// The reason with the nearest word in brackets, if there is one.
    static String append(String reason, String wrong, List<String> known) {
        return nearest(wrong, known)
                .map(w -> "%s (did you mean %s?)".formatted(reason, w))
                .orElse(reason);
    }

    private static Optional<String> nearest(String wrong, List<String> known) {
        var word = wrong.toLowerCase(Locale.ROOT);
        if (word.length() > WORD_CHARS_MAX) {
            return Optional.empty();
        }
        int best = DISTANCE_BELOW;
        String found = null;
        for (var candidate : known) {
            int distance = distance(word, candidate.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
