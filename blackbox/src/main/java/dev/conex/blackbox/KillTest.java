package dev.conex.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Kills conexd with SIGKILL at random moments of run, exec, build, pull and stop, starts it again, and looks whether
/// anything was lost. As a program: `KillTest HOME ROUNDS REGISTRY_IMAGE CGROUP TAG START…`, where `START…` is the
/// command that starts the daemon on HOME and returns when it answers, and HOME/pid holds its process id.
public final class KillTest {
    private static final int DELAY_MILLIS_MAX = 700;
    private static final int KEEPERS = 3;
    private static final int ENDINGS_EVERY = 25;
    private static final int ENDINGS_AT = 4;
    private static final String WEB = "keeper-web";

    private final Ours ours;
    private final Daemon daemon;
    private final Shell shell;
    private final Random random;
    private final String image;
    private final Map<String, Integer> wanted = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int rounds;
    private int failed;
    private long slowestRestartMillis;
    private String address = "";

    private KillTest(Ours ours, Daemon daemon, String image, long seed) {
        this.ours = ours;
        this.daemon = daemon;
        this.image = image;
        this.random = new Random(seed);
        this.shell = new Shell(Map.of(
                "DOCKER_HOST",
                "unix://" + ours.home().resolve("conex.sock"),
                "DOCKER_BUILDKIT",
                "0",
                "DOCKER_CLI_HINTS",
                "false"));
    }

