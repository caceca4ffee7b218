package dev.conex.registry;

import dev.conex.oci.Digest;
import dev.conex.oci.MalformedContent;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// The content a registry serves, by digest, whoever it belongs to. A port: the daemon may hand in its own store.
public interface RegistryBlobs {
    /// The size of a stored content; empty when it isn't there.
    OptionalLong size(Digest digest) throws IOException;

    /// Opens a stored content from this byte on.
    InputStream open(Digest digest, long offset) throws IOException;

    /// Begins a content whose digest is told at its end.
    Upload begin() throws IOException;

    /// Bytes on their way in; used by one thread at a time.
    interface Upload extends Closeable {
        void write(byte[] bytes, int offset, int length) throws IOException;

        /// Bytes written so far.
        long size();

        /// Makes the content durable and visible. Closing without it throws the bytes away.
        ///
        /// @throws MalformedContent when the bytes have another digest; nothing is stored then
        void commit(Digest expected) throws IOException;
    }
}
