package dev.conex.engine;

import io.avaje.jsonb.Json;
import java.time.Instant;

/// One probe: when, its exit code (−1: timed out or not started) and at most 4,096 bytes of its output.
@Json
public record HealthResult(Instant start, Instant end, int exitCode, String output) {}
