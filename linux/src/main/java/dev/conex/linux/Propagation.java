package dev.conex.linux;

/// Whether mounts made below one mount appear below its copies. See mount_namespaces(7).
public enum Propagation {
    SHARED(1 << 20),
    SLAVE(1 << 19),
    PRIVATE(1 << 18),
    UNBINDABLE(1 << 17);

    final int bit;

    Propagation(int bit) {
        this.bit = bit;
    }
}
