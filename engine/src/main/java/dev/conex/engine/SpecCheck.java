package dev.conex.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Refuses wishes that make no sense, at create, as Docker does. Pure.
final class SpecCheck {
    private static final Set<String> RESTARTS = Set.of("", "no", "always", "unless-stopped", "on-failure");
    private static final Set<String> RUNTIMES = Set.of("", "runc", "io.containerd.runc.v2", "conex");
    private static final long HEALTH_NANOS_MIN = 1_000_000;

    private SpecCheck() {}

    /// Answers warnings.
    static List<String> check(ContainerSpec spec, EngineConfig.ContainerDefaults defaults, int hostCpus) {
        var host = spec.host();
        var warnings = new ArrayList<>(SpecLimits.check(host.resources(), hostCpus));
        checkRestart(host.life());
        checkRuntime(host.life());
        if (host.network().mode().equals("host")
                && !Given.map(host.network().ports()).isEmpty()) {
            warnings.add("Published ports are discarded when using host network mode");
        }
        SpecLog.policy(host.life().log(), defaults);
        SpecSecurity.of(
                host.security(), Given.list(host.resources().devices().cgroupRules()), defaults.noNewPrivileges());
        checkConfig(spec.config());
        checkHosts(Given.list(host.network().extraHosts()));
        checkModes(spec);
        checkSysctls(spec);
        if (host.files().shmBytes() < 0) {
            throw new Refusal.Invalid(
                    Refusal.What.OTHER, Long.toString(host.files().shmBytes()), "SHM size can not be less than 0");
        }
        int oom = host.resources().other().oomScoreAdj();
        if (oom < -1000 || oom > 1000) {
            throw new Refusal.Invalid(
                    Refusal.What.OTHER,
                    Integer.toString(oom),
                    "Invalid value %d, range for oom score adj is [-1000, 1000]".formatted(oom));
        }
        return warnings;
    }

    private static void checkRestart(HostOptions.LifeOptions life) {
        var policy = life.restart();
        checkPolicy(policy);
        if (life.autoRemove() && !policy.never()) {
            throw restart(policy, "can't create 'AutoRemove' container with restart policy");
        }
    }

    /// Refuses a restart policy that makes no sense.
    static void checkPolicy(RestartPolicy policy) {
        if (!RESTARTS.contains(policy.name())) {
            throw restart(
                    policy,
                    "invalid restart policy: unknown policy '%s'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'"
                            .formatted(policy.name()));
        }
        if (policy.retriesMax() != 0 && !policy.name().equals("on-failure")) {
            throw restart(policy, "invalid restart policy: maximum retry count can only be used with 'on-failure'");
        }
        if (policy.retriesMax() < 0) {
            throw restart(policy, "invalid restart policy: maximum retry count cannot be negative");
        }
    }

    private static Refusal.Invalid restart(RestartPolicy policy, String why) {
        return new Refusal.Invalid(Refusal.What.RESTART_POLICY, policy.name(), why);
    }

    private static void checkConfig(ContainerConfig config) {
        var dir = Given.text(config.workingDir());
        if (!dir.isEmpty() && !dir.startsWith("/")) {
            throw new Refusal.Invalid(
                    Refusal.What.WORKING_DIR,
                    dir,
                    "the working directory '%s' is invalid, it needs to be an absolute path".formatted(dir));
        }
        for (var entry : Given.list(config.env())) {
            if (entry.isEmpty() || entry.startsWith("=")) {
                throw new Refusal.Invalid(Refusal.What.ENV, entry, "invalid environment variable: " + entry);
            }
        }
        Signals.parse(config.stopSignal(), Signals.TERM);
        var health = config.healthcheck();
        if (health != null) {
            healthTime("Interval", health.intervalNanos());
            healthTime("Timeout", health.timeoutNanos());
            healthTime("StartPeriod", health.startPeriodNanos());
            healthTime("StartInterval", health.startIntervalNanos());
            if (health.retries() < 0) {
                throw new Refusal.Invalid(
                        Refusal.What.HEALTHCHECK,
                        Integer.toString(health.retries()),
                        "Retries in Healthcheck cannot be negative");
            }
        }
    }

    private static void healthTime(String name, long nanos) {
        if (nanos != 0 && nanos < HEALTH_NANOS_MIN) {
            throw new Refusal.Invalid(
                    Refusal.What.HEALTHCHECK,
                    Long.toString(nanos),
                    "%s in Healthcheck cannot be less than 1ms".formatted(name));
        }
    }

    /// Docker has one isolation on Linux; runtimes have names, and ours answers to those of Docker's default.
    private static void checkRuntime(HostOptions.LifeOptions life) {
        var runtime = Given.text(life.runtime());
        if (!RUNTIMES.contains(runtime)) {
            throw new Refusal.Invalid(Refusal.What.OTHER, runtime, "unknown or invalid runtime name: " + runtime);
        }
        var isolation = Given.text(life.isolation());
        if (!isolation.isEmpty() && !isolation.equalsIgnoreCase("default")) {
            throw new Refusal.Invalid(
                    Refusal.What.OTHER,
                    isolation,
                    "invalid isolation (%s): linux only supports 'default'".formatted(isolation));
        }
    }

    private static void checkHosts(List<String> extra) {
        for (var entry : extra) {
            int cut = EtcFiles.cut(entry);
            if (cut <= 0 || cut == entry.length() - 1) {
                throw new Refusal.Invalid(Refusal.What.HOST, entry, "bad format for add-host: \"%s\"".formatted(entry));
            }
        }
    }

    private static void checkModes(ContainerSpec spec) {
        var n = spec.host().namespaces();
        mode("IPC", Given.text(n.ipc()), Set.of("", "private", "shareable", "host", "none"));
        mode("PID", Given.text(n.pid()), Set.of("", "private", "host"));
        mode("UTS", Given.text(n.uts()), Set.of("", "private", "host"));
        mode("cgroup namespace", Given.text(n.cgroup()), Set.of("", "private", "host"));
        var mode = spec.host().network().mode();
        if (mode.equals("container:")) {
            throw new Refusal.Invalid(Refusal.What.NETWORK_MODE, mode, "invalid container format container:<name|id>");
        }
        boolean joined = mode.startsWith("container:");
        if (joined && !Given.text(spec.config().hostname()).isEmpty()) {
            throw new Refusal.Invalid(
                    Refusal.What.NETWORK_MODE, mode, "conflicting options: hostname and the network mode");
        }
        if (joined && !Given.map(spec.host().network().ports()).isEmpty()) {
            throw new Refusal.Invalid(
                    Refusal.What.NETWORK_MODE,
                    mode,
                    "conflicting options: port publishing and the container type network mode");
        }
    }

    private static void mode(String what, String value, Set<String> words) {
        boolean joined = value.startsWith("container:") && value.length() > "container:".length();
        boolean canJoin = !what.equals("UTS") && !what.startsWith("cgroup");
        if (!words.contains(value) && !(joined && canJoin)) {
            throw new Refusal.Invalid(Refusal.What.NAMESPACE_MODE, value, "invalid %s mode: %s".formatted(what, value));
        }
    }

    private static void checkSysctls(ContainerSpec spec) {
        for (var key : Given.map(spec.host().life().sysctls()).keySet()) {
            if (key.isEmpty() || key.contains("/") || key.contains("..")) {
                throw new Refusal.Invalid(Refusal.What.SYSCTL, key, "sysctl '%s' is not whitelisted".formatted(key));
            }
        }
    }
}
