package dev.conex.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What a shim tells while it launches.
sealed interface Report {
    int BYTES = 16;

    record Cloned(int pid) implements Report {}

    record Ready() implements Report {}

    record Started() implements Report {}

    /// @param step index into the plan
    record Failed(int step, int errno, int detail) implements Report {}

    /// The child, or the shim itself, ended without a word.
    record Died() implements Report {}

    static Report read(InputStream status) throws IOException {
        byte[] bytes = status.readNBytes(BYTES);
        if (bytes.length < BYTES) {
            return new Died();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (in.getInt()) {
            case ShimWords.REPORT_CLONED -> new Cloned(in.getInt());
            case ShimWords.REPORT_READY -> new Ready();
            case ShimWords.REPORT_STARTED -> new Started();
            case ShimWords.REPORT_FAILED -> new Failed(in.getInt(), in.getInt(), in.getInt());
            default -> new Died();
        };
    }
}
