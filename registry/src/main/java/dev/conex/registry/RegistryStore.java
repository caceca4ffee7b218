package dev.conex.registry;

/// All that a registry server keeps.
public record RegistryStore(RegistryBlobs blobs, RegistryIndex index) {}
