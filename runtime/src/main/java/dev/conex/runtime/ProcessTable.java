package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Facts from /proc (proc_pid_stat(5)).
final class ProcessTable {
    private static final int START = 19; // field 22, counted behind the name in parentheses

    private ProcessTable() {}

    /// When a process started, in clock ticks since boot; 0 when there is none.
    static long startTicks(int pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START]);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
