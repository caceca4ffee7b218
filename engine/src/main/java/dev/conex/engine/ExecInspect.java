package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// Everything known of an exec. `exitCode` is absent until it ended.
public record ExecInspect(
        String id,
        ContainerId container,
        boolean running,
        @Nullable Integer exitCode,
        int pid,
        ExecSpec spec,
        boolean canRemove) {}
