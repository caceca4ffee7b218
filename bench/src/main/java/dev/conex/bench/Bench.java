package dev.conex.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Measures Conex and the real Docker in turn (ABBA) and prints rows of a Markdown table: median and p95 of each side
/// in
/// milliseconds, the ratio of the medians and the worse end of its 95 % interval. `Bench OUR_SOCKET THEIR_SOCKET
/// DOCKER`.
public final class Bench {
    private static final int WARM_UPS = 5;
    private static final int TIMES = 30;
    private static final int MANY = 50;
    private static final int AT_ONCE = 10;
    private static final int MANY_TIMES = 5;
    private static final int MANY_WARM_UPS = 2;

    private final Path ours;
    private final Path theirs;
    private final String docker;

    private Bench(Path ours, Path theirs, String docker) {
        this.ours = ours;
        this.theirs = theirs;
        this.docker = docker;
    }

    /// One thing to do on a side.
    private interface Act {
        void on(Path socket) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Bench bench = new Bench(Path.of(args[0]), Path.of(args[1]), args[2]);
        System.out.println("| what | Conex ms p50 (p95) | Docker ms p50 (p95) | ratio | bound | |");
        System.out.println("|---|---|---|---|---|---|");
        bench.all();
    }

    private void all() throws Exception {
        print(measure(
                "`docker run --rm busybox true`, same client, default network", 0.45, TIMES, this::runWithClient));
        try (Api a = new Api(ours);
                Api b = new Api(theirs)) {
            print(measure(
                    "create, start, wait, remove of `true`, API only",
                    0.30,
                    TIMES,
                    socket -> side(socket, a, b).runTrue()));
            String ourSleeper = a.startSleeping("exec");
            String theirSleeper = b.startSleeping("exec");
            print(measure(
                    "exec `true`, API only",
                    0.50,
                    TIMES,
                    socket -> side(socket, a, b).execTrue(socket.equals(ours) ? ourSleeper : theirSleeper)));
            a.removeByForce(ourSleeper);
            b.removeByForce(theirSleeper);
        }
        print(startMany());
    }

    private Api side(Path socket, Api a, Api b) {
        return socket.equals(ours) ? a : b;
    }

    private static void print(Sample sample) {
        System.out.println(sample.row());
    }

    private Sample measure(String name, double bound, int times, Act act) throws Exception {
        int warmUps = Math.min(WARM_UPS, times);
        for (int i = 0; i < warmUps; i++) {
            act.on(ours);
            act.on(theirs);
        }
        double[] a = new double[times];
        double[] b = new double[times];
        for (int i = 0; i < times; i++) {
            if (i % 2 == 0) {
                a[i] = millis(act, ours);
                b[i] = millis(act, theirs);
            } else {
                b[i] = millis(act, theirs);
                a[i] = millis(act, ours);
            }
        }
        return new Sample(name, bound, a, b);
    }

    private static double millis(Act act, Path socket) throws Exception {
        long begun = System.nanoTime();
        act.on(socket);
        return (System.nanoTime() - begun) / 1e6;
    }

    private void runWithClient(Path socket) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(docker, "run", "--rm", "busybox", "true");
        builder.environment().put("DOCKER_HOST", "unix://" + socket);
        Process process = builder.inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("docker run on " + socket + ": exit " + process.exitValue());
        }
    }

    private Sample startMany() throws Exception {
        double[] a = new double[MANY_TIMES];
        double[] b = new double[MANY_TIMES];
        for (int i = 0; i < MANY_WARM_UPS; i++) {
            many(ours);
            many(theirs);
        }
        for (int i = 0; i < MANY_TIMES; i++) {
            a[i] = many(ours);
            b[i] = many(theirs);
        }
        return new Sample(MANY + " containers started " + AT_ONCE + " at a time", 0.30, a, b);
    }

    /// Starts many and removes them again; only the starting is timed.
    private static double many(Path socket) throws Exception {
        try (Api api = new Api(socket);
                ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            long begun = System.nanoTime();
            List<Callable<String>> starts = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                starts.add(() -> api.startSleeping("many"));
            }
            List<Future<String>> started = pool.invokeAll(starts);
            double millis = (System.nanoTime() - begun) / 1e6;
            for (Future<String> id : started) {
                api.removeByForce(id.get());
            }
            return millis;
        }
    }
}
