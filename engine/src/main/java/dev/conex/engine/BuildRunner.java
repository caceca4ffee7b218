package dev.conex.engine;

import dev.conex.build.BuildFailed;
import dev.conex.build.RunTask;
import dev.conex.build.StepOutput;
import dev.conex.build.StepRunner;
import dev.conex.engine.stored.StoredOrigin;
import dev.conex.runtime.Bundle;
import dev.conex.runtime.BundleMount;
import dev.conex.runtime.Instance;
import dev.conex.runtime.LaunchFailure;
import dev.conex.runtime.OutputSink;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs a step of a build as a container is run: same bundle, rights and network. Nobody else sees it, and nothing of it
/// is stored; what a crash leaves is swept at the next start like that of any container without a record.
record BuildRunner(Core core, BuildWish wish, BuildMounts kept) implements StepRunner {

    @Override
    public int run(RunTask task, StepOutput output) throws BuildFailed, IOException, InterruptedException {
        var id = ContainerId.random();
        try (var held = kept.hold(task.mounts())) {
            return run(record(id, task), task, held, output);
        } catch (LaunchFailure e) {
            throw BuildFailed.refused("failed to create task for container: failed to create shim task: OCI runtime create"
                    + " failed: runc create failed: unable to start container process: error during container init: "
                    + e.getMessage());
        } catch (Refusal e) {
            throw BuildFailed.refused(String.valueOf(e.getMessage()));
        } finally {
            remove(id);
        }
    }

    private void remove(ContainerId id) throws IOException {
        ContainerRemover.deleteTree(core.runDir(id));
        ContainerRemover.deleteTree(core.stateDir(id));
    }

    private ContainerRecord record(ContainerId id, RunTask task) {
        var host = HostOptions.DEFAULTS
                .withNetwork(network(task))
                .withResources(wish.resources())
                .withFiles(new HostOptions.FileOptions(null, null, null, null, null, null, wish.shmBytes()))
                .withLife(new HostOptions.LifeOptions(
                        true, RestartPolicy.NO, false, new HostOptions.LogOptions("none", null), null, null, null, null,
                        null, null));
        var config = ContainerConfig.image("")
                .withCmd(task.args())
                .withEnv(task.env())
                .withUser(task.user())
                .withPlace(id.shortened(), task.cwd());
        var spec = new ContainerSpec(config, host, Map.of());
        var endpoints = NetworkMode.of(spec).connected() ? core.networks().wanted(spec, true) : List.<Endpoint>of();
        var origin = new StoredOrigin("", "", "", 0, "linux", "", "", List.of());
        return new ContainerRecord(
                id.value(), "build-" + id.shortened(), Instant.now(), origin, spec, List.of(), endpoints,
                new ContainerState.Created(ContainerState.Life.NONE), 0, false);
    }

    private HostOptions.NetworkOptions network(RunTask task) {
        return new HostOptions.NetworkOptions(
                task.network().isEmpty() ? "default" : task.network(), null, false, null, null, null, wish.extraHosts(),
                null);
    }

    private int run(ContainerRecord r, RunTask task, BuildMounts.Held held, StepOutput output)
            throws IOException, InterruptedException {
        Files.createDirectories(core.runDir(r.key()));
        Files.createDirectories(core.stateDir(r.key()));
        var joining = Launcher.joining(r);
        boolean connected = NetworkMode.of(r.spec()).connected();
        var etc = core.etc(r.key());
        etc.write(
                r,
                connected
                        ? EtcFiles.resolvConfText(core.networks().resolving(joining))
                        : EtcFiles.hostResolvConf(r.host().network()),
                connected ? core.networks().resolving(joining).hostGateway() : "127.0.0.1");
        try (var mounts = new Launcher.OpenMounts();
                var instance = core.runtime().create(bundle(r, task, held, mounts))) {
            return live(r, instance, output);
        }
    }

    private int live(ContainerRecord r, Instance instance, StepOutput output) throws IOException, InterruptedException {
        var connected = List.<Endpoint>of();
        try (var attached = instance.streams().attach(sink(output))) {
            if (NetworkMode.of(r.spec()).connected()) {
                try (var namespace = instance.networkNamespace()) {
                    connected = core.networks().connect(Launcher.joining(r), namespace);
                }
                core.etc(r.key()).writeHosts(r.withEndpoints(connected), "");
            }
            instance.start();
            var exit = instance.await();
            attached.await();
            return exit.code();
        } finally {
            instance.delete();
            if (!connected.isEmpty()) {
                core.networks().release(r.key(), connected);
            }
        }
    }

    private static OutputSink sink(StepOutput output) {
        return output::write;
    }

    private Bundle bundle(ContainerRecord r, RunTask task, BuildMounts.Held held, Launcher.OpenMounts open)
            throws IOException {
        var b = new BundleMaker(core).bundle(r, task.root(), open);
        var mounts = new ArrayList<>(b.mounts());
        for (var mount : task.mounts()) {
            mounts.removeIf(m -> m.target().equals(mount.target()));
            mounts.add(mount(mount, held));
        }
        return new Bundle(
                b.id(), b.runDir(), b.logDir(), b.root(), false, b.process(), b.namespaces(), mounts, b.limits(),
                b.security(), b.hostname(), b.domainname(), b.devices(), b.sysctls(), b.log(), false, false,
                b.cgroupPath(), b.shmBytes());
    }

    private static BundleMount mount(RunTask.MountedInput mount, BuildMounts.Held held) {
        return switch (mount) {
            case RunTask.MountedInput.Bound(var target, var tree, _, var readOnly) ->
                new BundleMount.Attached(tree, target, readOnly);
            case RunTask.MountedInput.Memory(var target, var bytes) ->
                new BundleMount.Tmpfs(target, bytes == 0 ? List.of() : List.of("size=" + bytes));
            case RunTask.MountedInput.Kept(var target, var cache) ->
                new BundleMount.Bind(
                        held.path(target),
                        target,
                        cache.readOnly() ? BundleMount.BindOptions.READ_ONLY : BundleMount.BindOptions.READ_WRITE);
        };
    }
}
