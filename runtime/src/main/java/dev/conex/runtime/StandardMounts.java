package dev.conex.runtime;

import static dev.conex.runtime.MountAttributes.NODEV;
import static dev.conex.runtime.MountAttributes.NOEXEC;
import static dev.conex.runtime.MountAttributes.NOSUID;
import static dev.conex.runtime.MountAttributes.RDONLY;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What every container has mounted, in Docker's order: /proc, /dev with its nodes and links, /sys, cgroups, message
/// queues and shared memory. What the bundle mounts itself at one of these places replaces it.
final class StandardMounts {
    static final List<Device> DEVICES = List.of(
            Device.standard("null", 1, 3),
            Device.standard("zero", 1, 5),
            Device.standard("full", 1, 7),
            Device.standard("random", 1, 8),
            Device.standard("urandom", 1, 9),
            Device.standard("tty", 5, 0));

    private static final long PLAIN = NOSUID | NODEV | NOEXEC;

    private final Bundle bundle;
    private final KernelInfo kernel;
    private final PlanWriter plan;
    private final Set<String> replaced = new HashSet<>();

    StandardMounts(Bundle bundle, KernelInfo kernel, PlanWriter plan) {
        this.bundle = bundle;
        this.kernel = kernel;
        this.plan = plan;
        bundle.mounts().forEach(m -> replaced.add(m.target()));
    }

    /// @return the slot of the proc mount
    int add() {
        int proc = plan.fsopen("proc", "proc", PLAIN, List.of());
        if (!replaced.contains("/proc")) {
            plan.mount(proc, "/proc", "");
        }
        boolean ownDev = !replaced.contains("/dev");
        if (ownDev) {
            plan.fileSystem("/dev", "tmpfs", "tmpfs", NOSUID, List.of("mode=755", "size=65536k"));
        }
        unlessReplaced("/dev/pts", "devpts", "devpts", NOSUID | NOEXEC, List.of("ptmxmode=0666", "mode=0620", "gid=5"));
        sys();
        queuesAndMemory();
        if (ownDev) {
            nodes();
        }
        return proc;
    }

    private void unlessReplaced(String target, String type, String source, long attributes, List<String> options) {
        if (!replaced.contains(target)) {
            plan.fileSystem(target, type, source, attributes, options);
        }
    }

    private void sys() {
        long attributes = PLAIN | (bundle.security().privileged() ? 0 : RDONLY);
        unlessReplaced("/sys", "sysfs", "sysfs", attributes, List.of());
        if (replaced.contains("/sys/fs/cgroup")) {
            return;
        }
        CgroupLayout cgroups = kernel.cgroups();
        if (cgroups.unified()) {
            plan.fileSystem("/sys/fs/cgroup", "cgroup2", "cgroup", attributes, List.of());
        } else if (!cgroups.v1().isEmpty()) {
            legacyCgroups(cgroups);
        }
    }

    private void legacyCgroups(CgroupLayout cgroups) {
        plan.fileSystem("/sys/fs/cgroup", "tmpfs", "tmpfs", PLAIN, List.of("mode=755"));
        for (CgroupLayout.Hierarchy h : cgroups.v1()) {
            plan.mount(new Input.CgroupView(h.name(), !bundle.security().privileged()), "/sys/fs/cgroup/" + h.name());
            if (h.controllers().size() > 1) {
                h.controllers().stream().sorted().forEach(c -> plan.symlink("/sys/fs/cgroup/" + c, h.name()));
            }
        }
    }

    private void queuesAndMemory() {
        unlessReplaced("/dev/mqueue", "mqueue", "mqueue", PLAIN, List.of());
        if (bundle.namespaces().ipc() instanceof NamespaceMode.Host && kernel.sharedMemory()) {
            if (!replaced.contains("/dev/shm")) {
                plan.mount(new Input.Cloned(Path.of("/dev/shm"), BundleMount.BindOptions.READ_WRITE), "/dev/shm");
            }
            return;
        }
        unlessReplaced(
                "/dev/shm", "tmpfs", "shm", PLAIN, List.of("mode=1777", "size=" + bundle.shmBytes() / 1024 + "k"));
    }

    private void nodes() {
        Set<String> made = new HashSet<>();
        bundle.devices().forEach(d -> made.add(d.path()));
        DEVICES.stream().filter(d -> !made.contains(d.path())).forEach(plan::node);
        bundle.devices().forEach(plan::node);
        if (bundle.security().privileged()) {
            kernel.hostDevices().stream().filter(d -> !made.contains(d.path())).forEach(plan::node);
        }
        plan.symlink("/dev/ptmx", "pts/ptmx");
        plan.symlink("/dev/fd", "/proc/self/fd");
        plan.symlink("/dev/stdin", "/proc/self/fd/0");
        plan.symlink("/dev/stdout", "/proc/self/fd/1");
        plan.symlink("/dev/stderr", "/proc/self/fd/2");
    }
}
