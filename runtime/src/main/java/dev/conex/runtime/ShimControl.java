package dev.conex.runtime;

import dev.conex.linux.Errno;
import dev.conex.linux.ErrnoException;
import dev.conex.linux.Fd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The daemon's end of a shim's control pipe. A shim that is gone hears nothing, which is no error.
final class ShimControl implements AutoCloseable {
    private static final int BYTES = 16;

    private final Fd pipe;

    ShimControl(Fd pipe) {
        this.pipe = pipe;
    }

    void start() throws ErrnoException {
        say(ShimWords.WORD_START, 0, 0);
    }

    /// @param descriptor the write end of a pipe, in this process
    void attach(int descriptor) throws ErrnoException {
        say(ShimWords.WORD_ATTACH, (int) ProcessHandle.current().pid(), descriptor);
    }

    void detach() throws ErrnoException {
        say(ShimWords.WORD_DETACH, 0, 0);
    }

    void closeStdin() throws ErrnoException {
        say(ShimWords.WORD_CLOSE_STDIN, 0, 0);
    }

    private void say(int word, int a, int b) throws ErrnoException {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(word).putInt(a).putInt(b).putInt(0);
        try {
            pipe.write(out.array());
        } catch (ErrnoException e) {
            if (!e.is(Errno.EPIPE)) {
                throw e;
            }
        } catch (IllegalStateException e) {
            // let go of
        }
    }

    @Override
    public void close() {
        pipe.close();
    }
}
