package dev.conex.runtime;

import dev.conex.linux.ErrnoException;
import dev.conex.linux.Pidfd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Launches through Conex's own shim.
final class ShimRuntime implements Runtime {
    private static final String ID = "[0-9a-f]{64}";

    private final KernelInfo kernel;
    private final String cgroupParent;
    private final Shims shims;
    private final Cgroups cgroups;
    private final SeccompFilters filters;

    private ShimRuntime(Shims shims, KernelInfo kernel, Path runRoot, String cgroupParent) {
        this.shims = shims;
        this.kernel = kernel;
        this.cgroupParent = cgroupParent;
        this.cgroups = Cgroups.of(kernel.cgroups());
        this.filters = new SeccompFilters(runRoot.resolve("seccomp"));
    }

    static ShimRuntime open(Path shimBinary, KernelInfo kernel, Path runRoot, String cgroupParent) throws IOException {
        return new ShimRuntime(Shims.of(shimBinary), kernel, runRoot, cgroupParent);
    }

    @Override
    public LaunchPlan plan(Bundle bundle) {
        return LaunchPlan.of(bundle, kernel);
    }

    @Override
    public KernelInfo kernel() {
        return kernel;
    }

    @Override
    public Instance create(Bundle bundle) throws IOException {
        return create(bundle, plan(bundle));
    }

    /// As [#create(Bundle)], by a plan that may differ from the bundle's own.
    Instance create(Bundle bundle, LaunchPlan plan) throws IOException {
        String path = cgroupPath(bundle);
        ExitFile.delete(bundle.runDir(), ContainerPlanner.EXIT_FILE);
        Cgroup cgroup = cgroups.create(path, bundle.limits(), DevicePolicy.of(bundle));
        try (Launch launch = Launch.toGate(plan, shims, cgroup, filters::program)) {
            ShimRecord record = new ShimRecord(
                    bundle.id(),
                    launch.shimPid(),
                    ProcessTable.startTicks(launch.shimPid()),
                    launch.pid(),
                    bundle.runDir(),
                    bundle.logDir(),
                    path,
                    bundle.openStdin(),
                    bundle.process().tty());
            return ShimInstance.launched(this, record, launch);
        } catch (IOException | RuntimeException e) {
            undo(bundle, cgroup, e);
            throw e;
        }
    }

    private static void undo(Bundle bundle, Cgroup cgroup, Exception cause) {
        try {
            cgroup.kill();
            cgroup.delete();
            ExitFile.delete(bundle.runDir(), ContainerPlanner.EXIT_FILE);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private String cgroupPath(Bundle bundle) {
        return cgroupPath(bundle.cgroupPath() == null ? bundle.id() : bundle.cgroupPath());
    }

    private String cgroupPath(String wanted) {
        return wanted.startsWith("/") ? wanted.replaceFirst("^/+", "") : cgroupParent + "/" + wanted;
    }

    @Override
    public Optional<Instance> adopt(ShimRecord record) throws IOException {
        ExecPlanner.forgetExits(record.runDir());
        try {
            Pidfd shim = Pidfd.open(record.shimPid());
            if (ProcessTable.startTicks(record.shimPid()) == record.shimStart() && !shim.hasEnded()) {
                return Optional.of(ShimInstance.adopted(this, record, shim));
            }
            shim.close();
        } catch (ErrnoException e) {
            // no such process: it has ended
        }
        if (!Files.exists(record.runDir().resolve(ContainerPlanner.EXIT_FILE))) {
            return Optional.empty();
        }
        return Optional.of(ShimInstance.ended(this, record));
    }

    @Override
    public void sweep(String path) throws IOException {
        Cgroup cgroup = cgroups.open(cgroupPath(path));
        cgroup.kill();
        cgroup.delete();
    }

    @Override
    public void sweepEmpty(Set<String> liveIds) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path parent : cgroups.open(cgroupParent).directories().values()) {
            names.addAll(CgroupFiles.below(parent));
        }
        for (String name : names) {
            Cgroup cgroup = cgroups.open(cgroupParent + "/" + name);
            if (name.matches(ID) && !liveIds.contains(name) && cgroup.pids().isEmpty()) {
                cgroup.delete();
            }
        }
    }

    Cgroup cgroup(ShimRecord record) {
        return cgroups.open(record.cgroup());
    }

    /// Launches one more process into a running container.
    Exec exec(ShimRecord container, ExecSpec spec) throws IOException {
        LaunchPlan plan = ExecPlanner.plan(spec, container.pid(), container.runDir(), kernel);
        String file = ExecPlanner.exitFile(spec.id());
        try (Launch launch = Launch.toGate(plan, shims, cgroup(container), filters::program)) {
            return ShimExec.started(launch, spec, container.runDir());
        } catch (IOException | RuntimeException e) {
            ExitFile.delete(container.runDir(), file);
            throw e;
        }
    }

    /// The parent cgroup goes too, unless containers run on.
    @Override
    public void close() {
        shims.close();
        for (Path parent : cgroups.open(cgroupParent).directories().values()) {
            try {
                Files.deleteIfExists(parent);
            } catch (IOException e) {
                // it is in use
            }
        }
    }
}
