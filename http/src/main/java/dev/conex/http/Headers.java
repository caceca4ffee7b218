package dev.conex.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Header lines in their order; names compare without case.
public record Headers(List<Header> lines) implements Iterable<Header> {
    /// No header at all.
    public static final Headers NONE = new Headers(List.of());

    public Headers {
        lines = List.copyOf(lines);
    }

    /// Headers from names and values in turn.
    public static Headers of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("headers need a value for each name");
        }
        var lines = new ArrayList<Header>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.add(new Header(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(lines);
    }

    /// The first value with this name.
    public Optional<String> first(String name) {
        for (Header line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    /// All values with this name, one a line.
    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /// Whether there is such a line.
    public boolean has(String name) {
        return first(name).isPresent();
    }

    /// Whether a comma list (`Connection: keep-alive, Upgrade`) holds the word, without case.
    public boolean lists(String name, String word) {
        for (Header line : lines) {
            if (!line.name().equalsIgnoreCase(name)) {
                continue;
            }
            for (String item : line.value().split(",", -1)) {
                if (item.strip().equalsIgnoreCase(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// These lines and one more.
    public Headers with(String name, String value) {
        var more = new ArrayList<>(lines);
        more.add(new Header(name, value));
        return new Headers(more);
    }

    @Override
    public Iterator<Header> iterator() {
        return lines.iterator();
    }
}
