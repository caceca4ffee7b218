package dev.conex.linux.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ArrayBlockingQueue;

/// A few large buffers outside the heap, used again: a fresh one is cleared each time, which costs as much as the copy.
public final class Buffers {
    /// Bytes of each.
    public static final int SIZE = 128 * 1024;

    private static final int KEPT = 16;
    private static final ArrayBlockingQueue<MemorySegment> FREE = new ArrayBlockingQueue<>(KEPT);

    private Buffers() {}

    /// One with anything in it; [#giveBack] it.
    public static MemorySegment take() {
        var buffer = FREE.poll();
        return buffer == null ? Arena.ofAuto().allocate(SIZE) : buffer;
    }

    /// For the next who asks.
    public static void giveBack(MemorySegment buffer) {
        var _ = FREE.offer(buffer);
    }
}