    public static void main(String[] args) throws Exception {
        long seed = Long.getLong("conex.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var ours = new Ours(Path.of(args[0]), args[3], args[4]);
        var daemon = new Daemon(ours.home(), List.of(args).subList(5, args.length));
        var test = new KillTest(ours, daemon, args[2], seed);
        test.run(Integer.parseInt(args[1]));
        System.out.println((test.rounds - test.failed) + " passed, " + test.failed + " failed");
        System.exit(test.failed == 0 ? 0 : 1);
    }

    private void run(int kills) throws Exception {
        checked("census", new Leaks(ours).unseen());
        Census before = Census.take(ours);
        keepers();
        Census running = Census.take(ours);
        for (int round = 1; round <= kills; round++) {
            round(round);
            checked("round " + round, settled(running));
            if (round % ENDINGS_EVERY == ENDINGS_AT) {
                checked("ends without a daemon", new Endings(ours.home(), daemon, shell).run());
            }
        }
        end();
        checked("left behind", settled(before));
        checked("farewells", new Farewells(ours, daemon, shell).run());
        checked("left behind at last", settled(before));
        System.out.println("slowest start after a kill " + slowestRestartMillis + " ms");
    }

    /// Counts what was just looked at, and says at once what was wrong.
    private void checked(String what, List<String> more) {
        violations.addAll(more);
        violations.forEach(violation -> System.out.println("VIOLATION " + what + ": " + violation));
        failed += violations.isEmpty() ? 0 : 1;
        rounds++;
        violations.clear();
    }

    private void keepers() throws IOException, InterruptedException {
        for (int i = 0; i < KEEPERS; i++) {
            shell.must(
                    "docker",
                    "run",
                    "-d",
                    "--name",
                    "keeper" + i,
                    "busybox",
                    "sh",
                    "-c",
                    "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.05; done");
        }
        shell.must("docker", "run", "-d", "--name", WEB, "-p", "127.0.0.1::80", "busybox", "httpd", "-f", "-h", "/etc");
        address = shell.must("docker", "port", WEB, "80");
    }

    private void round(int round) throws IOException, InterruptedException {
        String pids = keeperPids();
        List<Process> clients = clients(round);
        Thread.sleep(random.nextInt(DELAY_MILLIS_MAX));
        daemon.kill();
        // what ends while no daemon runs ends here
        Thread.sleep(random.nextInt(300));
        checkWeb("without a daemon");
        slowestRestartMillis = Math.max(slowestRestartMillis, daemon.start());
        for (Process client : clients) {
            client.destroy();
            client.waitFor();
        }
        checkWeb("after the restart");
        checkKeepers(pids);
        checkExits(round);
        clear(round);
    }

    /// Clients in the middle of whose work the daemon is killed.
    private List<Process> clients(int round) throws IOException, InterruptedException {
        String id = "r" + round;
        int code = 1 + random.nextInt(120);
        wanted.put(id + "-exit", code);
        wanted.put(id + "-run", 3);
        String ending = "sleep 0." + random.nextInt(9) + "; exit " + code;
        shell.must("docker", "create", "--name", id + "-exit", "busybox", "sh", "-c", ending);
        shell.must("docker", "run", "-d", "--name", id + "-stop", "-p", "127.0.0.1::80", "busybox", "sleep", "1000");
        List<Process> clients = new ArrayList<>();
        for (String command : List.of(
                "start ID-exit",
                "run --name ID-run -p 127.0.0.1::80 busybox sh -c 'echo out; exit 3'",
                "run --rm --name ID-rm busybox true",
                "exec keeper0 sh -c 'sleep 0.2; exit 4'",
                "stop -t 1 ID-stop",
                "pull " + image,
                "build -t kill-ID - << end\nFROM busybox\nRUN echo ID > /r; sleep 0.1\nRUN cat /r\nend",
                "commit keeper1 kill-ID-commit",
                "network create kill-ID; docker run --name ID-net --network kill-ID -v kill-ID:/v busybox true")) {
            clients.add(shell.start(List.of("bash", "-c", "docker " + command.replace("ID", id))));
        }
        return clients;
    }

    private String keeperPids() throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("docker", "inspect", "-f", "{{.Name}} {{.State.Status}} {{.State.Pid}}", WEB));
        for (int i = 0; i < KEEPERS; i++) {
            words.add("keeper" + i);
        }
        return shell.must(words.toArray(String[]::new));
    }

    private void checkKeepers(String before) throws IOException, InterruptedException {
        String after = keeperPids();
        if (!after.equals(before)) {
            violations.add("running containers changed: " + before + " -> " + after);
        }
    }

    private void checkWeb(String when) throws IOException, InterruptedException {
        if (shell.run("curl", "-sf", "-m", "2", "http://" + address + "/group").code() != 0) {
            violations.add("the published port doesn't answer " + when);
        }
    }

    /// Whatever has ended must have ended with its true code.
    private void checkExits(int round) throws IOException, InterruptedException {
        for (String name : List.of("r" + round + "-exit", "r" + round + "-run")) {
            Shell.Outcome state = waited(name);
            if (state.code() != 0) {
                continue;
            }
            String[] words = state.lastLine().split(" ", -1);
            if (words[0].equals("exited") && Integer.parseInt(words[1]) != wanted.getOrDefault(name, -1)) {
                violations.add(name + " ended with " + words[1] + ", not " + wanted.get(name));
            }
            if (words[0].equals("running")) {
                violations.add(name + " is said to run, but must have ended");
            }
        }
    }

    private Shell.Outcome waited(String name) throws IOException, InterruptedException {
        Shell.Outcome state = inspect(name);
        for (int i = 0; i < 50 && state.lastLine().startsWith("running"); i++) {
            Thread.sleep(50);
            state = inspect(name);
        }
        return state;
    }

    private Shell.Outcome inspect(String name) throws IOException, InterruptedException {
        return shell.run("docker", "inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", name);
    }

    /// Whatever came into being goes; what doesn't go is seen by the census.
    private void clear(int round) throws IOException, InterruptedException {
        for (String command : List.of(
                "rm -f ID-exit ID-run ID-rm ID-stop ID-net",
                "network rm -f kill-ID",
                "volume rm -f kill-ID",
                "rmi -f kill-ID kill-ID-commit " + image,
                "image prune -f",
                "builder prune -af")) {
            shell.run("bash", "-c", "docker " + command.replace("ID", "r" + round));
        }
        checkStrangers();
    }

    /// Only what runs through it all may be listed now.
    private void checkStrangers() throws IOException, InterruptedException {
        String all = shell.must("docker", "ps", "-a", "--format", "{{.Names}}");
        List<String> strangers =
                all.lines().filter(name -> !name.startsWith("keeper")).toList();
        if (!strangers.isEmpty()) {
            violations.add("containers that nobody asked for, or that can't be removed: " + strangers);
        }
    }

    /// The logs of the containers that ran through it all must count on without a gap.
    private void end() throws IOException, InterruptedException {
        for (int i = 0; i < KEEPERS; i++) {
            List<String> lines =
                    shell.must("docker", "logs", "keeper" + i).lines().toList();
            for (int at = 0; at < lines.size(); at++) {
                if (!lines.get(at).equals("line " + (at + 1))) {
                    violations.add("log of keeper" + i + ": line " + (at + 1) + " is \"" + lines.get(at) + "\"");
                    break;
                }
            }
            System.out.println("keeper" + i + ": " + lines.size() + " lines");
            shell.must("docker", "rm", "-f", "keeper" + i);
        }
        shell.must("docker", "rm", "-f", WEB);
    }

    /// What there is more of than before, once everything had its time to go.
    private List<String> settled(Census before) throws IOException, InterruptedException {
        String growth = "";
        for (int i = 0; i < 100; i++) {
            growth = Census.take(ours).growthSince(before);
            if (growth.isEmpty()) {
                return List.of();
            }
            Thread.sleep(100);
        }
        return List.of(growth);
    }
}
