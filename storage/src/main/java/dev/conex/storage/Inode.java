package dev.conex.storage;

import dev.conex.linux.DeviceNumber;
import dev.conex.linux.Stat;

/// Tells whether two names are the same file.
record Inode(long number, DeviceNumber device) {

    static Inode of(Stat stat) {
        return new Inode(stat.inode(), stat.device());
    }
}
