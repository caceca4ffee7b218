package dev.conex.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// Turns a bundle into a plan. The order is the only hard part: cgroups before their namespace, the network namespace
/// before /sys, everything that needs the host's files before the root changes, the seccomp filter where it can still
/// be installed.
final class ContainerPlanner {
    static final String EXIT_FILE = "exit";
    private static final long MS_REC_PRIVATE = 0x44000;

    private final Bundle bundle;
    private final KernelInfo kernel;
    private final PlanWriter plan = new PlanWriter();

    ContainerPlanner(Bundle bundle, KernelInfo kernel) {
        this.bundle = bundle;
        this.kernel = kernel;
    }

    LaunchPlan plan() {
        cloned();
        shim();
        namespaces();
        ProcessPlanner process = new ProcessPlanner(bundle.process(), kernel, plan);
        process.oomScore();
        plan.add(Op.ROOT, plan.slot(new Input.Given(bundle.root(), "root")), 0, 0, "");
        int proc = new StandardMounts(bundle, kernel, plan).add();
        bundle.mounts().stream()
                .sorted(Comparator.comparingInt(m -> depth(m.target())))
                .forEach(this::mount);
        new TreeMap<>(bundle.sysctls()).forEach((key, value) -> sysctl(proc, key, value));
        if (!bundle.security().privileged()) {
            bundle.security().maskedPaths().forEach(p -> plan.path(Op.MASK, p));
            bundle.security().readonlyPaths().forEach(p -> plan.path(Op.READONLY, p));
        }
        process.terminal(true);
        if (bundle.process().cwd().length() > 1) {
            plan.words(
                    Op.MKDIR,
                    0755,
                    List.of(bundle.process().cwd()),
                    bundle.process().cwd());
        }
        if (bundle.readonlyRoot()) {
            plan.readOnly(-1, false, "root read-only");
        }
        plan.add(Op.PIVOT, 0, 0, 0, "");
        process.run(bundle.init());
        return plan.finish();
    }

    private void shim() {
        plan.words(
                Op.RUN_DIR,
                plan.slot(new Input.Opened(bundle.runDir(), false)),
                List.of(EXIT_FILE),
                bundle.runDir().toString());
        if (bundle.log() instanceof LogPolicy.Files(long bytes, int files)) {
            plan.add(
                    Op.LOG,
                    plan.slot(new Input.Opened(bundle.logDir(), false)),
                    bytes,
                    files,
                    bundle.logDir() + " " + files + " files of " + bytes + " bytes");
        }
        if (kernel.cgroups().has("memory")) {
            plan.add(Op.OOM, plan.slot(new Input.OomEvents()), 0, 0, "");
        }
        int stdio = (bundle.openStdin() ? ShimWords.STDIO_STDIN : 0)
                | (bundle.process().tty() ? ShimWords.STDIO_TTY : 0);
        plan.add(
                Op.STDIO,
                stdio,
                0,
                0,
                bundle.process().tty() ? "terminal" : bundle.openStdin() ? "pipes with input" : "pipes");
        if (!(bundle.namespaces().pid() instanceof NamespaceMode.Private)) {
            plan.add(Op.SUBREAPER, 0, 0, 0, "");
        }
        plan.add(Op.CHILD, 0, 0, 0, "");
    }

    /// The first part: for most containers it is the same, so a shim can be that far ahead.
    private void cloned() {
        Namespaces n = bundle.namespaces();
        if (n.pid() instanceof NamespaceMode.Joined(int pid)) {
            plan.fetch();
            plan.add(Op.ENTER_PID, plan.slot(new Input.OfProcess(pid, "ns/pid")), 0, 0, "of process " + pid);
        }
        long flags =
                own(n.pid(), Clone.PID) | own(n.net(), Clone.NET) | own(n.ipc(), Clone.IPC) | own(n.uts(), Clone.UTS);
        plan.add(Op.CLONE, flags, 0, 0, Clone.text(flags));
        plan.fetch();
    }

