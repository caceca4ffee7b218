package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// What to fetch: a reference with tag or digest, or all tags of a repository.
public record ImagePull(
        String reference, boolean allTags, @Nullable String platform, ImageCredentials credentials) {}
