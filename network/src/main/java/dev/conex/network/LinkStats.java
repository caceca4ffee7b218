package dev.conex.network;

/// Counters of one link since it was made.
public record LinkStats(
        String name,
        long rxBytes,
        long rxPackets,
        long rxErrors,
        long rxDropped,
        long txBytes,
        long txPackets,
        long txErrors,
        long txDropped) {}
