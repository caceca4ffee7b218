package dev.conex.runtime;

import dev.conex.linux.Fd;
import dev.conex.linux.Mount;
import dev.conex.linux.MountFlag;
import dev.conex.linux.Mounts;
import dev.conex.linux.OpenFlags;
import dev.conex.linux.Pidfd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/// The opened inputs of a plan; closing closes what was opened here, not what the caller brought.
final class Inputs implements AutoCloseable {
    private final List<Fd> descriptors = new ArrayList<>();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Cgroup cgroup;

    private Inputs(Cgroup cgroup) {
        this.cgroup = cgroup;
    }

    static Inputs open(LaunchPlan plan, Cgroup cgroup) throws IOException {
        Inputs inputs = new Inputs(cgroup);
        try {
            for (Input input : plan.inputs()) {
                inputs.descriptors.add(inputs.open(input));
            }
            return inputs;
        } catch (IOException | RuntimeException e) {
            inputs.close();
            throw e;
        }
    }

    int[] numbers() {
        return descriptors.stream().mapToInt(Fd::number).toArray();
    }

    private Fd open(Input input) throws IOException {
        return switch (input) {
            case Input.Opened(Path path, boolean writable) ->
                own(Fd.open(path, writable ? OpenFlags.READ_WRITE : OpenFlags.READ_ONLY, 0));
            case Input.Cloned(Path path, BundleMount.BindOptions options) ->
                own(bind(path, options)).fd();
            case Input.Given(Mount mount, String _) -> mount.fd();
            case Input.CgroupProcs(String hierarchy) ->
                own(Fd.open(directory(hierarchy).resolve("cgroup.procs"), OpenFlags.WRITE_ONLY, 0));
            case Input.CgroupView(String hierarchy, boolean readOnly) ->
                own(view(directory(hierarchy), readOnly)).fd();
            case Input.OomEvents() -> own(Fd.open(cgroup.oomEvents().orElseThrow(), OpenFlags.READ_ONLY, 0));
            case Input.OfProcess(int pid, String kind)
            when kind.equals("pidfd") -> own(Pidfd.open(pid)).fd();
            case Input.OfProcess(int pid, String kind) ->
                own(Fd.open(Path.of("/proc/" + pid + "/" + kind), OpenFlags.READ_ONLY, 0));
        };
    }

    private <T extends AutoCloseable> T own(T closeable) {
        owned.push(closeable);
        return closeable;
    }

    private Path directory(String hierarchy) throws IOException {
        Map<String, Path> all = cgroup.directories();
        Path directory = all.get(hierarchy);
        if (directory == null) {
            throw new IOException("no cgroup hierarchy \"%s\"".formatted(hierarchy));
        }
        return directory;
    }

    private static Mount bind(Path source, BundleMount.BindOptions options) throws IOException {
        try (Fd at = Fd.open(source, OpenFlags.PATH, 0)) {
            Mount mount = Mounts.bindTree(at, options.recursive());
            try {
                mount.propagate(propagation(options.propagation()), options.recursive());
                if (options.readOnly()) {
                    mount.set(EnumSet.of(MountFlag.READ_ONLY), options.readOnlyRecursive());
                }
                return mount;
            } catch (IOException e) {
                mount.close();
                throw e;
            }
        }
    }

    private static dev.conex.linux.Propagation propagation(BundleMount.Propagation wanted) {
        return switch (wanted) {
            case PRIVATE -> dev.conex.linux.Propagation.PRIVATE;
            case SLAVE -> dev.conex.linux.Propagation.SLAVE;
            case SHARED -> dev.conex.linux.Propagation.SHARED;
        };
    }

    private static Mount view(Path directory, boolean readOnly) throws IOException {
        try (Fd at = Fd.open(directory, OpenFlags.PATH, 0)) {
            Mount mount = Mounts.bindTree(at, false);
            try {
                EnumSet<MountFlag> flags = EnumSet.of(MountFlag.NO_SUID, MountFlag.NO_DEV, MountFlag.NO_EXEC);
                if (readOnly) {
                    flags.add(MountFlag.READ_ONLY);
                }
                mount.set(flags, false);
                return mount;
            } catch (IOException e) {
                mount.close();
                throw e;
            }
        }
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("closing a descriptor does not fail", e);
            }
        }
    }
}
