package dev.conex.storage;

/// Room on the disk.
public record Usage(long bytes, long inodes) {
    public static final Usage NONE = new Usage(0, 0);

    public Usage plus(Usage other) {
        return new Usage(bytes + other.bytes, inodes + other.inodes);
    }
}
