package dev.conex.cli;

import static dev.conex.cli.Flag.bool;
import static dev.conex.cli.Flag.integer;
import static dev.conex.cli.Flag.list;
import static dev.conex.cli.Flag.string;

import dev.conex.cli.Flag.Kind;
import java.util.ArrayList;
import java.util.List;

/// The options of `create` and `run`, by family.
final class RunFlags {
    private RunFlags() {}

    static List<Flag> create() {
        List<Flag> flags = new ArrayList<>();
        flags.addAll(process());
        flags.addAll(life());
        flags.addAll(limits());
        flags.addAll(isolation());
        flags.addAll(files());
        flags.addAll(network());
        return List.copyOf(flags);
    }

    static List<Flag> run() {
        List<Flag> flags = new ArrayList<>(create());
        flags.add(bool("d,detach", "Run container in background and print container ID"));
        flags.add(string("detach-keys", "Override the key sequence for detaching a container"));
        flags.add(bool("sig-proxy", "Proxy received signals to the process (default true)"));
        flags.add(bool("dry-run", "Print the plan by which the container would be started, and start nothing"));
        return List.copyOf(flags);
    }

    private static List<Flag> process() {
        return List.of(
                string("name", "Assign a name to the container"),
                list("e,env", "Set environment variables"),
                list("env-file", "Read in a file of environment variables"),
                string("u,user", "Username or UID (format: <name|uid>[:<group|gid>])"),
                string("w,workdir", "Working directory inside the container"),
                string("entrypoint", "Overwrite the default ENTRYPOINT of the image"),
                list("group-add", "Add additional groups to join"),
                string("h,hostname", "Container host name"),
                string("domainname", "Container NIS domain name"),
                bool("init", "Run an init inside the container that forwards signals and reaps processes"),
                bool("i,interactive", "Keep STDIN open even if not attached"),
                bool("t,tty", "Allocate a pseudo-TTY"),
                list("a,attach", "Attach to STDIN, STDOUT or STDERR"),
                string("stop-signal", "Signal to stop the container"),
                integer("stop-timeout", "Timeout (in seconds) to stop a container"),
                string("platform", "Set platform if server is multi-platform capable"),
                string("pull", "Pull image before running (\"always\", \"missing\", \"never\") (default \"missing\")"),
                bool("q,quiet", "Suppress the pull output"),
                string("cidfile", "Write the container ID to the file"));
    }

    private static List<Flag> life() {
        return List.of(
                string("restart", "Restart policy to apply when a container exits (default \"no\")"),
                bool("rm", "Automatically remove the container and its associated anonymous volumes when it exits"),
                list("l,label", "Set meta data on a container"),
                list("label-file", "Read in a line delimited file of labels"),
                list("annotation", "Add an annotation to the container (passed through to the OCI runtime)"),
                string("runtime", "Runtime to use for this container"),
                string("isolation", "Container isolation technology"),
                string("log-driver", "Logging driver for the container"),
                list("log-opt", "Log driver options"),
                string("health-cmd", "Command to run to check health"),
                Flag.of("health-interval", Kind.DURATION, "Time between running the check (ms|s|m|h) (default 0s)"),
                integer("health-retries", "Consecutive failures needed to report unhealthy"),
                Flag.of(
                        "health-start-interval",
                        Kind.DURATION,
                        "Time between running the check during the start period (ms|s|m|h) (default 0s)"),
                Flag.of(
                        "health-start-period",
                        Kind.DURATION,
                        "Start period for the container to initialize before starting health-retries countdown (ms|s|m|h) (default 0s)"),
                Flag.of(
                        "health-timeout",
                        Kind.DURATION,
                        "Maximum time to allow one check to run (ms|s|m|h) (default 0s)"),
                bool("no-healthcheck", "Disable any container-specified HEALTHCHECK"));
    }

    private static List<Flag> limits() {
        return List.of(
                Flag.of("m,memory", Kind.BYTES, "Memory limit"),
                Flag.of("memory-reservation", Kind.BYTES, "Memory soft limit"),
                Flag.of(
                        "memory-swap",
                        Kind.BYTES,
                        "Swap limit equal to memory plus swap: '-1' to enable unlimited swap"),
                integer("memory-swappiness", "Tune container memory swappiness (0 to 100) (default -1)"),
                bool("oom-kill-disable", "Disable OOM Killer"),
                integer("oom-score-adj", "Tune host's OOM preferences (-1000 to 1000)"),
                Flag.of("cpus", Kind.DECIMAL, "Number of CPUs"),
                integer("c,cpu-shares", "CPU shares (relative weight)"),
                integer("cpu-period", "Limit CPU CFS (Completely Fair Scheduler) period"),
                integer("cpu-quota", "Limit CPU CFS (Completely Fair Scheduler) quota"),
                string("cpuset-cpus", "CPUs in which to allow execution (0-3, 0,1)"),
                string("cpuset-mems", "MEMs in which to allow execution (0-3, 0,1)"),
                integer("pids-limit", "Tune container pids limit (set -1 for unlimited)"),
                integer("blkio-weight", "Block IO (relative weight), between 10 and 1000, or 0 to disable (default 0)"),
                list("ulimit", "Ulimit options"),
                Flag.of("shm-size", Kind.BYTES, "Size of /dev/shm"),
                string("cgroup-parent", "Optional parent cgroup for the container"));
    }

    private static List<Flag> isolation() {
        return List.of(
                bool("privileged", "Give extended privileges to this container"),
                list("cap-add", "Add Linux capabilities"),
                list("cap-drop", "Drop Linux capabilities"),
                list("security-opt", "Security Options"),
                bool("read-only", "Mount the container's root filesystem as read only"),
                list("sysctl", "Sysctl options"),
                list("device", "Add a host device to the container"),
                list("device-cgroup-rule", "Add a rule to the cgroup allowed devices list"),
                string("pid", "PID namespace to use"),
                string("ipc", "IPC mode to use"),
                string("uts", "UTS namespace to use"),
                string("userns", "User namespace to use"),
                string("cgroupns", "Cgroup namespace to use (host|private)"));
    }

    private static List<Flag> files() {
        return List.of(
                list("v,volume", "Bind mount a volume"),
                list("mount", "Attach a filesystem mount to the container"),
                list("tmpfs", "Mount a tmpfs directory"),
                list("volumes-from", "Mount volumes from the specified container(s)"),
                string("volume-driver", "Optional volume driver for the container"),
                list("storage-opt", "Storage driver options for the container"));
    }

    private static List<Flag> network() {
        return List.of(
                list("network", "Connect a container to a network"),
                list("net", "Connect a container to a network"),
                list("network-alias", "Add network-scoped alias for the container"),
                list("link", "Add link to another container"),
                string("ip", "IPv4 address (e.g., 172.30.100.104)"),
                string("ip6", "IPv6 address (e.g., 2001:db8::33)"),
                string("mac-address", "Container MAC address (e.g., 92:d0:c6:0a:29:33)"),
                list("p,publish", "Publish a container's port(s) to the host"),
                bool("P,publish-all", "Publish all exposed ports to random ports"),
                list("expose", "Expose a port or a range of ports"),
                list("dns", "Set custom DNS servers"),
                list("dns-option", "Set DNS options"),
                list("dns-search", "Set custom DNS search domains"),
                list("add-host", "Add a custom host-to-IP mapping (host:ip)"));
    }
}
