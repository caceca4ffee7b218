package dev.conex.api;

/// Facts of the daemon and its host: on the wire one object, here in groups.
public record InfoJson(InfoCounts counts, InfoKernel kernel, InfoHost host, InfoDaemon daemon, InfoRuntimes runtimes) {}
