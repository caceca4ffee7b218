package dev.conex.build;

import dev.conex.oci.Platform;
import dev.conex.oci.Reference;
import java.io.IOException;

/// Where images to build upon come from: the engine's images, fetched when missing. Called from several threads.
@FunctionalInterface
public interface BaseImages {
    /// Finds an image and sees to it that its layers are unpacked and stay until the build ends.
    ///
    /// @param pull ask the registry even when it is here
    /// @throws BuildFailed when there is none; the text is for the user
    BaseImage resolve(Reference reference, Platform platform, boolean pull) throws BuildFailed, IOException;
}
