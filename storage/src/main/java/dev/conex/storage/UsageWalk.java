package dev.conex.storage;

import dev.conex.linux.Dir;
import dev.conex.linux.Stat;
import dev.conex.linux.TreeWalk;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Adds up what a tree takes; a file with several names counts once.
final class UsageWalk implements TreeWalk.Visitor {
    private static final int BLOCK_BYTES = 512;

    private final Set<Inode> linked = new HashSet<>();
    private long bytes;
    private long inodes;

    static Usage of(Dir root) throws IOException {
        var walk = new UsageWalk();
        TreeWalk.walk(root, walk);
        return new Usage(walk.bytes, walk.inodes);
    }

    @Override
    public TreeWalk.Step enter(TreeWalk.Entry entry) {
        var stat = entry.stat();
        if (stat.isDirectory() || stat.links() == 1 || linked.add(Inode.of(stat))) {
            bytes += room(stat);
            inodes++;
        }
        return TreeWalk.Step.DESCEND;
    }

    /// What was just written has no blocks yet; then its size is the better guess.
    private static long room(Stat stat) {
        return Math.max(stat.blocks() * BLOCK_BYTES, stat.isRegular() && stat.blocks() == 0 ? stat.size() : 0);
    }
}
