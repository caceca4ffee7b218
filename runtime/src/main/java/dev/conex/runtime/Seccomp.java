package dev.conex.runtime;

/// Which system calls a process may make.
public sealed interface Seccomp {
    Seccomp DEFAULT = new Default();
    Seccomp UNCONFINED = new Unconfined();

    /// Docker's default profile, adapted to the capabilities.
    record Default() implements Seccomp {}

    record Unconfined() implements Seccomp {}

    /// A profile in Docker's JSON form.
    record Profile(String json) implements Seccomp {}
}
