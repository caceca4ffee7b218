package dev.conex.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A container's processes as `ps -ef` shows them, read from the host's /proc by number (proc_pid_stat(5)):
/// nothing of the container is run. Names of users are the host's, as in Docker.
final class ProcessList {
    private static final List<String> FULL = List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");
    private static final List<String> BSD =
            List.of("USER", "PID", "%CPU", "%MEM", "VSZ", "RSS", "TTY", "STAT", "START", "TIME", "COMMAND");
    private static final List<String> PLAIN = List.of("PID", "TTY", "TIME", "CMD");
    private static final int COMMAND_BYTES_MAX = 4096;
    private static final long TICKS_PER_SECOND = 100;
    private static final int PAGE_KB = 4;
    private static final int PTS_MAJOR_MIN = 136;

    private final Map<Integer, String> users;
    private final Instant boot;
    private final Instant now = Instant.now();
    private final long memoryKb;

    private ProcessList() throws IOException {
        this.users = users();
        this.boot = now.minusMillis(
                (long) (1000 * Double.parseDouble(first(Path.of("/proc/uptime")).split(" ")[0])));
        this.memoryKb = memoryKb();
    }

    static ProcessTable of(List<Integer> pids, String psArgs) throws IOException {
        var titles = titles(psArgs);
        var list = new ProcessList();
        var rows = new ArrayList<List<String>>();
        for (int pid : pids) {
            list.facts(pid)
                    .ifPresent(facts -> rows.add(
                            titles.stream().map(t -> facts.getOrDefault(t, "-")).toList()));
        }
        return new ProcessTable(titles, rows);
    }

    private static List<String> titles(String psArgs) {
        var words = List.of((psArgs.isBlank() ? "-ef" : psArgs).trim().split("[ ,=]+"));
        int custom = words.indexOf("-o") >= 0 ? words.indexOf("-o") : words.indexOf("o");
        if (custom >= 0 && custom < words.size() - 1) {
            return words.subList(custom + 1, words.size()).stream()
                    .map(ProcessList::title)
                    .toList();
        }
        return switch (words.getFirst()) {
            case "aux", "-aux", "au", "u" -> BSD;
            case "-e", "-A", "e" -> PLAIN;
            case "-ef", "-f", "ef", "-eF" -> FULL;
            default -> throw new Refusal.Invalid(Refusal.What.OTHER, psArgs, "ps: unknown option");
        };
    }

    private static String title(String word) {
        return switch (word) {
            case "pid" -> "PID";
            case "ppid" -> "PPID";
            case "user", "uname" -> "USER";
            case "uid" -> "UID";
            case "comm", "ucmd" -> "COMM";
            case "cmd" -> "CMD";
            case "args", "command" -> "COMMAND";
            case "stat", "state" -> "STAT";
            case "tty", "tt" -> "TTY";
            case "time" -> "TIME";
            case "rss" -> "RSS";
            case "vsz" -> "VSZ";
            case "pcpu", "%cpu" -> "%CPU";
            case "pmem", "%mem" -> "%MEM";
            default -> throw new Refusal.Invalid(Refusal.What.OTHER, word, "ps: unknown user-defined format specifier");
        };
    }

    /// Everything that a column may want; absent if the process ended meanwhile.
    private Optional<Map<String, String>> facts(int pid) {
        var dir = Path.of("/proc", Integer.toString(pid));
        try {
            var stat = first(dir.resolve("stat"));
            int close = stat.lastIndexOf(')');
            var name = stat.substring(stat.indexOf('(') + 1, close);
            var f = stat.substring(close + 2).split(" ");
            int uid = uid(dir);
            long ticks = Long.parseLong(f[11]) + Long.parseLong(f[12]);
            var started = boot.plusMillis(Long.parseLong(f[19]) * 1000 / TICKS_PER_SECOND);
            long rssKb = Long.parseLong(f[21]) * PAGE_KB;
            double age = Math.max(1, now.getEpochSecond() - started.getEpochSecond());
            double share = 100.0 * ticks / TICKS_PER_SECOND / age;
            var command = command(dir, name);
            var facts = new HashMap<String, String>();
            facts.put("UID", user(uid));
            facts.put("USER", user(uid));
            facts.put("PID", Integer.toString(pid));
            facts.put("PPID", f[1]);
            facts.put("C", Integer.toString((int) Math.min(99, share)));
            facts.put("STIME", stime(started));
            facts.put("START", stime(started));
            facts.put("TTY", tty(Integer.parseInt(f[4])));
            facts.put("TIME", time(ticks / TICKS_PER_SECOND));
            facts.put("CMD", command);
            facts.put("COMMAND", command);
            facts.put("COMM", name);
            facts.put("STAT", f[0]);
            facts.put("RSS", Long.toString(rssKb));
            facts.put("VSZ", Long.toString(Long.parseLong(f[20]) / 1024));
            facts.put("%CPU", String.format(Locale.ROOT, "%.1f", share));
            facts.put("%MEM", String.format(Locale.ROOT, "%.1f", 100.0 * rssKb / memoryKb));
            return Optional.of(facts);
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static int uid(Path dir) throws IOException {
        try (var lines = Files.lines(dir.resolve("status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(l -> l.startsWith("Uid:"))
                    .map(l -> Integer.parseInt(l.split("\t")[2]))
                    .findFirst()
                    .orElse(0);
        }
    }

    private String user(int uid) {
        return users.getOrDefault(uid, Integer.toString(uid));
    }

    private String stime(Instant started) {
        var zone = ZoneId.systemDefault();
        var pattern = started.atZone(zone).toLocalDate().equals(LocalDate.now(zone)) ? "HH:mm" : "MMMdd";
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(started.atZone(zone));
    }

    private static String tty(int device) {
        int major = device >> 8;
        return device == 0 ? "?" : major >= PTS_MAJOR_MIN ? "pts/" + (device & 0xff) : "tty" + (device & 0xff);
    }

    private static String time(long seconds) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    private static String command(Path dir, String name) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(dir.resolve("cmdline"))) {
            bytes = in.readNBytes(COMMAND_BYTES_MAX);
        }
        if (bytes.length == 0) {
            return "[" + name + "]";
        }
        return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').trim();
    }

    private static Map<Integer, String> users() {
        var found = new HashMap<Integer, String>();
        try {
            for (var line : Files.readAllLines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
                var f = line.split(":");
                if (f.length > 2) {
                    found.putIfAbsent(Integer.parseInt(f[2]), f[0]);
                }
            }
        } catch (IOException | NumberFormatException _) {
            // numbers then
        }
        return found;
    }

    private static long memoryKb() throws IOException {
        var words = first(Path.of("/proc/meminfo")).split(" +");
        return Math.max(1, Long.parseLong(words[1]));
    }

    private static String first(Path file) throws IOException {
        try (var reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            var line = reader.readLine();
            return line == null ? "" : line;
        }
    }
}
