package dev.conex.registry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a 401 asks for (RFC 9110, 11.6.1; distribution's token specification).
///
/// @param scheme     in lower case: `basic`, `bearer`, or something unknown
/// @param parameters names in lower case
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int LENGTH_MAX = 4 * 1024;
    private static final Pattern SCHEME = Pattern.compile("\\s*([A-Za-z]+)\\s*");
    private static final Pattern PARAMETER =
            Pattern.compile("\\G\\s*,?\\s*([A-Za-z_-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))");

    static final Challenge NONE = new Challenge("", Map.of());

    /// The first challenge that we can meet.
    static Challenge of(List<String> headers) {
        for (String wanted : new String[] {"bearer", "basic"}) {
            for (String header : headers) {
                Challenge challenge = parse(header);
                if (challenge.scheme.equals(wanted)) {
                    return challenge;
                }
            }
        }
        return NONE;
    }

    private static Challenge parse(String header) {
        Matcher scheme = SCHEME.matcher(header);
        if (header.length() > LENGTH_MAX || !scheme.lookingAt()) {
            return NONE;
        }
        var parameters = new TreeMap<String, String>();
        Matcher parameter = PARAMETER.matcher(header);
        parameter.region(scheme.end(), header.length());
        while (parameter.find()) {
            String quoted = parameter.group(2);
            String value = quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(parameter.group(1).toLowerCase(java.util.Locale.ROOT), value);
        }
        return new Challenge(scheme.group(1).toLowerCase(java.util.Locale.ROOT), parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
