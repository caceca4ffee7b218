package dev.conex.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// Reads the frames of a log across its files, oldest first, also while the shim writes and rotates. A file that is
/// open stays readable when it is renamed or removed, so nothing is lost between two of them. After a torn frame (a
/// host that lost power) it goes on at the next one that is whole.
final class FrameReader implements AutoCloseable {
    private static final int HEADER = 24;
    private static final int FRAME_BYTES_MAX = 64 * 1024;
    private static final int BUFFER = 256 * 1024;
    private static final long PAUSE_MILLIS_MIN = 5;
    private static final long PAUSE_MILLIS_MAX = 80;

    private final Path directory;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private @Nullable FileChannel file;
    private long sequence;
    private long pauseMillis = PAUSE_MILLIS_MIN;

    /// Takes one frame.
    interface Sink {
        void frame(Frame frame) throws IOException;
    }

    FrameReader(Path directory) {
        this.directory = directory;
    }

    /// Gives one frame to the sink.
    ///
    /// @return whether there was one
    boolean next(Sink sink) throws IOException {
        while (true) {
            if (file == null && !openFirst()) {
                return false;
            }
            Frame frame = parse();
            if (frame == null) {
                if (!fill() && !advance()) {
                    return false;
                }
            } else if (frame.stream() != 0) {
                pauseMillis = PAUSE_MILLIS_MIN;
                sink.frame(frame);
                return true;
            } else if (frame.bytes().length == Long.BYTES) {
                sequence = ByteBuffer.wrap(frame.bytes())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
            }
        }
    }

    /// A pause before the end of the log is looked at again; longer from time to time while nothing comes.
    void await() throws InterruptedException {
        Thread.sleep(pauseMillis);
        pauseMillis = Math.min(2 * pauseMillis, PAUSE_MILLIS_MAX);
    }

    private boolean openFirst() throws IOException {
        NavigableMap<Long, Path> rotated = LogFiles.rotated(directory);
        // several tries: the oldest may be removed between listing and opening
        for (Path path : rotated.values()) {
            if (open(path)) {
                return true;
            }
        }
        return open(directory.resolve(LogFiles.CURRENT));
    }

    private boolean open(Path path) throws IOException {
        try {
            FileChannel next = FileChannel.open(path, StandardOpenOption.READ);
            if (file != null) {
                file.close();
            }
            file = next;
            buffer.clear().limit(0);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// Reads more of the open file.
    private boolean fill() throws IOException {
        if (file == null) {
            return false;
        }
        buffer.compact();
        int n = file.read(buffer);
        buffer.flip();
        return n > 0;
    }

    /// Goes on to the file behind the open one, if the open one is finished.
    private boolean advance() throws IOException {
        if (sequence == 0) {
            return false;
        }
        NavigableMap<Long, Path> rotated = LogFiles.rotated(directory);
        boolean finished = rotated.containsKey(sequence) || rotated.higherKey(sequence) != null || removed();
        if (!finished || fill()) {
            return finished; // what was written just before the rotation comes first
        }
        Map.Entry<Long, Path> following = LogFiles.rotated(directory).higherEntry(sequence);
        return (following != null && open(following.getValue())) || open(directory.resolve(LogFiles.CURRENT));
    }

    /// Whether the file that is open has been rotated out of existence.
    private boolean removed() throws IOException {
        try (FileChannel current = FileChannel.open(directory.resolve(LogFiles.CURRENT), StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEADER + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            return current.read(head) == HEADER + Long.BYTES
                    && head.getInt(0) == ShimWords.FRAME_MAGIC
                    && head.getLong(HEADER) > sequence;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private @Nullable Frame parse() {
        while (buffer.remaining() >= HEADER) {
            int at = buffer.position();
            int length = buffer.getInt(at + 16);
            if (buffer.getInt(at) != ShimWords.FRAME_MAGIC || length < 0 || length > FRAME_BYTES_MAX) {
                buffer.position(at + 1); // torn: look for the next
                continue;
            }
            if (buffer.remaining() < HEADER + length) {
                return null;
            }
            if (torn(at + HEADER + length)) {
                buffer.position(at + 1);
                continue;
            }
            byte[] bytes = new byte[length];
            buffer.get(at + HEADER, bytes);
            buffer.position(at + HEADER + length);
            return new Frame(buffer.getInt(at + 4), buffer.getLong(at + 8), bytes);
        }
        return null;
    }

    /// Whether what follows a frame is something else than a frame.
    private boolean torn(int at) {
        return buffer.limit() - at >= Integer.BYTES && buffer.getInt(at) != ShimWords.FRAME_MAGIC;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
