package dev.conex.engine;

import org.jspecify.annotations.Nullable;

/// What to send; an absent tag with `allTags` sends all.
public record ImagePush(
        String reference, boolean allTags, @Nullable String platform, ImageCredentials credentials) {}
