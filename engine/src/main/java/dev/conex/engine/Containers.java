package dev.conex.engine;

import java.util.List;

/// What containers are. A `ref` is a full id, a unique prefix of one, or a name with or without a leading
/// slash; one that fits nothing is refused with [Refusal.NotFound], a prefix of several with
/// [Refusal.Ambiguous].
public interface Containers {
    /// Records a new container; nothing runs yet.
    ContainerCreated create(ContainerCreate request);

    /// Everything known of one container.
    ContainerInspect inspect(String ref, boolean withSize);

    /// Containers that fit, newest first.
    List<ContainerSummary> list(ContainerQuery query);

    /// Gives another name.
    void rename(String ref, String name);

    /// Changes limits and restart policy, running or not; answers warnings.
    List<String> update(String ref, ContainerUpdate update);

    /// Removes the record, the writable layer and what hangs on them.
    void remove(String ref, RemoveOptions options);

    /// Removes all stopped containers that fit the filters `label`, `label!`, `until`.
    Pruned prune(Filters filters);

    /// The plan by which a container would be started now (`explain`).
    String explain(String ref);

    /// The plan of a container that is not created (`--dry-run`): nothing is recorded, nothing is pulled.
    String dryRun(ContainerCreate request);
}
