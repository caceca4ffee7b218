package dev.conex.engine;

import java.io.IOException;
import java.io.OutputStream;

/// A tar that is ready to be written, once. Closing lets go of the container's files.
public interface FileArchive extends AutoCloseable {
    /// The top entry.
    PathStat stat();

    /// Writes the whole tar.
    void writeTo(OutputStream out) throws IOException;

    @Override
    void close();
}
