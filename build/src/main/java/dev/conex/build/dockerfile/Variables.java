package dev.conex.build.dockerfile;

import org.jspecify.annotations.Nullable;

/// What names stand for while words are expanded.
@FunctionalInterface
public interface Variables {
    /// No name stands for anything.
    Variables NONE = _ -> null;

    /// The value, or null where the name is unset.
    @Nullable
    String find(String name);
}
