package dev.conex.engine;

import dev.conex.linux.Dir;
import java.nio.file.Path;

/// Volumes, as containers need them. The volume half implements it.
interface MountableVolumes {
    /// Finds by name or makes one (absent name: an anonymous one).
    Mountable obtain(VolumeCreate wish);

    /// Fills an empty volume with what the image has at the path below `imageRoot`.
    void copyUp(String volumeName, Dir imageRoot, String containerPath);

    /// Removes anonymous volumes of a removed container, as far as nobody else uses them.
    void removeAnonymous(java.util.List<String> names);

    /// A volume ready to be mounted.
    record Mountable(String name, String driver, Path mountpoint, boolean anonymous) {}
}
