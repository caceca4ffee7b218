package dev.conex.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `-p [[host:]hostPort[-end]:]containerPort[-end][/proto]` into port bindings.
final class Ports {
    private static final int PORT_MAX = 65_535;

    private Ports() {}

    /// A range of ports, both ends included; empty when `from` is 0.
    private record Range(int from, int to) {
        int size() {
            return to - from + 1;
        }
    }

    /// `"80/tcp" -> [{HostIp, HostPort}]`
    static Map<String, List<Map<String, String>>> bindings(List<String> specs) {
        Map<String, List<Map<String, String>>> bindings = new LinkedHashMap<>();
        specs.forEach(spec -> addBinding(spec, bindings));
        return bindings;
    }

    private static void addBinding(String spec, Map<String, List<Map<String, String>>> bindings) {
        int slash = spec.lastIndexOf('/');
        String protocol = slash < 0 ? "tcp" : spec.substring(slash + 1);
        if (!List.of("tcp", "udp", "sctp").contains(protocol)) {
            throw new IllegalArgumentException("Invalid proto: " + protocol);
        }
        String rest = slash < 0 ? spec : spec.substring(0, slash);
        int last = rest.lastIndexOf(':');
        Range inside = range(rest.substring(last + 1), "Invalid containerPort: ", rest.substring(last + 1));
        if (inside.from() == 0) {
            throw new IllegalArgumentException("No port specified: " + spec + "<empty>");
        }
        String front = last < 0 ? "" : rest.substring(0, last);
        int middle = front.endsWith("]") ? front.length() : front.lastIndexOf(':');
        String hostPorts = front.substring(Math.min(front.length(), middle < 0 ? 0 : middle + 1));
        String address = middle < 0 ? "" : front.substring(0, middle).replaceAll("^\\[|\\]$", "");
        Range outside = range(hostPorts, "Invalid hostPort: ", hostPorts);
        if (outside.from() != 0 && outside.size() != inside.size() && inside.size() != 1) {
            throw new IllegalArgumentException("Invalid ranges specified for container and host Ports: "
                    + rest.substring(last + 1) + " and " + hostPorts);
        }
        for (int i = 0; i < inside.size(); i++) {
            String host = outside.from() == 0
                    ? ""
                    : inside.size() == 1 && outside.size() > 1 ? hostPorts : Integer.toString(outside.from() + i);
            Map<String, String> binding = new LinkedHashMap<>();
            binding.put("HostIp", address);
            binding.put("HostPort", host);
            bindings.computeIfAbsent(inside.from() + i + "/" + protocol, _ -> new ArrayList<>())
                    .add(binding);
        }
    }

    /// `"80"`, `"80-90/udp"` to single ports with their protocol.
    static List<String> exposed(String spec) {
        int slash = spec.lastIndexOf('/');
        String protocol = slash < 0 ? "tcp" : spec.substring(slash + 1);
        String ports = slash < 0 ? spec : spec.substring(0, slash);
        Range range = range(ports, "Invalid range format for --expose: ", ports);
        List<String> all = new ArrayList<>();
        for (int port = range.from(); port <= range.to(); port++) {
            all.add(port + "/" + protocol);
        }
        return all;
    }

    private static Range range(String text, String complaint, String shown) {
        if (text.isEmpty()) {
            return new Range(0, 0);
        }
        int dash = text.indexOf('-');
        try {
            int from = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
            int to = dash < 0 ? from : Integer.parseInt(text.substring(dash + 1));
            if (from < 0 || to < from || to > PORT_MAX) {
                throw new IllegalArgumentException(complaint + shown);
            }
            return new Range(from, to);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(complaint + shown, e);
        }
    }
}
