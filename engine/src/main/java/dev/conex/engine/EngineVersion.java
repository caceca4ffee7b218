package dev.conex.engine;

/// Versions of the engine and what it stands on.
public record EngineVersion(
        String version,
        String commit,
        String buildTime,
        String javaVersion,
        String kernelVersion,
        String os,
        String architecture) {}
