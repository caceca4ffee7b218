package dev.conex.blackbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Containers that end while no daemon is there: thirty with the codes 0 to 29, and some by a signal. All must be told
/// truly by the daemon that comes after, and what they said last must be in their logs.
final class Endings {
    private static final int CODES = 30;
    private static final int AT_ONCE = 4;
    /// What a shell kills itself with below an init, or, with -9, the host the whole container.
    private static final Map<String, Integer> SIGNALS =
            Map.of("HUP", 129, "INT", 130, "USR1", 138, "SEGV", 139, "TERM", 143, "KILL", 137);

    private final Path home;
    private final Daemon daemon;
    private final Shell shell;
    private final Map<String, Integer> wanted = new TreeMap<>();

    Endings(Path home, Daemon daemon, Shell shell) {
        this.home = home;
        this.daemon = daemon;
        this.shell = shell;
    }

    /// @return what was not true
    List<String> run() throws IOException, InterruptedException {
        Path gate = Files.createDirectories(home.resolve("gate"));
        List<String> commands = new ArrayList<>();
        for (int code = 0; code < CODES; code++) {
            wanted.put("end-" + code, code);
            commands.add(command("end-" + code, "exit " + code));
        }
        SIGNALS.forEach((signal, code) -> {
            wanted.put("end-" + signal, code);
            commands.add(command("end-" + signal, "kill -" + signal + " \\$\\$; sleep 9"));
        });
        Path list = Files.write(home.resolve("endings"), commands);
        shell.must("bash", "-c", "xargs -d '\\n' -P " + AT_ONCE + " -I{} bash -c '{} > /dev/null' < " + list);
        String[] names = wanted.keySet().toArray(String[]::new);
        List<String> pids = words(inspect("{{.State.Pid}}", names));
        daemon.kill();
        Files.createFile(gate.resolve("open"));
        for (String pid : pids) {
            while (Files.isDirectory(Path.of("/proc", pid))) {
                Thread.sleep(5);
            }
        }
        daemon.start();
        List<String> untrue = untrue(names);
        List<String> remove = new ArrayList<>(List.of("docker", "rm", "-f"));
        remove.addAll(List.of(names));
        shell.must(remove.toArray(String[]::new));
        Files.delete(gate.resolve("open"));
        return untrue;
    }

    private String command(String name, String end) {
        return ("docker run -d --init --name %s -v %s/gate:/g busybox sh -c \"while [ ! -e /g/open ]; do sleep 0.05; done;"
                        + " echo last of %s; %s\"")
                .formatted(name, home, name, end);
    }

    private List<String> untrue(String[] names) throws IOException, InterruptedException {
        List<String> untrue = new ArrayList<>();
        List<String> told =
                inspect("{{.State.Status}} {{.State.ExitCode}}", names).lines().toList();
        for (int i = 0; i < names.length; i++) {
            String is = "exited " + wanted.get(names[i]);
            if (!told.get(i).equals(is)) {
                untrue.add(names[i] + " is said to be \"" + told.get(i) + "\", not \"" + is + "\"");
            }
            String log = shell.must("docker", "logs", names[i]);
            if (!log.equals("last of " + names[i])) {
                untrue.add("the log of " + names[i] + " is \"" + log + "\"");
            }
        }
        return untrue;
    }

    private String inspect(String format, String... names) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("docker", "inspect", "-f", format));
        words.addAll(List.of(names));
        return shell.must(words.toArray(String[]::new));
    }

    private static List<String> words(String text) {
        return List.of(text.split("\\s+"));
    }
}
