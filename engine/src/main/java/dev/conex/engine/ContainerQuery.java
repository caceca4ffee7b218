package dev.conex.engine;

/// Which containers to list. `limit` ≤ 0 is no limit; a limit shows stopped ones too. Filters: `ancestor`,
/// `before`,
/// `expose`, `exited`, `health`, `id`, `isolation`, `is-task`, `label`, `name`, `network`, `publish`, `since`,
/// `status`, `volume`.
public record ContainerQuery(boolean all, int limit, boolean sizes, Filters filters) {
    /// Running ones.
    public static final ContainerQuery RUNNING = new ContainerQuery(false, 0, false, Filters.NONE);
    /// All.
    public static final ContainerQuery ALL = new ContainerQuery(true, 0, false, Filters.NONE);
}
