package dev.conex.storage;

/// How a writable tree is mounted.
///
/// @param isVolatile never flushed: for what nobody wants back after a power cut (`--rm`, build steps)
public record MountOptions(boolean isVolatile, boolean readOnly) {
    public static final MountOptions PLAIN = new MountOptions(false, false);
    public static final MountOptions VOLATILE = new MountOptions(true, false);
}
