package dev.conex.daemon;

import dev.conex.api.JsonTree;
import dev.conex.api.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// dockerd's configuration file.
final class ConfigFile {
    private static final int BYTES_MAX = 1024 * 1024;

    private final Path path;
    private final OptionValues values = new OptionValues();

    private ConfigFile(Path path) {
        this.path = path;
    }

    /// Reads the file; a missing one says nothing, unless it must be there.
    static OptionValues read(Path path, boolean mustBeThere) throws ConfigError {
        var file = new ConfigFile(path);
        try (var in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw file.wrong("file is over " + BYTES_MAX + " bytes");
            }
            file.take(bytes);
        } catch (NoSuchFileException e) {
            if (mustBeThere) {
                throw file.wrong("open " + path + ": no such file or directory");
            }
        } catch (MalformedJson e) {
            throw file.wrong("invalid JSON: " + e.getMessage());
        } catch (IOException e) {
            throw file.wrong("open " + path + ": " + e.getMessage());
        }
        return file.values;
    }

    private ConfigError wrong(String why) {
        return new ConfigError("unable to configure the Docker daemon with file %s: %s".formatted(path, why));
    }

    private void take(byte[] bytes) throws MalformedJson, ConfigError {
        if (new String(bytes, java.nio.charset.StandardCharsets.UTF_8).isBlank()) {
            return;
        }
        if (!(JsonTree.read(bytes) instanceof Map<?, ?> map)) {
            throw wrong("the file holds no JSON object");
        }
        var unknown = new ArrayList<String>();
        for (var entry : map.entrySet()) {
            var key = String.valueOf(entry.getKey());
            var option = DaemonOptions.byKey(key);
            if (option.isEmpty()) {
                unknown.add(key);
            } else {
                take(option.get(), entry.getValue());
            }
        }
        if (!unknown.isEmpty()) {
            throw wrong("the following directives don't match any configuration option: " + String.join(", ", unknown));
        }
    }

    private void take(DaemonOption option, @Nullable Object value) throws ConfigError {
        switch (option.kind()) {
            case SWITCH -> one(option, value instanceof Boolean, value, "bool");
            case TEXT -> one(option, value instanceof String || value instanceof Long, value, "string");
            case NUMBER -> one(option, value instanceof Long, value, "int");
            case LIST -> each(option, value instanceof List<?> list ? list : List.of(value == null ? "" : value));
            case MAP -> entries(option, value);
            case POOLS -> pools(option, value);
            case LIMITS -> limits(option, value);
            case OBJECT -> values.add(option, "");
        }
    }

    private void one(DaemonOption option, boolean fits, @Nullable Object value, String type) throws ConfigError {
        if (!fits) {
            throw wrong(
                    "json: cannot unmarshal into Go struct field Config.%s of type %s".formatted(option.key(), type));
        }
        values.add(option, String.valueOf(value));
    }

    private void each(DaemonOption option, List<?> list) throws ConfigError {
        for (var value : list) {
            one(option, value instanceof String, value, "[]string");
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private void entries(DaemonOption option, @Nullable Object value) throws ConfigError {
        for (var entry : map(value).entrySet()) {
            one(option, entry.getValue() instanceof String, entry.getKey() + "=" + entry.getValue(), "string");
        }
    }

    private void pools(DaemonOption option, @Nullable Object value) throws ConfigError {
        for (var pool : value instanceof List<?> list ? list : List.of()) {
            var fields = map(pool);
            boolean fits = fields.get("base") instanceof String && fields.get("size") instanceof Long;
            one(
                    option,
                    fits,
                    "base=" + fields.get("base") + ",size=" + fields.get("size"),
                    "[]*ipamutils.NetworkToSplit");
        }
    }

    private void limits(DaemonOption option, @Nullable Object value) throws ConfigError {
        for (var limit : map(value).entrySet()) {
            var fields = map(limit.getValue());
            boolean fits = fields.get("Soft") instanceof Long && fields.get("Hard") instanceof Long;
            one(option, fits, limit.getKey() + "=" + fields.get("Soft") + ":" + fields.get("Hard"), "units.Ulimit");
        }
    }
}
