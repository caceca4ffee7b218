package dev.conex.engine;

import dev.conex.runtime.Capabilities;
import dev.conex.runtime.DeviceRule;
import dev.conex.runtime.Seccomp;
import dev.conex.runtime.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a container may do, in the runtime's words, checked. Pure.
record SpecSecurity(Capabilities caps, Seccomp seccomp, boolean noNewPrivileges, Security security) {
    static SpecSecurity of(HostOptions.SecurityOptions s, List<String> deviceRules, boolean noNewPrivilegesByDefault) {
        Seccomp seccomp = s.privileged() ? Seccomp.UNCONFINED : Seccomp.DEFAULT;
        boolean noNewPrivileges = noNewPrivilegesByDefault;
        int index = 0;
        for (var option : Given.list(s.securityOpt())) {
            index++;
            var cut = option.indexOf('=') >= 0 ? option.indexOf('=') : option.indexOf(':');
            var key = cut < 0 ? option : option.substring(0, cut);
            var value = cut < 0 ? "" : option.substring(cut + 1);
            switch (key) {
                case "no-new-privileges" -> noNewPrivileges = flag(option, value);
                case "seccomp" -> seccomp = seccomp(value);
                // other modules of other kernels: nothing to enforce here, as in a Docker without them
                case "apparmor", "label", "systempaths", "writable-cgroups" -> {}
                default ->
                    throw new Refusal.Invalid(
                            Refusal.What.SECURITY_OPTION,
                            option,
                            "invalid --security-opt %d: \"%s\"".formatted(index, option));
            }
        }
        return new SpecSecurity(caps(s), seccomp, noNewPrivileges, security(s, deviceRules));
    }

    private static boolean flag(String option, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "", "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new Refusal.Invalid(Refusal.What.SECURITY_OPTION, option, "invalid --security-opt");
        };
    }

    private static Seccomp seccomp(String value) {
        return switch (value) {
            case "unconfined" -> Seccomp.UNCONFINED;
            case "builtin", "" -> Seccomp.DEFAULT;
            default -> new Seccomp.Profile(value);
        };
    }

    private static Capabilities caps(HostOptions.SecurityOptions s) {
        if (s.privileged()) {
            return Capabilities.ALL;
        }
        try {
            return Capabilities.standardWith(Given.list(s.capAdd()), Given.list(s.capDrop()));
        } catch (IllegalArgumentException e) {
            var word = Given.text(e.getMessage()).toUpperCase(Locale.ROOT);
            var name = word.startsWith("CAP_") ? word : "CAP_" + word;
            throw new Refusal.Invalid(
                    Refusal.What.CAPABILITY,
                    word,
                    "invalid %s: unknown capability: \"%s\"".formatted(added(s, name) ? "CapAdd" : "CapDrop", name));
        }
    }

    private static boolean added(HostOptions.SecurityOptions s, String name) {
        return Given.list(s.capAdd()).stream()
                .map(word -> word.toUpperCase(Locale.ROOT))
                .anyMatch(word -> name.equals(word.startsWith("CAP_") ? word : "CAP_" + word));
    }

    private static Security security(HostOptions.SecurityOptions s, List<String> deviceRules) {
        var rules = deviceRules.stream().map(SpecSecurity::rule).toList();
        if (s.privileged()) {
            return new Security(true, List.of(), List.of(), rules);
        }
        var masked = s.maskedPaths();
        var readonly = s.readonlyPaths();
        return new Security(
                false,
                masked == null ? Security.STANDARD.maskedPaths() : masked,
                readonly == null ? Security.STANDARD.readonlyPaths() : readonly,
                rules);
    }

    /// `c 1:3 rwm`, with `*` for any number.
    private static DeviceRule rule(String text) {
        var words = new ArrayList<>(List.of(text.trim().split("[ :]+")));
        if (words.size() != 4
                || !words.get(3).matches("[rwm]{1,3}")
                || !words.get(0).matches("[abc]")) {
            throw new Refusal.Invalid(
                    Refusal.What.DEVICE, text, "invalid device cgroup rule format: '%s'".formatted(text));
        }
        var kind = switch (words.get(0)) {
            case "b" -> DeviceRule.Kind.BLOCK;
            case "c" -> DeviceRule.Kind.CHARACTER;
            default -> DeviceRule.Kind.ALL;
        };
        return new DeviceRule(true, kind, number(text, words.get(1)), number(text, words.get(2)), words.get(3));
    }

    private static int number(String text, String word) {
        if (word.equals("*")) {
            return DeviceRule.ANY;
        }
        if (!word.matches("[0-9]{1,7}")) {
            throw new Refusal.Invalid(
                    Refusal.What.DEVICE, text, "invalid device cgroup rule format: '%s'".formatted(text));
        }
        return Integer.parseInt(word);
    }
}
