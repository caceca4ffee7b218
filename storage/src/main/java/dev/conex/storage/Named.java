package dev.conex.storage;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Reference;
import java.time.Instant;

/// A name and what it means, since when.
public record Named(Reference reference, Descriptor descriptor, Instant taggedAt) {}
