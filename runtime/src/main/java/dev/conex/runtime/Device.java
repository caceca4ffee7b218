package dev.conex.runtime;

/// A device node of a container, and what its cgroup lets it do with it.
///
/// @param block a block device, otherwise a character device
/// @param mode permission bits of the node
/// @param access any of `r`, `w`, `m`
public record Device(String path, boolean block, int major, int minor, int mode, int uid, int gid, String access) {
    private static final int WORLD = 0666;

    /// A device of the host by its path; empty when the file is none.
    public static java.util.Optional<Device> ofHost(java.nio.file.Path file) throws java.io.IOException {
        return HostDevices.node(file);
    }

    static Device standard(String name, int major, int minor) {
        return new Device("/dev/" + name, false, major, minor, WORLD, 0, 0, "rwm");
    }

    DeviceRule rule() {
        return new DeviceRule(true, block ? DeviceRule.Kind.BLOCK : DeviceRule.Kind.CHARACTER, major, minor, access);
    }
}
