package dev.conex.engine;

import dev.conex.oci.ChainId;
import java.io.IOException;

/// The plan by which a container would be started, as text: launch, then network. Nothing is started, and
/// nothing is left.
final class StartPlans {
    private final Core core;
    private final BundleMaker bundles;

    StartPlans(Core core) {
        this.core = core;
        this.bundles = new BundleMaker(core);
    }

    String text(ContainerRecord r) {
        try {
            return launch(r) + network(r);
        } catch (IOException e) {
            throw new Refusal.Failed("plan the start of container %s".formatted(r.name()), e);
        }
    }

    private String launch(ContainerRecord r) throws IOException {
        var snapshots = core.storage().snapshots();
        var chain = r.origin().chain().stream().map(ChainId::parse).toList();
        // a running container's upper can't be mounted twice; its layers tell the same
        try (var root = snapshots.view(chain);
                var mounts = new Launcher.OpenMounts()) {
            var plan = core.runtime().plan(bundles.bundle(r, root, false, mounts));
            var warnings = plan.warnings().isEmpty() ? "" : "warnings " + plan.warnings() + "\n";
            return "launch\n" + plan.text() + warnings;
        }
    }

    private String network(ContainerRecord r) {
        return switch (NetworkMode.of(r.spec())) {
            case NetworkMode.Host _ -> "network\nthe host's\n";
            case NetworkMode.None _ -> "network\nnone\n";
            case NetworkMode.JoinedTo j -> "network\nthat of container " + j.container() + "\n";
            case NetworkMode.Named _ -> "network\n" + core.networks().plan(Launcher.joining(r));
        };
    }
}
