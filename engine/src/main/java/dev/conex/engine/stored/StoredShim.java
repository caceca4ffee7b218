package dev.conex.engine.stored;

import dev.conex.runtime.ShimRecord;
import io.avaje.jsonb.Json;
import java.nio.file.Path;

/// What is needed to find a launched container again, as it is stored.
@Json
public record StoredShim(
        String id,
        int shimPid,
        long shimStart,
        int pid,
        String runDir,
        String logDir,
        String cgroup,
        boolean stdin,
        boolean tty) {

    /// As it is stored.
    public static StoredShim of(ShimRecord r) {
        return new StoredShim(
                r.id(),
                r.shimPid(),
                r.shimStart(),
                r.pid(),
                r.runDir().toString(),
                r.logDir().toString(),
                r.cgroup(),
                r.stdin(),
                r.tty());
    }

    /// As the runtime knows it.
    public ShimRecord record() {
        return new ShimRecord(id, shimPid, shimStart, pid, Path.of(runDir), Path.of(logDir), cgroup, stdin, tty);
    }
}
