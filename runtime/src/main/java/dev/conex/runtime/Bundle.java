package dev.conex.runtime;

import dev.conex.linux.Mount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that a launch is decided by.
///
/// @param runDir exists, private to this container, emptied by a reboot; holds the exit status
/// @param logDir exists; holds container.log
/// @param root detached; the caller closes it after create, in the background where the kernel syncs
/// @param cgroupPath below the runtime's parent, or from the top with a leading slash; null: the id
/// @param openStdin whether the input is a pipe (or terminal) that stays open; otherwise it is /dev/null
/// @param shmBytes size of /dev/shm
public record Bundle(
        String id,
        Path runDir,
        Path logDir,
        Mount root,
        boolean readonlyRoot,
        ProcessSpec process,
        Namespaces namespaces,
        List<BundleMount> mounts,
        Limits limits,
        Security security,
        @Nullable String hostname,
        @Nullable String domainname,
        List<Device> devices,
        Map<String, String> sysctls,
        LogPolicy log,
        boolean init,
        boolean openStdin,
        @Nullable String cgroupPath,
        long shmBytes) {
    public static final int ID_LENGTH_MAX = 64;
    public static final long SHM_BYTES = 64L << 20;

    public Bundle {
        if (id.isEmpty() || id.length() > ID_LENGTH_MAX || id.contains("/")) {
            throw new IllegalArgumentException("container id \"%s\"".formatted(id));
        }
        mounts = List.copyOf(mounts);
        devices = List.copyOf(devices);
        sysctls = Map.copyOf(sysctls);
    }

    /// A container with Docker's defaults.
    public static Bundle of(String id, Path directory, Mount root, ProcessSpec process) {
        return new Bundle(
                id,
                directory,
                directory,
                root,
                false,
                process,
                Namespaces.STANDARD,
                List.of(),
                Limits.NONE,
                Security.STANDARD,
                id,
                null,
                List.of(),
                Map.of(),
                LogPolicy.STANDARD,
                false,
                false,
                null,
                SHM_BYTES);
    }
}
