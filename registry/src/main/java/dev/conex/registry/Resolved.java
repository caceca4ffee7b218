package dev.conex.registry;

import dev.conex.oci.Descriptor;
import dev.conex.oci.Document;

/// What a reference points at: a manifest or an index, verified against its digest.
public record Resolved(Descriptor descriptor, Document document) {
    public byte[] bytes() {
        return document.bytes();
    }
}
