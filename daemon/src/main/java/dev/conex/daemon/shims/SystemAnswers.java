package dev.conex.daemon.shims;

/// What the daemon said of itself in older versions.
final class SystemAnswers {
    private SystemAnswers() {}

    /// 1.50 dropped what the kernel's bridge filter does.
    static void before50(Tree info) {
        info.putIfMissing("BridgeNfIptables", false);
        info.putIfMissing("BridgeNfIp6tables", false);
    }

    /// 1.48 still told what was expected of runc.
    static void before48(Tree info) {
        info.object("RegistryConfig").ifPresent(registries -> {
            registries.putIfMissing("AllowNondistributableArtifactsCIDRs", null);
            registries.putIfMissing("AllowNondistributableArtifactsHostnames", null);
        });
    }

    /// 1.46 brought the address of containerd.
    static void before46(Tree info) {
        info.remove("Containerd");
    }

    /// 1.42 dropped kernel memory.
    static void before42(Tree info) {
        info.putIfMissing("KernelMemory", true);
    }

    /// 1.44 dropped the virtual size.
    static void diskUsageBefore44(Tree usage) {
        usage.objects("Images").forEach(ImageAnswers::before44);
    }

    /// 1.42 dropped the sum of the build cache.
    static void diskUsageBefore42(Tree usage) {
        long sum = usage.objects("BuildCache").stream()
                .mapToLong(row -> row.get("Size") instanceof Long size ? size : 0)
                .sum();
        usage.put("BuilderSize", sum);
    }
}
