package dev.conex.storage.stored;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Map;

/// A volume; its name is the record's id.
@Json
public record StoredVolume(
        String driver, Map<String, String> labels, Map<String, String> options, Instant created, boolean anonymous) {}
