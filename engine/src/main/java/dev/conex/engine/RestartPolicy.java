package dev.conex.engine;

import io.avaje.jsonb.Json;

/// When a container is started again by itself. `name` is Docker's word (empty, `no`, `always`,
/// `unless-stopped`,
/// `on-failure`), kept as given.
@Json
public record RestartPolicy(String name, int retriesMax) {
    public static final RestartPolicy NO = new RestartPolicy("no", 0);
    public static final RestartPolicy ALWAYS = new RestartPolicy("always", 0);

    /// Whether it ever restarts.
    public boolean never() {
        return name.isEmpty() || name.equals("no");
    }

    /// Pure: whether to start again after an exit.
    boolean restarts(int exitCode, int restartsSoFar, boolean stoppedByUser) {
        return switch (name) {
            case "always", "unless-stopped" -> !stoppedByUser;
            case "on-failure" -> !stoppedByUser && exitCode != 0 && (retriesMax == 0 || restartsSoFar < retriesMax);
            default -> false;
        };
    }
}
