package dev.conex.daemon.shims;

/// What creates meant in older versions.
final class CreateRequests {
    private CreateRequests() {}

    /// 1.40 brought non-recursive binds, and shared IPC was the default before.
    static void before40(Tree create) {
        create.object("HostConfig").ifPresent(host -> {
            host.objects("Mounts")
                    .forEach(mount -> mount.object("BindOptions").ifPresent(bind -> bind.remove("NonRecursive")));
            host.remove("KernelMemoryTCP");
            if (host.text("IpcMode").isEmpty()) {
                host.put("IpcMode", "shareable");
            }
        });
    }

    /// 1.41 brought private cgroup namespaces.
    static void before41(Tree create) {
        create.object("HostConfig").ifPresent(host -> {
            if (host.text("CgroupnsMode").isEmpty()) {
                host.put("CgroupnsMode", "host");
            }
        });
    }

    /// 1.42 brought the size of the terminal; before, 0 meant no limit of processes.
    static void before42(Tree create) {
        create.object("HostConfig").ifPresent(host -> {
            host.remove("ConsoleSize");
            if (host.get("PidsLimit") instanceof Long limit && limit <= 0) {
                host.put("PidsLimit", null);
            }
            host.objects("Mounts").forEach(mount -> {
                mount.object("VolumeOptions").ifPresent(volume -> volume.remove("Subpath"));
                mount.object("BindOptions").ifPresent(bind -> bind.remove("CreateMountpoint"));
            });
        });
    }

    /// 1.43 brought annotations.
    static void before43(Tree create) {
        create.object("HostConfig").ifPresent(host -> host.remove("Annotations"));
    }

    /// 1.44 brought start intervals of health checks, read-only mounts all the way down, and MAC addresses an endpoint.
    static void before44(Tree create) {
        create.object("Healthcheck").ifPresent(health -> health.remove("StartInterval"));
        create.object("HostConfig")
                .ifPresent(host -> host.objects("Mounts")
                        .forEach(mount -> mount.object("BindOptions").ifPresent(bind -> {
                            bind.put("ReadOnlyNonRecursive", true);
                            bind.remove("ReadOnlyForceRecursive");
                        })));
        create.object("NetworkingConfig")
                .ifPresent(networking ->
                        networking.objects("EndpointsConfig").forEach(endpoint -> endpoint.remove("MacAddress")));
    }
}
