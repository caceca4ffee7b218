package dev.conex.storage;

/// All that is kept below one data root.
public interface Storage extends AutoCloseable {
    Content content();

    Snapshots snapshots();

    Volumes volumes();

    Records records();

    Names names();

    Leases leases();

    Sweep sweep();

    @Override
    void close();
}
