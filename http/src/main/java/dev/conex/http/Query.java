package dev.conex.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The decoded query of a request: names and values in the order sent, names may repeat, case matters.
public record Query(List<Parameter> parameters) {
    /// One `name=value`; without `=` the value is empty.
    public record Parameter(String name, String value) {}

    /// A request without a query.
    public static final Query EMPTY = new Query(List.of());

    public Query {
        parameters = List.copyOf(parameters);
    }

    static Query parse(String raw) throws MalformedHead {
        if (raw.isEmpty()) {
            return EMPTY;
        }
        var parameters = new ArrayList<Parameter>();
        for (String pair : raw.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.add(new Parameter(Tokens.percentDecoded(name, true), Tokens.percentDecoded(value, true)));
        }
        return new Query(parameters);
    }

    /// The first value of this name.
    public Optional<String> first(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    /// The first value of this name, or the given one when it is missing.
    public String text(String name, String whenMissing) {
        return first(name).orElse(whenMissing);
    }

    /// All values of this name.
    public List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /// Whether the name was sent at all.
    public boolean has(String name) {
        return first(name).isPresent();
    }

    /// Docker's reading of a boolean: empty, `0`, `no`, `false` and `none` are false in any case of letters,
    /// all else is true.
    public boolean flag(String name, boolean whenMissing) {
        var value = first(name);
        if (value.isEmpty()) {
            return whenMissing;
        }
        return switch (value.get().strip().toLowerCase(Locale.ROOT)) {
            case "", "0", "no", "false", "none" -> false;
            default -> true;
        };
    }
}
