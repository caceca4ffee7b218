package dev.conex.build;

import dev.conex.oci.Digest;
import java.nio.file.Path;
import java.time.Instant;

/// A file that was fetched into a private directory of ours.
///
/// @param name what it is called when its destination is a directory
record Fetched(Path file, String name, Digest digest, Instant modified) {}
