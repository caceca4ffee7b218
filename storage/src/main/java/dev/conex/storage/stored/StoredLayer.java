package dev.conex.storage.stored;

import dev.conex.oci.ChainId;
import dev.conex.oci.Digest;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// An unpacked layer; its chain id is the record's id.
///
/// @param flushed whether its files are on the disk for sure; if not, they are whole only while `boot` lasts
@Json
public record StoredLayer(
        @Nullable ChainId parent, Digest diffId, long bytes, long inodes, boolean flushed, String boot) {}
