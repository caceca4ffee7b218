package dev.conex.build;

import dev.conex.oci.BlobSink;
import dev.conex.oci.Codecs;
import dev.conex.storage.Lease;
import dev.conex.storage.Snapshots;
import java.nio.file.Path;

/// What a builder stands on.
///
/// @param content where layers are stored
/// @param lease keeps what the build makes until something else leads to it; it is the caller's to close, after the
/// build
/// @param scratch a directory of ours for what is fetched; made when needed
/// @param codecs for archives that ADD unpacks
public record BuildRooms(
        Snapshots snapshots, BlobSink content, Lease lease, Path scratch, Codecs codecs, FetchPolicy fetching) {}
