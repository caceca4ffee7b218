package dev.conex.runtime;

import dev.conex.linux.SeccompFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Compiled filters by what they depend on, in memory and in files: compiling one costs more than a launch.
final class SeccompFilters {
    private static final int KEPT_MAX = 64;
    private static final int INSTRUCTION_BYTES = 8;

    private final Path directory;

    private record Wanted(Seccomp seccomp, long bounding) {}

    private final Map<Wanted, byte[]> kept = new ConcurrentHashMap<>();

    /// @param directory made when the first filter is kept
    SeccompFilters(Path directory) {
        this.directory = directory;
    }

    /// The program for a profile and capabilities.
    byte[] program(Seccomp seccomp, Capabilities caps) throws IOException {
        Wanted wanted = new Wanted(seccomp, caps.bounding());
        byte[] known = kept.get(wanted);
        if (known == null) {
            known = fromDisk(profile(seccomp), caps);
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            kept.put(wanted, known);
        }
        return known;
    }

    private static SeccompProfile profile(Seccomp seccomp) {
        return switch (seccomp) {
            case Seccomp.Default() -> SeccompProfile.standard();
            case Seccomp.Profile(String json) -> SeccompJson.parse(json);
            case Seccomp.Unconfined() -> throw new IllegalArgumentException("unconfined has no filter");
        };
    }

    private byte[] fromDisk(SeccompProfile profile, Capabilities caps) throws IOException {
        Path file = directory.resolve(key(profile, caps));
        if (Files.exists(file)) {
            byte[] program = Files.readAllBytes(file);
            if (program.length > 0 && program.length % INSTRUCTION_BYTES == 0) {
                return program;
            }
        }
        byte[] program = SeccompFilter.compile(
                profile.otherwise(), profile.rules(caps, SeccompProfile.arch()), profile.compatible());
        Files.createDirectories(directory);
        Path part = Files.createTempFile(directory, "part", null);
        Files.write(part, program);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return program;
    }

    private static String key(SeccompProfile profile, Capabilities caps) {
        String all = "%s %x %s %s"
                .formatted(profile, caps.bounding(), SeccompProfile.arch(), System.getProperty("os.version"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
