package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// New limits (fields at their zero stay as they are) and maybe another restart policy.
public record ContainerUpdate(
        ResourceOptions resources, @Nullable RestartPolicy restart) {}
