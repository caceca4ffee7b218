package dev.conex.api;

import io.avaje.jsonb.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// One file of a container as in the header `X-Docker-Container-Path-Stat`: base64 of JSON. `mode` is Go's `FileMode`.
@Json
public record PathStatHeader(String name, long size, long mode, Instant mtime, String linkTarget) {
    /// The header's name.
    public static final String NAME = "X-Docker-Container-Path-Stat";

    public PathStatHeader {
        name = Nil.text(name);
        mtime = Times.orZero(mtime);
        linkTarget = Nil.text(linkTarget);
    }

    /// The header's value.
    public String encode() {
        return Base64.getEncoder().encodeToString(Wire.write(this));
    }

    /// Reads a header's value.
    public static PathStatHeader decode(String value) throws MalformedJson {
        try {
            return Wire.read(
                    PathStatHeader.class, Base64.getDecoder().decode(value.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            throw new MalformedJson("header " + NAME + " is no base64", e);
        }
    }

    /// Whether it is a directory.
    public boolean directory() {
        return (mode & GoFileMode.DIRECTORY) != 0;
    }
}
