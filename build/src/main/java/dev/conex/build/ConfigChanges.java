package dev.conex.build;

import dev.conex.build.dockerfile.Expander;
import dev.conex.build.dockerfile.GoText;
import dev.conex.build.dockerfile.Instruction;
import dev.conex.build.dockerfile.MalformedDockerfile;
import dev.conex.build.dockerfile.Variables;
import dev.conex.oci.ContainerDefaults;
import dev.conex.oci.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;

/// Instructions that change only what an image says of its containers, and how the history tells of them. Pure.
final class ConfigChanges {
    private final Expander expander;
    private final Variables variables;
    private boolean cmdSet;

    ConfigChanges(Expander expander, Variables variables) {
        this.expander = expander;
        this.variables = variables;
    }

    /// The new config, and the line of the history.
    record Change(ContainerDefaults defaults, String createdBy) {}

    Change cmd(ContainerDefaults defaults, Instruction.Cmd cmd, List<String> words) {
        cmdSet = true;
        var args = cmd.command().words().isEmpty() && cmd.command().shellForm() ? List.<String>of() : words;
        return new Change(defaults.withCmd(args).withArgsEscaped(true), "CMD " + GoText.quote(args));
    }

    Change entrypoint(ContainerDefaults defaults, List<String> words) {
        var changed = defaults.withEntrypoint(words);
        return new Change(cmdSet ? changed : changed.withCmd(List.of()), "ENTRYPOINT " + GoText.quote(words));
    }

    Change label(ContainerDefaults defaults, Instruction.Label label) {
        var labels = new LinkedHashMap<>(defaults.labels());
        var text = new StringBuilder("LABEL");
        boolean implied = label.source().firstLine() == 0;
        for (var pair : label.labels()) {
            var name = implied ? pair.name() : expand(pair.name());
            var value = implied ? pair.value() : expand(pair.value());
            labels.put(name, value);
            text.append(' ').append(name).append('=').append(value);
        }
        return new Change(defaults.withLabels(labels), text.toString());
    }

    Change expose(ContainerDefaults defaults, Instruction.Expose expose) {
        var ports = new TreeSet<PortName>();
        for (var text : expose.ports()) {
            for (var word : expander.words(text, variables)) {
                ports.addAll(PortName.parse(word));
            }
        }
        var names = ports.stream().map(PortName::toString).sorted().toList();
        var all = new ArrayList<>(defaults.exposedPorts());
        all.addAll(names);
        return new Change(defaults.withExposedPorts(all), "EXPOSE [" + String.join(" ", names) + "]");
    }

    Change volume(ContainerDefaults defaults, Instruction.Volume volume) {
        var paths = volume.paths().stream().map(this::expand).toList();
        if (paths.contains("")) {
            throw MalformedDockerfile.plain("VOLUME specified can not be an empty string");
        }
        var all = new ArrayList<>(defaults.volumes());
        all.addAll(paths);
        return new Change(defaults.withVolumes(all), "VOLUME [" + String.join(" ", paths) + "]");
    }

    Change user(ContainerDefaults defaults, Instruction.User user) {
        var name = expand(user.user());
        return new Change(defaults.withUser(name), "USER " + name);
    }

    Change onBuild(ContainerDefaults defaults, Instruction.OnBuild onBuild) {
        var all = new ArrayList<>(defaults.onBuild());
        all.add(onBuild.trigger());
        return new Change(defaults.withOnBuild(all), ""); // BuildKit's history does not tell of it
    }

    Change stopSignal(ContainerDefaults defaults, Instruction.StopSignal stop) {
        var signal = expand(stop.signal());
        if (!SignalName.isKnown(signal)) {
            throw MalformedDockerfile.plain("invalid signal: " + signal);
        }
        return new Change(defaults.withStopSignal(signal), "STOPSIGNAL " + signal);
    }

    Change healthcheck(ContainerDefaults defaults, Instruction.Healthcheck health) {
        var probe = health.probe();
        var test = new ArrayList<String>();
        if (probe == null) {
            test.add("NONE");
        } else {
            test.add(probe.command().shellForm() ? "CMD-SHELL" : "CMD");
            test.addAll(probe.command().words());
        }
        var found = probe == null
                ? new Healthcheck(test, 0, 0, 0, 0, 0)
                : new Healthcheck(
                        test,
                        probe.interval().toNanos(),
                        probe.timeout().toNanos(),
                        probe.startPeriod().toNanos(),
                        probe.startInterval().toNanos(),
                        probe.retries());
        return new Change(defaults.withHealthcheck(found), "HEALTHCHECK " + dump(found));
    }

    /// As Go prints the structure with `%q`, which is what Docker's history shows.
    private static String dump(Healthcheck health) {
        return "&{%s %s %s %s %s %s}"
                .formatted(
                        GoText.quote(health.test()),
                        quoted(health.intervalNanos()),
                        quoted(health.timeoutNanos()),
                        quoted(health.startPeriodNanos()),
                        quoted(health.startIntervalNanos()),
                        GoText.rune(health.retries()));
    }

    private static String quoted(long nanos) {
        return GoText.quote(GoText.duration(Duration.ofNanos(nanos)));
    }

    Change shell(ContainerDefaults defaults, Instruction.Shell shell) {
        return new Change(defaults.withShell(shell.words()), "SHELL [" + String.join(" ", shell.words()) + "]");
    }

    private String expand(String text) {
        return expander.word(text, variables);
    }
}
