package dev.conex.api;

import dev.conex.http.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/// One JSON object a line, as events, stats and progress come. Closing before the end tells the daemon to stop.
public final class JsonLines<T> implements AutoCloseable {
    private static final int LINE_BYTES_MAX = 16 * 1024 * 1024;

    private final Answer answer;
    private final InputStream body;
    private final Class<T> type;

    JsonLines(Answer answer, Class<T> type) {
        this.answer = answer;
        this.body = new BufferedInputStream(answer.body(), 16 * 1024);
        this.type = type;
    }

    /// The next object; absent at the end.
    public Optional<T> next() throws IOException {
        var line = nextLine();
        return line.isPresent() ? Optional.of(Wire.read(type, line.get())) : Optional.empty();
    }

    /// The next object as bytes; absent at the end.
    public Optional<byte[]> nextLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = body.read(); b >= 0; b = body.read()) {
            if (b == '\n') {
                if (line.size() > 0) {
                    return Optional.of(line.toByteArray());
                }
            } else if (b != '\r') {
                if (line.size() == LINE_BYTES_MAX) {
                    throw new IOException("a line has more than " + LINE_BYTES_MAX + " bytes");
                }
                line.write(b);
            }
        }
        return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
    }

    /// Hands out every object until the end.
    public void forEach(Consumer<T> action) throws IOException {
        for (var next = next(); next.isPresent(); next = next()) {
            action.accept(next.get());
        }
    }

    @Override
    public void close() throws IOException {
        answer.close();
    }
}
