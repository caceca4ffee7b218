package dev.conex.api;

import io.avaje.jsonb.Json;

/// Where a port is published.
@Json(caseInsensitiveKeys = true)
public record PortBinding(
        @Json.Property("HostIp") String hostIp,
        @Json.Property("HostPort") String hostPort) {
    public PortBinding {
        hostIp = Nil.text(hostIp);
        hostPort = Nil.text(hostPort);
    }
}
