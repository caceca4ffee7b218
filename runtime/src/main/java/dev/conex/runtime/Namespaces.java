package dev.conex.runtime;

/// The namespaces of a container; its mount namespace is always its own.
public record Namespaces(
        NamespaceMode pid, NamespaceMode net, NamespaceMode ipc, NamespaceMode uts, NamespaceMode cgroup) {
    /// All private but for the cgroup namespace, as Docker does on cgroup v1.
    public static final Namespaces STANDARD = new Namespaces(
            NamespaceMode.PRIVATE,
            NamespaceMode.PRIVATE,
            NamespaceMode.PRIVATE,
            NamespaceMode.PRIVATE,
            NamespaceMode.HOST);
}
