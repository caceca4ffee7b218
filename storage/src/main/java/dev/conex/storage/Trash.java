package dev.conex.storage;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Takes trees away at once and removes them from the disk in the background. The queue is a directory, so it has
/// no bound to run into and survives the process: what is left is removed after the next start.
final class Trash implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Trash.class.getName());

    private final Path directory;
    private final Reserve reserve;
    private final Semaphore work = new Semaphore(1);
    private final Thread worker;

    private Trash(Path directory, Reserve reserve) {
        this.directory = directory;
        this.reserve = reserve;
        this.worker = Thread.ofPlatform().name("storage-trash").daemon().unstarted(this::run);
    }

    static Trash open(Path directory, Reserve reserve) throws IOException {
        Disk.makeDirectory(directory);
        return new Trash(directory, reserve);
    }

    /// Begins removing, what an earlier process left first.
    void start() {
        worker.start();
    }

    /// Renames the tree away; nothing happens when there is none.
    void take(Path tree) throws IOException {
        try {
            Files.move(tree, Disk.temporary(directory), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            if (!Reserve.isFull(e) || !reserve.giveUp()) {
                throw e;
            }
            Files.move(tree, Disk.temporary(directory), StandardCopyOption.ATOMIC_MOVE);
        }
        work.release();
    }

    private void run() {
        try {
            while (true) {
                work.acquire();
                work.drainPermits();
                removeAll();
                reserve.refill();
            }
        } catch (InterruptedException e) {
            // closed
        } catch (IOException e) {
            LOG.log(Level.ERROR, "list trash: " + directory, e);
        }
    }

    /// Stops between two trees when it is closed.
    private void removeAll() throws IOException, InterruptedException {
        for (var tree : trees()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            remove(tree);
        }
    }

    private List<Path> trees() throws IOException {
        try (var trees = Files.list(directory)) {
            return trees.toList();
        }
    }

    private static void remove(Path tree) {
        try {
            Disk.deleteTree(tree);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "remove " + tree + ", tried again at the next start", e);
        }
    }

    @Override
    public void close() {
        worker.interrupt();
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
