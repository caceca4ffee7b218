package dev.conex.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Kills conexd with SIGKILL at random moments of run, exec, build, pull and stop, starts it again, and looks whether
/// anything was lost. As a program: `KillTest HOME ROUNDS REGISTRY_IMAGE CGROUP TABLE START…`, where `START…` is the
/// command that starts the daemon on HOME and returns when it answers, and HOME/pid holds its process id.
public final class KillTest {
    private static final int DELAY_MILLIS_MAX = 700;
    private static final int KEEPERS = 3;

    private final Path home;
    private final List<String> start;
    private final Shell shell;
    private final Random random;
    private final String image;
    private final Map<String, Integer> wanted = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private long slowestRestartMillis;

    private KillTest(Path home, List<String> start, String image, long seed) {
        this.home = home;
        this.start = List.copyOf(start);
        this.image = image;
        this.random = new Random(seed);
        this.shell = new Shell(Map.of(
                "DOCKER_HOST",
                "unix://" + home.resolve("conex.sock"),
                "DOCKER_BUILDKIT",
                "0",
                "DOCKER_CLI_HINTS",
                "false"));
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        long seed = Long.getLong("conex.seed", System.nanoTime());
        System.out.println("seed " + seed);
        KillTest test = new KillTest(home, List.of(args).subList(5, args.length), args[2], seed);
        Census before = Census.take(home, args[3], args[4]);
        test.keepers();
        for (int round = 1; round <= rounds; round++) {
            test.round(round);
        }
        test.end();
        test.settle(before, args[3], args[4]);
        test.violations.forEach(violation -> System.out.println("VIOLATION " + violation));
        System.out.println("slowest start after a kill " + test.slowestRestartMillis + " ms");
        System.out.println((rounds - test.violations.size()) + " passed, " + test.violations.size() + " failed");
        System.exit(test.violations.isEmpty() ? 0 : 1);
    }

    private void keepers() throws Exception {
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
    }

    private void round(int round) throws Exception {
        Map<String, String> pids = keeperPids();
        List<Process> clients = clients(round);
        Thread.sleep(random.nextInt(DELAY_MILLIS_MAX));
        kill();
        // what ends while no daemon runs ends here
        Thread.sleep(random.nextInt(300));
        long begun = System.nanoTime();
        shell.must(start.toArray(String[]::new));
        slowestRestartMillis = Math.max(slowestRestartMillis, (System.nanoTime() - begun) / 1_000_000);
        for (Process client : clients) {
            client.destroy();
            client.waitFor();
        }
        checkKeepers(round, pids);
        checkExits(round);
        clear(round);
    }

    /// Clients in the middle of whose work the daemon is killed.
    private List<Process> clients(int round) throws IOException, InterruptedException {
        List<Process> clients = new ArrayList<>();
        String id = "r" + round;
        int code = 1 + random.nextInt(120);
        wanted.put(id + "-exit", code);
        shell.must(
                "docker",
                "create",
                "--name",
                id + "-exit",
                "busybox",
                "sh",
                "-c",
                "sleep 0." + random.nextInt(9) + "; exit " + code);
        shell.run("docker", "run", "-d", "--name", id + "-stop", "busybox", "sleep", "1000");
        clients.add(shell.start(List.of("docker", "start", id + "-exit")));
        clients.add(shell.start(
                List.of("docker", "run", "--name", id + "-run", "busybox", "sh", "-c", "echo out; exit 3")));
        clients.add(shell.start(List.of("docker", "run", "--rm", "--name", id + "-rm", "busybox", "true")));
        clients.add(shell.start(List.of("docker", "exec", "keeper0", "sh", "-c", "sleep 0.2; exit 4")));
        clients.add(shell.start(List.of("docker", "stop", "-t", "1", id + "-stop")));
        clients.add(shell.start(List.of(
                "bash",
                "-c",
                "printf 'FROM busybox\\nRUN echo " + round + " > /r; sleep 0.1\\nRUN cat /r\\n' | docker build -t kill-"
                        + id + " -")));
        clients.add(shell.start(List.of("docker", "pull", image)));
        wanted.put(id + "-run", 3);
        return clients;
    }

    private void kill() throws IOException, InterruptedException {
        long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
        new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
        while (Files.isDirectory(Path.of("/proc", Long.toString(pid)))) {
            Thread.sleep(5);
        }
    }

    private Map<String, String> keeperPids() throws IOException, InterruptedException {
        Map<String, String> pids = new TreeMap<>();
        for (int i = 0; i < KEEPERS; i++) {
            String name = "keeper" + i;
            pids.put(name, shell.must("docker", "inspect", "-f", "{{.State.Status}} {{.State.Pid}}", name));
        }
        return pids;
    }

    private void checkKeepers(int round, Map<String, String> before) throws IOException, InterruptedException {
        Map<String, String> after = keeperPids();
        if (!after.equals(before)) {
            violations.add("round " + round + ": running containers changed: " + before + " -> " + after);
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
                violations.add(
                        "round " + round + ": " + name + " ended with " + words[1] + ", not " + wanted.get(name));
            }
            if (words[0].equals("running")) {
                violations.add("round " + round + ": " + name + " is said to run, but must have ended");
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

    private void clear(int round) throws IOException, InterruptedException {
        String ids = shell.must("docker", "ps", "-aq", "--filter", "name=r" + round + "-");
        for (String id : ids.split("\\s+", -1)) {
            if (!id.isEmpty()) {
                shell.must("docker", "rm", "-f", id);
            }
        }
        shell.run("docker", "rmi", "-f", "kill-r" + round);
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
            System.out.println("keeper" + i + ": " + lines.size() + " lines, complete");
            shell.must("docker", "rm", "-f", "keeper" + i);
        }
    }

    private void settle(Census before, String cgroup, String table) throws IOException, InterruptedException {
        String growth = "";
        for (int i = 0; i < 100; i++) {
            growth = Census.take(home, cgroup, table).growthSince(before);
            if (growth.isEmpty()) {
                return;
            }
            Thread.sleep(100);
        }
        violations.add("left behind: " + growth);
    }
}
