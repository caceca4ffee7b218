package dev.conex.runtime;

import java.nio.file.Path;

/// What a daemon must remember of a launched container to take it back after a restart.
///
/// @param shimStart when the shim started, in clock ticks since boot: tells it from a later process of the same number
/// @param cgroup the path of its cgroups below each hierarchy
public record ShimRecord(
        String id, int shimPid, long shimStart, int pid, Path runDir, Path logDir, String cgroup, boolean stdin, boolean tty) {}
