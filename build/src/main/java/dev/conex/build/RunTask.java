package dev.conex.build;

import dev.conex.build.dockerfile.RunMount;
import dev.conex.linux.Mount;
import java.util.List;

/// A program to run on a tree.
///
/// @param root the writable tree, detached; the runner does not close it
/// @param user as in an image config; the runner looks it up in the tree
/// @param network `default`, `none`, `host` or what the request says
public record RunTask(
        Mount root,
        List<String> args,
        List<String> env,
        String cwd,
        String user,
        String network,
        List<MountedInput> mounts) {
    public RunTask {
        args = List.copyOf(args);
        env = List.copyOf(env);
        mounts = List.copyOf(mounts);
    }

    /// A mount for the time of the run.
    public sealed interface MountedInput {
        String target();

        /// A detached mount that the builder made; it stays the builder's.
        record Bound(String target, Mount tree, String source, boolean readOnly) implements MountedInput {}

        /// A fresh file system in memory; `bytesMax` 0 = no limit.
        record Memory(String target, long bytesMax) implements MountedInput {}

        /// A directory that outlives builds.
        record Kept(String target, RunMount.Cache cache) implements MountedInput {}
    }
}
