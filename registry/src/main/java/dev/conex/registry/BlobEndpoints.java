package dev.conex.registry;

import dev.conex.http.Request;
import dev.conex.http.Response;
import dev.conex.oci.Descriptor;
import dev.conex.oci.Digest;
import dev.conex.oci.VerifiedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `/v2/<name>/blobs/<digest>`: HEAD, GET with one range, DELETE.
final class BlobEndpoints {
    private static final String OCTETS = "application/octet-stream";
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final RegistryStore store;

    BlobEndpoints(RegistryStore store) {
        this.store = store;
    }

    /// @param first the first byte
    /// @param last  the last byte, included
    private record Range(long first, long last) {
        long length() {
            return last - first + 1;
        }
    }

    void serve(Route.Blob blob, Request request, Response response) throws IOException {
        switch (request.method()) {
            case "GET", "HEAD" -> read(blob, request, response);
            case "DELETE" -> {
                if (!store.index().unlinkBlob(blob.repository(), blob.digest())) {
                    throw Refused.blobUnknown();
                }
                response.status(202);
            }
            default -> throw Refused.unsupported();
        }
    }

    private void read(Route.Blob blob, Request request, Response response) throws IOException {
        Digest digest = blob.digest();
        var size = store.index().hasBlob(blob.repository(), digest)
                ? store.blobs().size(digest)
                : java.util.OptionalLong.empty();
        if (size.isEmpty()) {
            throw Refused.blobUnknown();
        }
        response.header("Content-Type", OCTETS);
        response.header("Docker-Content-Digest", digest.toString());
        response.header("Accept-Ranges", "bytes");
        response.header("Cache-Control", "max-age=31536000");
        response.header("Etag", "\"" + digest + "\"");
        Range range = range(request, size.getAsLong());
        if (range == null) {
            whole(new Descriptor(OCTETS, digest, size.getAsLong()), request, response);
        } else {
            part(digest, range, size.getAsLong(), response);
        }
    }

    private static @Nullable Range range(Request request, long size) {
        String text = request.headers().first("Range").orElse("");
        var matcher = RANGE.matcher(text);
        if (!matcher.matches() || text.equals("bytes=-")) {
            return null;
        }
        String from = matcher.group(1);
        String to = matcher.group(2);
        long first = from.isEmpty() ? Math.max(0, size - Long.parseLong(to)) : Long.parseLong(from);
        long last = from.isEmpty() || to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
        if (first >= size || last < first) {
            throw new Refused(416, "SIZE_INVALID", "range is outside of the blob's " + size + " bytes");
        }
        return new Range(first, last);
    }

    /// Sends the whole blob and holds the last piece back until the digest is found right: a damaged blob is
    /// cut, never delivered.
    private void whole(Descriptor blob, Request request, Response response) throws IOException {
        response.header("Content-Length", String.valueOf(blob.size()));
        if (request.method().equals("HEAD")) {
            return;
        }
        try (InputStream in = new VerifiedStream(store.blobs().open(blob.digest(), 0), blob)) {
            OutputStream out = response.stream();
            byte[] current = new byte[BUFFER_BYTES];
            byte[] next = new byte[BUFFER_BYTES];
            int length = in.readNBytes(current, 0, BUFFER_BYTES);
            while (length > 0) {
                int nextLength = in.readNBytes(next, 0, BUFFER_BYTES);
                out.write(current, 0, length);
                byte[] free = current;
                current = next;
                next = free;
                length = nextLength;
            }
        }
    }

    private void part(Digest digest, Range range, long size, Response response) throws IOException {
        response.status(206);
        response.header("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
        response.header("Content-Length", String.valueOf(range.length()));
        try (InputStream in = store.blobs().open(digest, range.first())) {
            OutputStream out = response.stream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (long left = range.length(); left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(left, BUFFER_BYTES));
                if (count < 0) {
                    throw new IOException("blob " + digest + ": shorter than its " + size + " bytes");
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }
}