    private void namespaces() {
        Namespaces n = bundle.namespaces();
        // not cloned with the rest: a shim made ahead would hold on to what the host unmounts meanwhile
        plan.add(Op.UNSHARE, Clone.MNT.flag(), 0, 0, "mnt");
        plan.add(Op.PROPAGATION, MS_REC_PRIVATE, 0, 0, "private");
        join(n.net(), Clone.NET);
        join(n.ipc(), Clone.IPC);
        join(n.uts(), Clone.UTS);
        cgroups(kernel.cgroups())
                .forEach(name -> plan.add(Op.CGROUP, plan.slot(new Input.CgroupProcs(name)), 0, 0, name));
        if (n.cgroup() instanceof NamespaceMode.Private) {
            plan.add(Op.UNSHARE, Clone.CGROUP.flag(), 0, 0, "cgroup");
        } else {
            join(n.cgroup(), Clone.CGROUP);
        }
        if (n.net() instanceof NamespaceMode.Private) {
            plan.add(Op.LOOPBACK, 0, 0, 0, "up");
        }
        if (!(n.uts() instanceof NamespaceMode.Private)) {
            return;
        }
        if (bundle.hostname() != null) {
            plan.words(Op.HOSTNAME, 0, List.of(bundle.hostname()), bundle.hostname());
        }
        if (bundle.domainname() != null && !bundle.domainname().isEmpty()) {
            plan.words(Op.DOMAINNAME, 0, List.of(bundle.domainname()), bundle.domainname());
        }
    }

    /// Every hierarchy that a container is placed into.
    static List<String> cgroups(CgroupLayout layout) {
        List<String> names = new ArrayList<>();
        layout.v1().forEach(h -> names.add(h.name()));
        layout.v2().ifPresent(_ -> names.add("unified"));
        return names;
    }

    private static long own(NamespaceMode mode, Clone kind) {
        return mode instanceof NamespaceMode.Private ? kind.flag() : 0;
    }

    private void join(NamespaceMode mode, Clone kind) {
        switch (mode) {
            case NamespaceMode.Private() -> {}
            case NamespaceMode.Host() -> {}
            case NamespaceMode.Joined(int pid) ->
                plan.add(
                        Op.SETNS,
                        plan.slot(new Input.OfProcess(pid, "ns/" + kind.word())),
                        kind.flag(),
                        0,
                        "%s of process %d".formatted(kind.word(), pid));
            case NamespaceMode.AtPath(Path path) ->
                plan.add(
                        Op.SETNS,
                        plan.slot(new Input.Opened(path, false)),
                        kind.flag(),
                        0,
                        kind.word() + " at " + path);
        }
    }

    private static int depth(String path) {
        return (int) path.chars().filter(c -> c == '/').count();
    }

    private void mount(BundleMount mount) {
        switch (mount) {
            case BundleMount.Bind(Path source, String target, BundleMount.BindOptions options) ->
                plan.mount(new Input.Cloned(source, options), target);
            case BundleMount.Attached(var given, String target, boolean readOnly) -> {
                int slot = plan.slot(new Input.Given(given, "mount for " + target));
                if (readOnly) {
                    plan.readOnly(slot, true, "mount for %s read-only".formatted(target));
                }
                plan.mount(slot, target, "");
            }
            case BundleMount.Tmpfs(String target, List<String> options) -> {
                var parsed = MountAttributes.parse(
                        MountAttributes.NOSUID | MountAttributes.NODEV | MountAttributes.NOEXEC, options);
                plan.fileSystem(target, "tmpfs", "tmpfs", parsed.attributes(), parsed.options());
            }
        }
    }

    private void sysctl(int proc, String key, String value) {
        plan.words(Op.SYSCTL, proc, List.of("sys/" + key.replace('.', '/'), value), key + "=" + value);
    }
}
