package dev.conex.runtime;

import java.io.IOException;
import java.io.OutputStream;

/// The ends of an added process. Its output is held back by the kernel until [#pump] reads it.
public interface ExecIo {
    /// Where the process reads from; closing it is the end of its input. Writes are discarded when there is no input.
    OutputStream stdin();

    /// Gives everything the process writes to the sink, on the calling thread, until both its streams have ended.
    void pump(OutputSink sink) throws IOException, InterruptedException;
}
