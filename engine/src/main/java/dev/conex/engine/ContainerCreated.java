package dev.conex.engine;

import java.util.List;

/// The answer to a create: the id and what the user should know (a limit that the kernel lacks, …).
public record ContainerCreated(ContainerId id, List<String> warnings) {
    public ContainerCreated {
        warnings = List.copyOf(warnings);
    }
}
