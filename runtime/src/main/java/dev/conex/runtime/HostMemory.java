package dev.conex.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of the host.
final class HostMemory {
    private static final int KIB = 1024;

    private HostMemory() {}

    static long bytes() throws IOException {
        return Files.readString(Path.of("/proc/meminfo"))
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
