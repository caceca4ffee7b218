package dev.conex.storage;

import dev.conex.oci.ChainId;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;

/// A layer that was just made.
///
/// @param descriptor of the gzipped blob
/// @param diffId digest of the uncompressed tar
/// @param chain of the whole stack with this layer on top
/// @param size bytes of the uncompressed tar
public record Layer(Descriptor descriptor, Digest diffId, ChainId chain, long size) {}
