package dev.conex.runtime;

import java.io.IOException;
import java.io.OutputStream;

/// A container's live input and output. Several may be attached at once; each gets everything from then on.
public interface Streams {
    /// Returns when the shim has confirmed: whatever the container writes afterwards reaches the sink. A slow sink
    /// slows the container down, as in Docker.
    Attachment attach(OutputSink sink) throws IOException;

    /// The container's input; blocks while it doesn't read. Writes are discarded when it has none. Closing this
    /// stream closes nothing: see [#closeStdin].
    OutputStream stdin();

    /// The end of input, for good.
    void closeStdin() throws IOException;

    void resize(int rows, int columns) throws IOException;

    /// An attached sink; closing detaches it.
    interface Attachment extends AutoCloseable {
        /// Waits until the container's output has ended and the sink has had all of it, or it was detached.
        void await() throws InterruptedException;

        @Override
        void close();
    }
}
