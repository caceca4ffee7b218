package dev.conex.engine;

import java.util.ArrayList;
import java.util.List;

/// The environment of a container's process, in Docker's order. Pure.
final class ProcessEnv {
    private static final String PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ProcessEnv() {}

    /// Defaults, then what was asked for (a word without `=` takes a default away), then HOME if nobody set it.
    static List<String> of(String hostname, boolean tty, List<String> wanted, String home) {
        var env = new ArrayList<String>();
        env.add(PATH);
        env.add("HOSTNAME=" + hostname);
        if (tty) {
            env.add("TERM=xterm");
        }
        return withHome(replaceOrAppend(env, wanted), home);
    }

    /// Of an exec: the container's environment, changed.
    static List<String> ofExec(List<String> container, boolean tty, List<String> wanted, String home) {
        var env = new ArrayList<>(container);
        if (tty && env.stream().noneMatch(e -> key(e).equals("TERM"))) {
            env.add("TERM=xterm");
        }
        env.removeIf(
                e -> key(e).equals("HOME") && !home.isEmpty() && wanted.stream().noneMatch(w -> key(w).equals("HOME")));
        return withHome(replaceOrAppend(env, wanted), home);
    }

    private static List<String> replaceOrAppend(List<String> defaults, List<String> wanted) {
        var env = new ArrayList<>(defaults);
        for (var entry : wanted) {
            int at = indexOf(env, key(entry));
            if (entry.indexOf('=') < 0) {
                if (at >= 0) {
                    env.remove(at);
                }
            } else if (at >= 0) {
                env.set(at, entry);
            } else {
                env.add(entry);
            }
        }
        return env;
    }

    private static List<String> withHome(List<String> env, String home) {
        if (indexOf(env, "HOME") >= 0 || home.isEmpty()) {
            return List.copyOf(env);
        }
        var all = new ArrayList<>(env);
        all.add("HOME=" + home);
        return List.copyOf(all);
    }

    private static int indexOf(List<String> env, String key) {
        for (int i = 0; i < env.size(); i++) {
            if (key(env.get(i)).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static String key(String entry) {
        int at = entry.indexOf('=');
        return at < 0 ? entry : entry.substring(0, at);
    }
}
