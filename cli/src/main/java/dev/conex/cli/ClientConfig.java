package dev.conex.cli;

import dev.conex.api.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The client's `config.json` with its logins, in Docker's form; mode 0600.
///
/// @param folder `~/.docker` unless given
record ClientConfig(Path folder) {
    /// Docker Hub's key in `auths`.
    static final String HUB = "https://index.docker.io/v1/";

    private Path file() {
        return folder.resolve("config.json");
    }

    private Map<String, @Nullable Object> read() throws IOException {
        if (!Files.exists(file())) {
            return new LinkedHashMap<>();
        }
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        if (Daemon.read(Files.readAllBytes(file())).value() instanceof Map<?, ?> map) {
            map.forEach((key, value) -> config.put(String.valueOf(key), value));
        }
        return config;
    }

    private void write(Map<String, @Nullable Object> config) throws IOException {
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(
                folder,
                "config",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, JsonTree.write(config));
        Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    /// What the header `X-Registry-Auth` carries for a registry; `{}` where there is no login.
    String authHeader(String registry) throws IOException {
        Tree entry = new Tree(read()).at("auths", key(registry));
        Map<String, @Nullable Object> auth = new LinkedHashMap<>();
        String encoded = entry.text("auth");
        if (!encoded.isEmpty()) {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            auth.put("username", pair.substring(0, Math.max(0, colon)));
            auth.put("password", pair.substring(colon + 1));
            auth.put("serveraddress", key(registry));
        }
        if (!entry.text("identitytoken").isEmpty()) {
            auth.put("identitytoken", entry.text("identitytoken"));
            auth.put("serveraddress", key(registry));
        }
        return Base64.getUrlEncoder().encodeToString(JsonTree.write(auth));
    }

    static String key(String registry) {
        return registry.isEmpty() || registry.equals("docker.io") || registry.equals("index.docker.io")
                ? HUB
                : registry;
    }

    /// The registry a reference names: what stands before the first slash, when that looks like a host.
    static String registryOf(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        return first.equals("localhost") || first.indexOf('.') >= 0 || first.indexOf(':') >= 0 ? first : "docker.io";
    }

    void keepLogin(String registry, String user, String password, String identityToken) throws IOException {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        String pair = user + ":" + (identityToken.isEmpty() ? password : "");
        entry.put("auth", Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        if (!identityToken.isEmpty()) {
            entry.put("identitytoken", identityToken);
        }
        Map<String, @Nullable Object> config = read();
        Map<String, @Nullable Object> auths = auths(config);
        auths.put(key(registry), entry);
        config.put("auths", auths);
        write(config);
    }

    boolean forgetLogin(String registry) throws IOException {
        Map<String, @Nullable Object> config = read();
        Map<String, @Nullable Object> auths = auths(config);
        boolean known = auths.remove(key(registry)) != null;
        if (known) {
            config.put("auths", auths);
            write(config);
        }
        return known;
    }

    private static Map<String, @Nullable Object> auths(Map<String, @Nullable Object> config) {
        Map<String, @Nullable Object> auths = new LinkedHashMap<>();
        if (config.get("auths") instanceof Map<?, ?> map) {
            map.forEach((key, value) -> auths.put(String.valueOf(key), value));
        }
        return auths;
    }
}
