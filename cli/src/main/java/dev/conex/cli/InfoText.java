package dev.conex.cli;

import java.util.List;

/// What `info` prints.
final class InfoText {
    private InfoText() {}

    static String of(Tree info) {
        StringBuilder out =
                new StringBuilder("Client: Conex\n Version:    " + SystemCommands.ownVersion() + "\n\nServer:\n");
        line(out, "Containers", info.text("Containers"));
        line(out, " Running", info.text("ContainersRunning"));
        line(out, " Paused", info.text("ContainersPaused"));
        line(out, " Stopped", info.text("ContainersStopped"));
        line(out, "Images", info.text("Images"));
        line(out, "Server Version", info.text("ServerVersion"));
        line(out, "Storage Driver", info.text("Driver"));
        for (Tree pair : info.list("DriverStatus")) {
            List<String> words = pair.texts();
            line(out, " " + words.getFirst(), words.getLast());
        }
        line(out, "Logging Driver", info.text("LoggingDriver"));
        line(out, "Cgroup Driver", info.text("CgroupDriver"));
        line(out, "Cgroup Version", info.text("CgroupVersion"));
        out.append(" Plugins:\n");
        line(out, " Volume", String.join(" ", info.texts("Plugins", "Volume")));
        line(out, " Network", String.join(" ", info.texts("Plugins", "Network")));
        line(out, " Log", String.join(" ", info.texts("Plugins", "Log")));
        line(out, "Swarm", info.text("Swarm", "LocalNodeState"));
        line(out, "Runtimes", String.join(" ", info.map("Runtimes").keySet()));
        line(out, "Default Runtime", info.text("DefaultRuntime"));
        out.append(" Security Options:\n");
        info.texts("SecurityOptions").forEach(option -> {
            String[] parts = option.split(",", -1);
            out.append("  ").append(parts[0].replaceFirst("^name=", "")).append('\n');
            for (int i = 1; i < parts.length; i++) {
                out.append("   Profile: ")
                        .append(parts[i].replaceFirst("^profile=", ""))
                        .append('\n');
            }
        });
        line(out, "Kernel Version", info.text("KernelVersion"));
        line(out, "Operating System", info.text("OperatingSystem"));
        line(out, "OSType", info.text("OSType"));
        line(out, "Architecture", info.text("Architecture"));
        line(out, "CPUs", info.text("NCPU"));
        line(out, "Total Memory", Sizes.binary(info.decimal("MemTotal")));
        line(out, "Name", info.text("Name"));
        line(out, "ID", info.text("ID"));
        line(out, "Docker Root Dir", info.text("DockerRootDir"));
        line(out, "Debug Mode", info.text("Debug"));
        line(out, "Experimental", info.text("ExperimentalBuild"));
        out.append(" Insecure Registries:\n");
        info.texts("RegistryConfig", "InsecureRegistryCIDRs")
                .forEach(cidr -> out.append("  ").append(cidr).append('\n'));
        line(out, "Live Restore Enabled", info.text("LiveRestoreEnabled"));
        return out.append('\n').toString();
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append(' ').append(name).append(": ").append(value).append('\n');
    }
}
