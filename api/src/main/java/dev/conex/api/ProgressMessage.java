package dev.conex.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// One object of a pull, push, load, build or import.
@Json(caseInsensitiveKeys = true)
public record ProgressMessage(
        @Json.Property("stream") @Nullable String stream,
        @Json.Property("status") @Nullable String status,
        @Json.Property("progressDetail") @Nullable ProgressFigures progressDetail,
        @Json.Property("progress") @Nullable String progress,
        @Json.Property("id") @Nullable String id,
        @Json.Property("errorDetail") @Nullable ProgressError errorDetail,
        @Json.Property("error") @Nullable String error,
        @Json.Property("aux") @Nullable ProgressAux aux) {
    public ProgressMessage {
        stream = Nil.omitEmpty(stream);
        status = Nil.omitEmpty(status);
        progress = Nil.omitEmpty(progress);
        id = Nil.omitEmpty(id);
        error = Nil.omitEmpty(error);
    }

    /// How far; absent figures are unknown.
    @Json(caseInsensitiveKeys = true)
    public record ProgressFigures(
            @Json.Property("current") @Nullable Long current,
            @Json.Property("total") @Nullable Long total) {}

    /// Why it failed; `code` is a build step's exit code.
    @Json(caseInsensitiveKeys = true)
    public record ProgressError(
            @Json.Property("code") @Nullable Integer code,
            @Json.Property("message") String message) {
        public ProgressError {
            message = Nil.text(message);
        }
    }

    /// Machine-readable words: an image's id, or what was pushed.
    @Json(caseInsensitiveKeys = true)
    public record ProgressAux(
            @Json.Property("ID") @Nullable String id,
            @Json.Property("Tag") @Nullable String tag,
            @Json.Property("Digest") @Nullable String digest,
            @Json.Property("Size") @Nullable Long size) {
        public ProgressAux {
            id = Nil.omitEmpty(id);
            tag = Nil.omitEmpty(tag);
            digest = Nil.omitEmpty(digest);
        }
    }
}
