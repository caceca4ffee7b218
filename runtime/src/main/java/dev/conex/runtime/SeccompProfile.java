package dev.conex.runtime;

import dev.conex.linux.SeccompFilter.Action;
import dev.conex.linux.SeccompFilter.Compare;
import dev.conex.linux.SeccompFilter.Condition;
import dev.conex.linux.SeccompFilter.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A system call profile: what happens by default, and the rules whose conditions are known only at launch.
///
/// @param compatible whether the processor's other system call tables are covered
record SeccompProfile(Action otherwise, List<Entry> entries, boolean compatible) {
    private static final int EPERM = 1;

    /// Rules for some calls, if the container is as wanted.
    ///
    /// @param caps all of which it must have
    /// @param missingCaps none of which it may have
    /// @param arches empty for any, else names as of Java's `os.arch` in the kernel's spelling
    record Entry(
            List<String> calls,
            Action action,
            List<Condition> conditions,
            List<String> caps,
            List<String> missingCaps,
            List<String> arches) {
        Entry {
            calls = List.copyOf(calls);
            conditions = List.copyOf(conditions);
            caps = List.copyOf(caps);
            missingCaps = List.copyOf(missingCaps);
            arches = List.copyOf(arches);
        }

        boolean applies(Capabilities have, String arch) {
            return (arches.isEmpty() || arches.contains(arch))
                    && caps.stream().allMatch(c -> have.has(Capabilities.number(c)))
                    && missingCaps.stream().noneMatch(c -> have.has(Capabilities.number(c)));
        }
    }

    SeccompProfile {
        entries = List.copyOf(entries);
    }

    /// What remains for a container with these capabilities on this processor.
    List<Rule> rules(Capabilities caps, String arch) {
        return entries.stream()
                .filter(e -> e.applies(caps, arch))
                .flatMap(e -> e.calls().stream().map(call -> new Rule(call, e.action(), e.conditions())))
                .toList();
    }

    /// This processor in the kernel's spelling.
    static String arch() {
        String name = System.getProperty("os.arch", "");
        return name.equals("amd64") ? "x86_64" : name;
    }

    /// Docker's default.
    static SeccompProfile standard() {
        try (InputStream in = SeccompProfile.class.getResourceAsStream("seccomp-default.txt")) {
            if (in == null) {
                throw new IllegalStateException("seccomp-default.txt is missing from the jar");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Reads the form of seccomp-default.txt.
    static SeccompProfile parse(String text) {
        List<Entry> entries = new ArrayList<>();
        String head = "";
        for (String line : text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .toList()) {
            if (line.startsWith("[")) {
                head = line.substring(1, line.length() - 1);
            } else {
                entries.add(entry(head, List.of(line.split("\\s+"))));
            }
        }
        return new SeccompProfile(Action.errno(EPERM), entries, true);
    }

    private static Entry entry(String head, List<String> calls) {
        List<String> caps = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> arches = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        Action action = Action.ALLOW;
        String[] words = head.split(" ");
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (word.equals("errno")) {
                action = Action.errno(Integer.parseInt(words[i + 1]));
            } else if (word.startsWith("cap=")) {
                caps.add(word.substring("cap=".length()));
            } else if (word.startsWith("no-cap=")) {
                missing.add(word.substring("no-cap=".length()));
            } else if (word.startsWith("arch=")) {
                arches.addAll(List.of(word.substring("arch=".length()).split(",")));
            } else if (word.startsWith("args=")) {
                conditions.add(condition(words, i));
            }
        }
        return new Entry(calls, action, conditions, caps, missing, arches);
    }

    private static Condition condition(String[] words, int at) {
        int index = Integer.parseInt(words[at].substring("args=".length()));
        long second = at + 3 < words.length ? Long.decode(words[at + 3]) : 0;
        return new Condition(index, Compare.valueOf(words[at + 1]), Long.decode(words[at + 2]), second);
    }
}
