package dev.conex.storage;

/// What a change survives once it is acknowledged. Both survive the death of the process.
public enum Durability {
    /// A power cut too.
    FLUSHED,
    /// Not a power cut: for objects that a reboot removes anyway.
    EPHEMERAL
}
