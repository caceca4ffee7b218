package dev.conex.registry;

import dev.conex.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/// One blob being pushed in pieces. Requests on one session wait for each other.
final class UploadSession {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final String id;
    private final String repository;
    private final RegistryBlobs.Upload upload;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long usedMillis = System.currentTimeMillis();
    private boolean ended;

    UploadSession(String id, String repository, RegistryBlobs.Upload upload) {
        this.id = id;
        this.repository = repository;
        this.upload = upload;
    }

    String id() {
        return id;
    }

    String repository() {
        return repository;
    }

    boolean unusedSince(long millis) {
        return usedMillis < millis;
    }

    long size() {
        lock.lock();
        try {
            return upload.size();
        } finally {
            lock.unlock();
        }
    }

    /// Adds a piece.
    ///
    /// @param first the piece's place in the blob, or -1 when the client doesn't say
    void append(InputStream piece, long first) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (first >= 0 && first != upload.size()) {
                throw new Refused(416, "BLOB_UPLOAD_INVALID", "the next byte is " + upload.size() + ", not " + first);
            }
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = piece.read(buffer); count >= 0; count = piece.read(buffer)) {
                upload.write(buffer, 0, count);
                usedMillis = System.currentTimeMillis();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session: stored, or, when the digest is wrong, thrown away.
    void commit(Digest digest) throws IOException {
        lock.lock();
        try (upload) {
            requireOpen();
            ended = true;
            upload.commit(digest);
        } finally {
            lock.unlock();
        }
    }

    void discard() throws IOException {
        lock.lock();
        try (upload) {
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (ended) {
            throw Refused.uploadUnknown();
        }
    }
}
