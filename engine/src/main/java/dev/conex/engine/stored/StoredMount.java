package dev.conex.engine.stored;

import dev.conex.engine.ContainerInspect;
import io.avaje.jsonb.Json;
import java.util.List;

/// A mount as decided at create. `source` is a host path (of a volume: below its mount point), empty for tmpfs.
/// For tmpfs `options` are those of mount(8).
@Json
public record StoredMount(
        Kind kind,
        String volume,
        String driver,
        String source,
        String destination,
        String mode,
        boolean writable,
        String propagation,
        boolean recursive,
        boolean noCopy,
        boolean anonymous,
        Listed listed,
        List<String> options) {
    public StoredMount {
        options = List.copyOf(options);
    }

    /// What is mounted.
    public enum Kind {
        BIND,
        VOLUME,
        TMPFS,
        IMAGE;

        /// Docker's word.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Whether inspect lists it: `--tmpfs` isn't listed, `--mount type=tmpfs` is.
    public enum Listed {
        YES,
        NO
    }

    /// As users see it.
    public ContainerInspect.MountPoint view() {
        return new ContainerInspect.MountPoint(
                kind.word(), volume, source, destination, driver, mode, writable, propagation);
    }
}
