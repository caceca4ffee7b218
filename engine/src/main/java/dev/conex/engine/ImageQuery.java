package dev.conex.engine;

/// Which images to list: `all` shows intermediate ones; filters `before dangling label reference since until`.
public record ImageQuery(boolean all, boolean sharedSizes, boolean manifests, Filters filters) {
    public static final ImageQuery NAMED = new ImageQuery(false, false, false, Filters.NONE);
}
