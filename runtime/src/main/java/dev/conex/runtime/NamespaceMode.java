package dev.conex.runtime;

/// Whose namespace of one kind a container lives in.
public sealed interface NamespaceMode {
    NamespaceMode PRIVATE = new Private();
    NamespaceMode HOST = new Host();

    /// A new one of its own.
    record Private() implements NamespaceMode {}

    /// The host's.
    record Host() implements NamespaceMode {}

    /// That of a process, given by its number in the host's pid namespace.
    record Joined(int pid) implements NamespaceMode {}

    /// One that is kept at a path, such as a bind-mounted `/run/netns/x`.
    record AtPath(java.nio.file.Path path) implements NamespaceMode {}
}
