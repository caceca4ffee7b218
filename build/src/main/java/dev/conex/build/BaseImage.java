package dev.conex.build;

import dev.conex.oci.Digest;
import dev.conex.oci.ImageConfig;

/// An image to build upon, its layers unpacked.
///
/// @param reference as people see it, complete
/// @param id the image's id
public record BaseImage(String reference, Digest id, ImageConfig config, Tree tree) {}
