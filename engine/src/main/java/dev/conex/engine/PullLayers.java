package dev.conex.engine;

import dev.conex.oci.BlobSource;
import dev.conex.oci.Codecs;
import dev.conex.oci.Copy;
import dev.conex.oci.Descriptor;
import dev.conex.oci.VerifiedStream;
import dev.conex.storage.Content;
import dev.conex.storage.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Carries a [PullPlan] out: several layers at once, begun from the bottom up, each unpacked while it comes.
/// When one fails the others are given up, and nothing of a layer that isn't whole stays.
final class PullLayers {
    private static final int TRIES_MAX = 5;

    private final Content content;
    private final Snapshots snapshots;
    private final Codecs codecs;

    PullLayers(Content content, Snapshots snapshots, Codecs codecs) {
        this.content = content;
        this.snapshots = snapshots;
        this.codecs = codecs;
    }

    /// Hears how each layer gets on, from several threads.
    interface Watcher {
        Watcher NOBODY = (_, _, _) -> {};

        /// `bytes` of the blob have been read so far.
        void on(PullPlan.Layer layer, Step step, long bytes);
    }

    /// What happens to a layer.
    enum Step {
        KEPT,
        BEGUN,
        READING,
        UNPACKED,
        DONE
    }

    /// @param source where blobs that are missing come from
    void carryOut(PullPlan plan, BlobSource source, int parallel, Watcher watcher) throws IOException {
        var permits = new Semaphore(parallel);
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (var layer : plan.layers()) {
                    if (layer.done()) {
                        watcher.on(layer, Step.KEPT, 0);
                        continue;
                    }
                    permits.acquire();
                    refuseIfFailed(running);
                    var begun = new CountDownLatch(1);
                    running.add(threads.submit(() -> {
                        try {
                            bring(layer, source, begun, watcher);
                        } finally {
                            begun.countDown();
                            permits.release();
                        }
                        return null;
                    }));
                    begun.await();
                }
                await(running);
            } catch (IOException | RuntimeException | InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("bring layers: interrupted", e);
        }
    }

    private static void refuseIfFailed(List<Future<?>> running) throws IOException, InterruptedException {
        for (var one : running) {
            if (one.state() == Future.State.FAILED) {
                await(List.of(one));
            }
        }
    }

    /// The first failure from the bottom up: the layers above fail with theirs.
    private static void await(List<Future<?>> running) throws IOException, InterruptedException {
        for (var one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException why -> throw why;
                    case RuntimeException why -> throw why;
                    case Error why -> throw why;
                    case null, default -> throw new IOException("bring layers", e);
                }
            }
        }
    }

    private void bring(PullPlan.Layer layer, BlobSource source, CountDownLatch begun, Watcher watcher)
            throws IOException {
        watcher.on(layer, Step.BEGUN, 0);
        if (!layer.unpack()) {
            begun.countDown();
            fetch(layer, source, watcher);
        } else {
            unpack(layer, source, begun, watcher);
        }
        watcher.on(layer, Step.DONE, layer.blob().size());
    }

    /// Somebody else may be unpacking the same layer; if that fails it is our turn.
    private void unpack(PullPlan.Layer layer, BlobSource source, CountDownLatch begun, Watcher watcher)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (var tar = new LateStream(() -> opened(layer, source, watcher), begun)) {
                try {
                    snapshots.unpack(layer.parent(), layer.diffId(), tar);
                } catch (IOException e) {
                    if (tar.untouched() && attempt < TRIES_MAX) {
                        continue;
                    }
                    throw e;
                }
                watcher.on(layer, Step.UNPACKED, layer.blob().size());
                tar.commit();
                if (layer.fetch() && tar.untouched()) {
                    fetch(layer, source, watcher);
                }
                return;
            }
        }
    }

    private void fetch(PullPlan.Layer layer, BlobSource source, Watcher watcher) throws IOException {
        if (content.has(layer.blob().digest())) {
            return;
        }
        var count = new Counter(layer, watcher);
        Copy.blob(source, content, layer.blob(), count::add);
    }

    /// A blob that is being read: as it is, and unpacked.
    private record Opened(@Nullable PullTee tee, InputStream tar) {}

    private Opened opened(PullPlan.Layer layer, BlobSource source, Watcher watcher) throws IOException {
        Descriptor blob = layer.blob();
        var count = new Counter(layer, watcher);
        if (!layer.fetch()) {
            return new Opened(
                    null,
                    ImageUnpacked.of(codecs, new CountedStream(new VerifiedStream(content.open(blob), blob), count)));
        }
        var ingest = content.ingest(blob);
        PullTee tee;
        try {
            tee = new PullTee(new VerifiedStream(source.open(blob), blob), ingest, count::add);
        } catch (IOException | RuntimeException e) {
            ingest.close();
            throw e;
        }
        try {
            return new Opened(tee, ImageUnpacked.of(codecs, tee));
        } catch (IOException | RuntimeException e) {
            tee.close();
            throw e;
        }
    }

    /// Tells the watcher how much was read; used by one thread at a time.
    private static final class Counter {
        private final PullPlan.Layer layer;
        private final Watcher watcher;
        private long bytes;

        Counter(PullPlan.Layer layer, Watcher watcher) {
            this.layer = layer;
            this.watcher = watcher;
        }

        void add(long more) {
            bytes += more;
            watcher.on(layer, Step.READING, bytes);
        }
    }

    private static final class CountedStream extends java.io.FilterInputStream {
        private final Counter counter;

        CountedStream(InputStream in, Counter counter) {
            super(in);
            this.counter = counter;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = in.read(bytes, offset, length);
            if (got > 0) {
                counter.add(got);
            }
            return got;
        }
    }

    private interface Opening {
        Opened open() throws IOException;
    }

    /// Opens what it reads at the first read only: then the unpacking has begun, and the layer above may begin.
    private static final class LateStream extends InputStream {
        private final Opening opening;
        private final CountDownLatch begun;
        private boolean touched;
        private @Nullable Opened opened;

        LateStream(Opening opening, CountDownLatch begun) {
            this.opening = opening;
            this.begun = begun;
        }

        boolean untouched() {
            return !touched;
        }

        private InputStream in() throws IOException {
            if (opened == null) {
                touched = true;
                begun.countDown();
                opened = opening.open();
            }
            return opened.tar();
        }

        @Override
        public int read() throws IOException {
            return in().read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in().read(bytes, offset, length);
        }

        void commit() throws IOException {
            if (opened != null && opened.tee() != null) {
                opened.tee().commit();
            }
        }

        @Override
        public void close() throws IOException {
            if (opened != null) {
                opened.tar().close();
            }
        }
    }
}
