package dev.conex.storage;

import dev.conex.oci.Codecs;
import java.io.IOException;
import java.nio.file.Path;

/// All that is kept below one data root, which this process alone has open.
public interface Storage extends AutoCloseable {

    /// Opens or makes a data root, readable by nobody else, and puts in order what a crash left.
    ///
    /// @throws IOException also when another process has it open
    static Storage open(Path root) throws IOException {
        return open(root, Codecs.standard());
    }

    /// As [#open(Path)], layers being packed by a gzip of the caller's choice.
    static Storage open(Path root, Codecs codecs) throws IOException {
        return DiskStorage.open(root, codecs);
    }

    Content content();

    Snapshots snapshots();

    Layers layers();

    Volumes volumes();

    Records records();

    Names names();

    Leases leases();

    Sweep sweep();

    @Override
    void close();
}
