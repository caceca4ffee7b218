package dev.conex.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program and everything it starts with.
///
/// @param env `NAME=value` each
/// @param cwd absolute, inside the container
/// @param terminal null for pipes
/// @param oomScoreAdj null to leave it
public record ProcessSpec(
        List<String> args,
        List<String> env,
        String cwd,
        Identity user,
        @Nullable Terminal terminal,
        Capabilities caps,
        boolean noNewPrivileges,
        List<Rlimit> rlimits,
        @Nullable Integer oomScoreAdj,
        Seccomp seccomp) {
    public static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public ProcessSpec {
        if (args.isEmpty()) {
            throw new IllegalArgumentException("no program");
        }
        args = List.copyOf(args);
        env = List.copyOf(env);
        rlimits = List.copyOf(rlimits);
    }

    /// A program run as root with Docker's defaults.
    public static ProcessSpec of(String... args) {
        return new ProcessSpec(
                List.of(args),
                List.of(PATH),
                "/",
                Identity.ROOT,
                null,
                Capabilities.STANDARD,
                false,
                List.of(),
                null,
                Seccomp.DEFAULT);
    }

    public boolean tty() {
        return terminal != null;
    }

    public ProcessSpec withEnv(List<String> changed) {
        return new ProcessSpec(
                args, changed, cwd, user, terminal, caps, noNewPrivileges, rlimits, oomScoreAdj, seccomp);
    }

    public ProcessSpec withCwd(String changed) {
        return new ProcessSpec(
                args, env, changed, user, terminal, caps, noNewPrivileges, rlimits, oomScoreAdj, seccomp);
    }

    public ProcessSpec withUser(Identity changed) {
        return new ProcessSpec(args, env, cwd, changed, terminal, caps, noNewPrivileges, rlimits, oomScoreAdj, seccomp);
    }

    public ProcessSpec withTerminal(@Nullable Terminal changed) {
        return new ProcessSpec(args, env, cwd, user, changed, caps, noNewPrivileges, rlimits, oomScoreAdj, seccomp);
    }

    public ProcessSpec withCaps(Capabilities changed) {
        return new ProcessSpec(args, env, cwd, user, terminal, changed, noNewPrivileges, rlimits, oomScoreAdj, seccomp);
    }

    public ProcessSpec withNoNewPrivileges(boolean changed) {
        return new ProcessSpec(args, env, cwd, user, terminal, caps, changed, rlimits, oomScoreAdj, seccomp);
    }

    public ProcessSpec withRlimits(List<Rlimit> changed) {
        return new ProcessSpec(args, env, cwd, user, terminal, caps, noNewPrivileges, changed, oomScoreAdj, seccomp);
    }

    public ProcessSpec withOomScoreAdj(@Nullable Integer changed) {
        return new ProcessSpec(args, env, cwd, user, terminal, caps, noNewPrivileges, rlimits, changed, seccomp);
    }

    public ProcessSpec withSeccomp(Seccomp changed) {
        return new ProcessSpec(args, env, cwd, user, terminal, caps, noNewPrivileges, rlimits, oomScoreAdj, changed);
    }

    /// A terminal and its size; 0 leaves the size to the kernel.
    public record Terminal(int rows, int columns) {}
}
