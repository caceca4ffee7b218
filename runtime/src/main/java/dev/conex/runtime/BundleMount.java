package dev.conex.runtime;

import dev.conex.linux.Mount;
import java.nio.file.Path;
import java.util.List;

/// Something mounted into a container besides what every container has. A mount replaces the standard one at its
/// target.
public sealed interface BundleMount {
    /// Absolute, inside the container; made when absent.
    String target();

    /// A file or directory of the host, opened by the runtime at launch.
    record Bind(Path source, String target, BindOptions options) implements BundleMount {}

    /// A mount that is already there as a descriptor (a volume, a part of one); the caller closes it after create.
    record Attached(Mount mount, String target, boolean readOnly) implements BundleMount {}

    /// @param options as for mount(8): `size=64m`, `mode=1777`, `noexec`, `ro`, …
    record Tmpfs(String target, List<String> options) implements BundleMount {
        public Tmpfs {
            options = List.copyOf(options);
        }
    }

    /// How a bind mount behaves.
    ///
    /// @param recursive with what is mounted below the source
    /// @param readOnlyRecursive `readOnly` reaches what is mounted below, too
    record BindOptions(boolean readOnly, boolean recursive, boolean readOnlyRecursive, Propagation propagation) {
        public static final BindOptions READ_WRITE = new BindOptions(false, true, false, Propagation.PRIVATE);
        public static final BindOptions READ_ONLY = new BindOptions(true, true, true, Propagation.PRIVATE);
    }

    /// mount_namespaces(7).
    enum Propagation {
        PRIVATE,
        SLAVE,
        SHARED
    }
}
