package dev.conex.oci;

import java.io.IOException;
import java.io.InputStream;

/// Where blobs come from: a registry, a disk, an archive, a memory.
public interface BlobSource {

    /// Opens the content from its first byte; the caller closes it. The stream is not verified: see [VerifiedStream].
    ///
    /// @throws IOException also when there is no such blob
    InputStream open(Descriptor descriptor) throws IOException;

    boolean has(Digest digest) throws IOException;
}
