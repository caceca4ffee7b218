package dev.conex.storage;

import dev.conex.linux.Dir;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Named directories that outlive containers.
public interface Volumes {

    /// Makes a volume; one of that name that is there already is returned as it is.
    ///
    /// @throws IllegalArgumentException for an invalid name or an unknown driver
    Volume create(VolumeSpec spec) throws IOException;

    Optional<Volume> find(String name) throws IOException;

    /// Sorted by name.
    List<Volume> list() throws IOException;

    /// Removes a volume with its content; whether it is in use is the caller's question. Nothing happens when there
    /// is none.
    void remove(String name) throws IOException;

    Usage usage(String name) throws IOException;

    /// Fills an empty volume with what the image has at a path, with owners, modes and attributes, its own
    /// directory too. A volume that holds anything is left alone. A crash in the middle is made good by the next
    /// call.
    ///
    /// @param imageRoot root of the image's tree
    /// @param path in it; nothing happens when it is missing or no directory
    void copyUp(Volume volume, Dir imageRoot, byte[] path) throws IOException;
}
