package dev.conex.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is known of a step, and what it said before its turn.
final class StepNews {
    private static final int KEPT_BYTES_MAX = 1 << 20;

    private enum State {
        WAITING,
        RUNNING,
        CACHED,
        DONE,
        FAILED
    }

    private static final class Piece {
        private final int stream;
        private final byte[] bytes;

        Piece(int stream, byte[] bytes) {
            this.stream = stream;
            this.bytes = bytes;
        }
    }

    private final List<Piece> kept = new ArrayList<>();
    private final Utf8Pieces[] texts = {new Utf8Pieces(), new Utf8Pieces()};
    private State state = State.WAITING;
    private String container = "";
    private boolean announced;
    private long keptBytes;

    void start(String name) {
        state = State.RUNNING;
        container = name;
    }

    void cached() {
        state = State.CACHED;
    }

    void complete() {
        state = State.DONE;
    }

    void fail() {
        state = State.FAILED;
    }

    boolean isCached() {
        return state == State.CACHED;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    String container() {
        return container;
    }

    boolean takeAnnouncement() {
        boolean now = !announced && state != State.WAITING;
        announced |= now;
        return now;
    }

    void add(int stream, byte[] bytes, int offset, int length) {
        if (keptBytes + length > KEPT_BYTES_MAX) {
            if (keptBytes <= KEPT_BYTES_MAX) {
                kept.add(new Piece(1, "[output clipped, it came before its turn]\n".getBytes(StandardCharsets.UTF_8)));
                keptBytes = KEPT_BYTES_MAX + 1L;
            }
            return;
        }
        keptBytes += length;
        kept.add(new Piece(stream, Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    void drain(ClassicOutput output) {
        for (var piece : kept) {
            var text = texts[piece.stream == 2 ? 1 : 0].text(piece.bytes);
            if (!text.isEmpty()) {
                output.text(piece.stream == 2 ? "\u001b[91m" + text + "\u001b[0m" : text);
            }
        }
        kept.clear();
        keptBytes = 0;
    }
}
