package dev.conex.api;

import dev.conex.http.Answer;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Output that a daemon sends one way: logs.
public final class OutputStreamAnswer implements AutoCloseable {
    private final Answer answer;
    private final boolean multiplexed;

    OutputStreamAnswer(Answer answer, boolean multiplexed) {
        this.answer = answer;
        this.multiplexed = multiplexed;
    }

    /// Copies output until its end, taken apart when it is multiplexed.
    public void copyTo(@Nullable OutputStream out, @Nullable OutputStream err) throws IOException {
        if (multiplexed) {
            StdCopy.copy(answer.body(), out, err);
        } else {
            RawStream.copyRaw(answer.body(), out);
        }
    }

    @Override
    public void close() throws IOException {
        answer.close();
    }
}
