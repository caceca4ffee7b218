package dev.conex.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Ends of the daemon that were asked for: with live restore containers run on and are taken back, otherwise they are
/// stopped; and once none runs, nothing of the daemon stays in the kernel.
final class Farewells {
    private static final int CROWD = 50;
    private static final int AT_ONCE = 4;

    private final Ours ours;
    private final Daemon daemon;
    private final Shell shell;
    private final List<String> untrue = new ArrayList<>();

    Farewells(Ours ours, Daemon daemon, Shell shell) {
        this.ours = ours;
        this.daemon = daemon;
        this.shell = shell;
    }

    /// The daemon must run, without a container; afterwards it runs again.
    ///
    /// @return what was not true
    List<String> run() throws IOException, InterruptedException {
        crowd();
        liveRestore();
        stopped();
        nothingLeft();
        return List.copyOf(untrue);
    }

    private void crowd() throws IOException, InterruptedException {
        shell.must(
                "bash",
                "-c",
                "seq " + CROWD + " | xargs -P " + AT_ONCE + " -I{} docker run -d --name crowd-{} busybox sleep 1000");
        daemon.kill();
        System.out.println("start after a kill with " + CROWD + " running containers: " + daemon.start() + " ms");
        check("containers running after the kill", "" + CROWD, running("crowd-"));
        shell.must("bash", "-c", "seq -f crowd-%g " + CROWD + " | xargs docker rm -f");
    }

    private void liveRestore() throws IOException, InterruptedException {
        daemon.stop();
        daemon.start("--live-restore=true");
        shell.must("docker", "run", "-d", "--name", "lives", "busybox", "sleep", "1000");
        String before = state("lives");
        daemon.stop();
        String pid = before.substring(before.lastIndexOf(' ') + 1);
        check("\"lives\" without a daemon", "true", "" + Files.isDirectory(Path.of("/proc", pid)));
        daemon.start("--live-restore=true");
        check("\"lives\" after the restart", before, state("lives"));
        check(
                "exec in it",
                "0",
                "" + shell.run("docker", "exec", "lives", "true").code());
        shell.must("docker", "rm", "-f", "lives");
        daemon.stop();
        daemon.start();
    }

    private void stopped() throws IOException, InterruptedException {
        shell.must(
                "docker",
                "run",
                "-d",
                "--name",
                "heeds",
                "busybox",
                "sh",
                "-c",
                "trap 'exit 7' TERM; sleep 1000 & wait");
        shell.must("docker", "run", "-d", "--name", "deaf", "--stop-timeout", "2", "busybox", "sleep", "1000");
        long begun = System.nanoTime();
        daemon.stop();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        check("stopped within its timeout (" + millis + " ms)", "true", "" + (millis < 10_000));
        check("the kernel's share after a stop", "", Census.take(ours).kernel());
        daemon.start();
        check("\"heeds\"", "exited 7 0", state("heeds"));
        check("\"deaf\"", "exited 137 0", state("deaf"));
        shell.must("docker", "rm", "-f", "heeds", "deaf");
    }

    private void nothingLeft() throws IOException, InterruptedException {
        shell.must("docker", "network", "create", "kill-net");
        daemon.stop();
        check("the kernel's share after a stop", "", Census.take(ours).kernel());
        daemon.start();
        check(
                "output",
                "hello",
                shell.must(
                        "docker",
                        "run",
                        "--rm",
                        "--network",
                        "kill-net",
                        "-p",
                        "127.0.0.1::80",
                        "busybox",
                        "echo",
                        "hello"));
        shell.must("docker", "network", "rm", "kill-net");
    }

    private String running(String prefix) throws IOException, InterruptedException {
        return ""
                + shell.must("docker", "ps", "-q", "--filter", "name=" + prefix)
                        .lines()
                        .count();
    }

    private String state(String name) throws IOException, InterruptedException {
        return shell.must("docker", "inspect", "-f", "{{.State.Status}} {{.State.ExitCode}} {{.State.Pid}}", name);
    }

    private void check(String what, String wanted, String is) {
        if (!is.equals(wanted)) {
            untrue.add("%s: \"%s\", not \"%s\"".formatted(what, is, wanted));
        }
    }
}
