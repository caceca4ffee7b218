package dev.conex.runtime;

import dev.conex.linux.Mount;
import java.nio.file.Path;

/// A descriptor that a plan needs: what it is, not yet its number.
sealed interface Input {
    /// In a printed plan.
    String text();

    /// A directory or file of the host as a plain descriptor.
    record Opened(Path path, boolean writable) implements Input {
        @Override
        public String text() {
            return path.toString();
        }
    }

    /// A copy of a tree of the host as a detached mount.
    record Cloned(Path path, BundleMount.BindOptions options) implements Input {
        @Override
        public String text() {
            return (options.readOnly() ? "read-only copy of " : "copy of ") + path;
        }
    }

    /// A mount that the caller brought.
    record Given(Mount mount, String name) implements Input {
        @Override
        public String text() {
            return name;
        }
    }

    /// The `cgroup.procs` of the container's cgroup in one hierarchy.
    record CgroupProcs(String hierarchy) implements Input {
        @Override
        public String text() {
            return "cgroup.procs of " + hierarchy;
        }
    }

    /// The container's cgroup directory in one hierarchy, as a detached read-only mount.
    record CgroupView(String hierarchy, boolean readOnly) implements Input {
        @Override
        public String text() {
            return "cgroup of " + hierarchy;
        }
    }

    /// The file that counts out-of-memory kills.
    record OomEvents() implements Input {
        @Override
        public String text() {
            return "oom events";
        }
    }

    /// A namespace of a process, or the process itself when `kind` is `pidfd`.
    record OfProcess(int pid, String kind) implements Input {
        @Override
        public String text() {
            return kind + " of process " + pid;
        }
    }
}
