package dev.conex.storage.stored;

import dev.conex.oci.Descriptor;
import io.avaje.jsonb.Json;
import java.time.Instant;

/// A name; its reference in canonical form is the record's id.
@Json
public record StoredName(Descriptor descriptor, Instant taggedAt) {}
